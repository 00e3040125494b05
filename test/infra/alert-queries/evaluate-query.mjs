/**
 * Evaluates a query of KQL on given rows, operator by operator, from the language service's syntax tree.
 *
 * Knows the operators that the project's queries use; any other throws. The columns between two operators and of the answer have to
 * be those that the language service says, and every value has to be of its column's type. Order of rows means nothing.
 */
import { kindOf, toArray } from '../../../infra/compile/load-language-service.mjs';
import { elementsOf, evaluateExpression } from './evaluate-expression.mjs';
import { conform } from './types.mjs';

/** `tables` by name, rows as objects of some columns. Returns the rows of the answer. */
export function evaluateQuery(tree, tables, now) {
  const [statement, ...more] = elementsOf(tree.Statements);
  if (more.length > 0) throw new Error('More than one statement.');
  return evaluateTable(statement.Expression, { tables, now });
}

function evaluateTable(node, given) {
  const kind = kindOf(node);
  const operator = kind === 'PipeExpression' ? kindOf(node.Operator) : kind;
  const evaluate = operators[operator];
  if (!evaluate) throw new Error(`Operators of the kind ${operator} are not known.`);
  const rows =
    kind === 'PipeExpression'
      ? evaluate(node.Operator, evaluateTable(node.Expression, given), given)
      : evaluate(node, [], given);
  return checkRows(rows, columnsOf(node), operator);
}

const columnsOf = (node) => toArray(node.ResultType.Columns).map(({ Name, Type }) => [Name, Type.Name]);

/** Known columns only, each with a value of its type; a column that a row does not name is empty. */
function checkRows(rows, columns, what) {
  const types = new Map(columns);
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      if (!types.has(name)) throw new Error(`${what}: no column ${name}.`);
      conform(value, types.get(name), name);
    }
  return rows;
}

/** `[name, expression]` of `name = expression` or of a column. */
function readNamed(node) {
  if (kindOf(node) === 'SimpleNamedExpression') return [node.Name.SimpleName, node.Expression];
  if (kindOf(node) === 'NameReference') return [node.SimpleName, node];
  throw new Error(`${node.toString()} needs a name.`);
}

const operators = {
  NameReference: ({ SimpleName }, _, { tables }) => tables[SimpleName] ?? [],
  ParenthesizedExpression: ({ Expression }, _, given) => evaluateTable(Expression, given),
  // A column of another type in each table becomes one column of each type, `DurationMs_int` and `DurationMs_real`.
  UnionOperator: (node, before, given) => {
    const names = columnsOf(node).map(([name]) => name);
    const tables = elementsOf(node.Expressions).map((table) => {
      const renamed = columnsOf(table).map(([name, type]) => [name, names.includes(name) ? name : `${name}_${type}`]);
      const to = new Map(renamed);
      return evaluateTable(table, given).map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [to.get(name), value])),
      );
    });
    return [...before, ...tables.flat()];
  },
  FilterOperator: ({ Condition }, rows, { now }) =>
    rows.filter((row) => evaluateExpression(Condition, row, now) === true),
  ExtendOperator: ({ Expressions }, rows, { now }) =>
    rows.map((row) => {
      const extended = { ...row };
      for (const [name, expression] of elementsOf(Expressions).map(readNamed))
        extended[name] = evaluateExpression(expression, row, now);
      return extended;
    }),
  MvExpandOperator: ({ Expressions }, rows, { now }) => {
    const [{ Expression, ToTypeOf }, ...more] = elementsOf(Expressions);
    if (more.length > 0 || !ToTypeOf) throw new Error('Only one column, of a type that is said, is expanded.');
    const [name, expression] = readNamed(Expression);
    return rows.flatMap((row) =>
      (evaluateExpression(expression, row, now) ?? ['']).map((value) => ({ ...row, [name]: value })),
    );
  },
  SummarizeOperator: ({ Aggregates, ByClause }, rows, { now }) => {
    const by = elementsOf(ByClause?.Expressions).map(readNamed);
    const groups = new Map();
    // Without "by" there is one group, of no rows if need be.
    if (by.length === 0) groups.set('[]', { values: {}, members: rows });
    for (const row of by.length > 0 ? rows : []) {
      const values = Object.fromEntries(
        by.map(([name, expression]) => [name, evaluateExpression(expression, row, now)]),
      );
      const key = JSON.stringify(Object.values(values));
      if (!groups.has(key)) groups.set(key, { values, members: [] });
      groups.get(key).members.push(row);
    }
    return [...groups.values()].map(({ values, members }) => {
      const summarized = elementsOf(Aggregates).flatMap((node) => {
        const [name, call] = readNamed(node);
        if (call.Name.SimpleName === 'arg_max') return argMax(name, call, members, now);
        return [[name, aggregate(call, members, now)]];
      });
      return { ...values, ...Object.fromEntries(summarized) };
    });
  },
};

function aggregate(call, rows, now) {
  const name = call.Name.SimpleName;
  const parts = elementsOf(call.ArgumentList.Expressions);
  if (!Object.hasOwn(aggregates, name)) throw new Error(`The aggregate ${name} is not known.`);
  const value = aggregates[name](rows, parts, (part, row) => evaluateExpression(part, row, now));
  return conform(value, call.ResultType.Name, name);
}

/** The greatest value under its name, and the columns of the row that has it. */
function argMax(name, call, rows, now) {
  const [by, ...columns] = elementsOf(call.ArgumentList.Expressions);
  const greatest = rows.reduce((best, row) =>
    evaluateExpression(by, row, now) > evaluateExpression(by, best, now) ? row : best,
  );
  return [
    [name, evaluateExpression(by, greatest, now)],
    ...columns.map((column) => [column.SimpleName, evaluateExpression(column, greatest, now)]),
  ];
}

const latest = (values) => values.filter((value) => value !== null).toSorted((one, other) => other - one)[0] ?? null;
const aggregates = {
  count: (rows) => rows.length,
  countif: (rows, [condition], evaluate) => rows.filter((row) => evaluate(condition, row) === true).length,
  sum: (rows, [value], evaluate) => rows.reduce((total, row) => total + (evaluate(value, row) ?? 0), 0),
  min: (rows, [value], evaluate) =>
    rows
      .map((row) => evaluate(value, row))
      .filter((one) => one !== null)
      .toSorted((one, other) => one - other)[0] ?? null,
  max: (rows, [value], evaluate) => latest(rows.map((row) => evaluate(value, row))),
  // The nearest rank; Kusto estimates it from many rows.
  percentile: (rows, [value, part], evaluate) => {
    const values = rows.map((row) => evaluate(value, row)).filter((one) => one !== null);
    const rank = Math.ceil((evaluate(part, {}) / 100) * values.length);
    return values.toSorted((one, other) => one - other)[Math.max(rank, 1) - 1] ?? null;
  },
  maxif: (rows, [value, condition], evaluate) =>
    latest(rows.filter((row) => evaluate(condition, row) === true).map((row) => evaluate(value, row))),
};

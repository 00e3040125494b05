/**
 * Evaluates a scalar expression of KQL on one row, from the language service's syntax tree.
 *
 * Knows the operators and functions that the project's queries use; any other throws, so that a query is never half evaluated. With
 * null, a comparison is null, and `where` and `iff` take null for false, as in Kusto.
 */
import { kindOf, toArray } from '../../../infra/compile/load-language-service.mjs';
import { conform, emptyOf } from './types.mjs';

export const elementsOf = (list) => toArray(list).map((item) => item.Element ?? item.Element$1);
const textOf = (node) => node.toString().trim();

/** `row` by column; `now` as a Date. */
export function evaluateExpression(node, row, now) {
  const kind = kindOf(node);
  const evaluate = kinds[kind];
  if (!evaluate) throw new Error(`${textOf(node)}: expressions of the kind ${kind} are not known.`);
  return conform(evaluate(node, row, now), node.ResultType.Name, textOf(node));
}

const lower = (text) => text.toLowerCase();
const toComparable = (value) => (value instanceof Date ? value.getTime() : (value?.milliseconds ?? value));

/** Of two evaluated sides; null when one is null. */
const binary = (compare) => (node, row, now) => {
  const left = toComparable(evaluateExpression(node.Left, row, now));
  const right = toComparable(evaluateExpression(node.Right, row, now));
  return left === null || right === null ? null : compare(left, right);
};

const kinds = {
  StringLiteralExpression: ({ LiteralValue }) => LiteralValue,
  LongLiteralExpression: ({ LiteralValue }) => Number(String(LiteralValue)),
  BooleanLiteralExpression: ({ LiteralValue }) => LiteralValue.v,
  TimespanLiteralExpression: ({ LiteralValue }) => ({ milliseconds: LiteralValue.getTotalMilliseconds() }),
  ParenthesizedExpression: ({ Expression }, row, now) => evaluateExpression(Expression, row, now),
  NameReference: ({ SimpleName, ResultType }, row) => row[SimpleName] ?? emptyOf(ResultType.Name),
  IntLiteralExpression: ({ LiteralValue }) => (LiteralValue === null ? null : Number(String(LiteralValue))),
  RealLiteralExpression: ({ LiteralValue }) => LiteralValue,
  DynamicExpression: ({ Expression }) => {
    if (textOf(Expression) !== 'null')
      throw new Error(`${textOf(Expression)}: of dynamic literals only null is known.`);
    return null;
  },
  ElementExpression: ({ Expression, Selector }, row, now) =>
    evaluateExpression(Expression, row, now)?.[evaluateExpression(Selector.Expression, row, now)] ?? null,
  PathExpression: ({ Expression, Selector }, row, now) =>
    evaluateExpression(Expression, row, now)?.[Selector.SimpleName] ?? null,
  FunctionCallExpression: (node, row, now) => callFunction(node, row, now),
  AndExpression: ({ Left, Right }, row, now) => {
    const sides = [evaluateExpression(Left, row, now), evaluateExpression(Right, row, now)];
    return sides.includes(false) ? false : sides.includes(null) ? null : true;
  },
  OrExpression: ({ Left, Right }, row, now) => {
    const sides = [evaluateExpression(Left, row, now), evaluateExpression(Right, row, now)];
    return sides.includes(true) ? true : sides.includes(null) ? null : false;
  },
  AddExpression: binary((left, right) => left + right),
  EqualExpression: binary((left, right) => left === right),
  NotEqualExpression: binary((left, right) => left !== right),
  LessThanExpression: binary((left, right) => left < right),
  LessThanOrEqualExpression: binary((left, right) => left <= right),
  GreaterThanExpression: binary((left, right) => left > right),
  GreaterThanOrEqualExpression: binary((left, right) => left >= right),
  EqualTildeExpression: binary((left, right) => lower(left) === lower(right)),
  BangTildeExpression: binary((left, right) => lower(left) !== lower(right)),
  ContainsExpression: binary((left, right) => lower(left).includes(lower(right))),
  StartsWithExpression: binary((left, right) => lower(left).startsWith(lower(right))),
  EndsWithExpression: binary((left, right) => lower(left).endsWith(lower(right))),
  InExpression: ({ Left, Right }, row, now) => {
    const values = elementsOf(Right.Expressions).map((value) => evaluateExpression(value, row, now));
    return values.includes(evaluateExpression(Left, row, now));
  },
};

function callFunction(node, row, now) {
  const name = node.Name.SimpleName;
  if (name === 'column_ifexists') return readColumnIfExists(node, row, now);
  const call = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!call) throw new Error(`The function ${name} is not known.`);
  const values = elementsOf(node.ArgumentList.Expressions).map((value) => evaluateExpression(value, row, now));
  return call(values, { now, empty: emptyOf(node.ResultType.Name) });
}

/** Of a column that a row may not have; it has to stand for nothing then, because an empty value of a row cannot be told apart. */
function readColumnIfExists(node, row, now) {
  const [name, otherwise] = elementsOf(node.ArgumentList.Expressions);
  const empty = emptyOf(node.ResultType.Name);
  if (evaluateExpression(otherwise, row, now) !== empty) throw new Error(`${textOf(node)}: its default is not empty.`);
  return row[evaluateExpression(name, row, now)] ?? empty;
}

/** What is no JSON is the text itself, as in Kusto. */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isEmpty = (value) => value === null || value === '';
/** Written alike and meaning the same in RE2 and here; anything else throws. */
function toRegExp(pattern, flags = '') {
  if (/\(\?(?!:)|\\(?![sd.])/.test(pattern)) throw new Error(`Not certain to mean the same in RE2: ${pattern}`);
  return new RegExp(pattern, flags);
}

const functions = {
  ago: ([{ milliseconds }], { now }) => new Date(now.getTime() - milliseconds),
  now: (_, { now }) => now,
  not: ([value]) => (value === null ? null : !value),
  iff: ([condition, yes, no]) => (condition === true ? yes : no),
  coalesce: (values, { empty }) => values.find((value) => !isEmpty(value)) ?? empty,
  isempty: ([value]) => isEmpty(value),
  isnotempty: ([value]) => !isEmpty(value),
  isnull: ([value]) => value === null,
  isnotnull: ([value]) => value !== null,
  strcat: (values) => values.join(''),
  tostring: ([value]) => (value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)),
  toint: ([value]) => (/^\s*[+-]?\d+\s*$/.test(String(value)) ? Number(value) : null),
  // Of text; what is no number is null.
  tolong: ([value]) => (/^\s*[+-]?\d+\s*$/.test(String(value)) ? Number(value) : null),
  bin: ([value, { milliseconds }]) => new Date(Math.floor(value.getTime() / milliseconds) * milliseconds),
  parse_json: ([text]) => parseJson(text),
  array_concat: (arrays) => (arrays.every(Array.isArray) ? arrays.flat() : null),
  pack_array: (values) => values,
  extract: ([pattern, group, text]) => toRegExp(pattern).exec(text)?.[group] ?? '',
  extract_all: ([pattern, text]) => {
    const found = [...text.matchAll(toRegExp(pattern, 'g'))].map(([, group]) => group);
    return found.length > 0 ? found : null;
  },
  parse_url: ([text]) => {
    if (!URL.canParse(text)) return null;
    const { protocol, hostname, port, pathname, hash } = new URL(text);
    return { Scheme: protocol.slice(0, -1), Host: hostname, Port: port, Path: pathname, Fragment: hash.slice(1) };
  },
};

/**
 * A program of its own, because the language service sets globals: reads `[{ query, now, tables }]` as JSON from standard input and
 * writes `[{ diagnostics, columns, rows }]`, or `error` where the evaluator could not go on. Texts of datetime columns become dates.
 */
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { loadLanguageService } from '../../../infra/compile/load-language-service.mjs';
import { logTables } from '../../../infra/compile/log-tables.mjs';
import { evaluateQuery } from './evaluate-query.mjs';

const cases = JSON.parse(await text(process.stdin));
const { analyse } = await loadLanguageService();
const results = cases.map(({ query, now, tables = {} }) => {
  const { diagnostics, columns, tree } = analyse(query);
  if (diagnostics.length > 0) return { diagnostics, columns };
  const dated = Object.entries(tables).map(([name, rows]) => [
    name,
    rows.map((row) => withDates(row, logTables[name])),
  ]);
  try {
    return { diagnostics, columns, rows: evaluateQuery(tree, Object.fromEntries(dated), new Date(now)) };
  } catch (error) {
    return { diagnostics, columns, error: error.message };
  }
});
process.stdout.write(JSON.stringify(results));

function withDates(row, schema) {
  const dates = [...schema.matchAll(/(\w+) datetime/g)].map(([, name]) => name).filter((name) => name in row);
  return { ...row, ...Object.fromEntries(dates.map((name) => [name, new Date(row[name])])) };
}

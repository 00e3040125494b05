/**
 * The check of every query of the log: a diagnostic of Microsoft's language service is a failure, and so is a rule's query that
 * answers no `code`, by which alerts are told apart.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listQueries } from './list-queries.mjs';

const program = join(dirname(fileURLToPath(import.meta.url)), 'analyse-queries.mjs');

/** Returns `{ ok, notRun, detail }`; not run where the packages are not installed. */
export function checkQueries(queries = listQueries()) {
  const run = spawnSync(process.execPath, [program], {
    input: JSON.stringify(queries),
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status === 3) return { ok: true, notRun: true, detail: 'the language service is not installed (npm ci)' };
  if (run.status !== 0) return { ok: false, detail: run.stderr || String(run.error) };
  const faults = JSON.parse(run.stdout).flatMap(({ where, query, isRule, diagnostics, columns }) => {
    const isTold = !isRule || columns.some(([name, type]) => name === 'code' && type === 'string');
    const problems = [...diagnostics, ...(isTold ? [] : ['it answers no column "code"'])];
    return problems.map((problem) => `${where}: ${problem}\n  ${query}`);
  });
  return { ok: faults.length === 0, detail: faults.join('\n') || `${queries.length} queries` };
}

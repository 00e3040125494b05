/**
 * Formats the checks as lines for a terminal: mark, name, what was found or what to do; the last line says how many failed.
 */
import type { CheckResult } from '../../shared/readiness/check.ts';

const NAME_WIDTH = 18;

/** Control characters are removed, so an answer cannot overwrite the terminal. */
export function formatChecks(checks: readonly CheckResult[]): string {
  const failed = checks.filter(({ ok }) => !ok).length;
  const lines = checks.map(({ name, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(NAME_WIDTH)} ${detail}`);
  const end = failed === 0 ? 'Ready: every check holds.' : `Not ready: ${failed} of ${checks.length} checks failed.`;
  return [...lines, end].map((line) => line.replace(/\p{Cc}/gu, '')).join('\n');
}

/**
 * Formats the checks as lines for a terminal: mark, name, what was found or what to do; the last line says how many failed.
 *
 * The line before it points to what no check can see, because the connector has no permission to read registrations.
 */
import type { CheckResult } from '../../shared/readiness/check.ts';

const NAME_WIDTH = 18;

const PUBLISHER =
  'While the publisher of the app is unverified, an administrator of every home tenant has to approve it: infra/README.md, Publisher verification.';

/** Control characters are removed, so an answer cannot overwrite the terminal. */
export function formatChecks(checks: readonly CheckResult[]): string {
  const failed = checks.filter(({ ok }) => !ok).length;
  const line = (mark: string, name: string, text: string) => `${mark}  ${name.padEnd(NAME_WIDTH)} ${text}`;
  const lines = checks.map(({ name, ok, detail }) => line(ok ? 'ok  ' : 'FAIL', name, detail));
  const end = failed === 0 ? 'Ready: every check holds.' : `Not ready: ${failed} of ${checks.length} checks failed.`;
  return [...lines, line('note', 'publisher', PUBLISHER), end].map((text) => text.replace(/\p{Cc}/gu, '')).join('\n');
}

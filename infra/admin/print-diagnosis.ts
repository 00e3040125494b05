/**
 * Prints the diagnosis of a sender for a terminal: a row for each step, and below one that is not ok who must act and where to go.
 *
 * Every mark has its word beside it. What the app says cannot write over the terminal.
 */
export type { Diagnosis } from '../../shared/operations/diagnosis/diagnosis-answer.ts';
import type { Diagnosis, DiagnosisStep } from '../../shared/operations/diagnosis/diagnosis-answer.ts';

const marks: Readonly<Record<DiagnosisStep['state'], string>> = { ok: '✓', warning: '!', failed: '✗', skipped: '–' };

const actors: Readonly<Record<NonNullable<DiagnosisStep['who']>, string>> = {
  caller: 'whoever wrote the program that calls',
  person: 'the sender',
  home_admin: "an administrator of the sender's home organisation",
  host_admin: 'an administrator of the organisation that runs the ERP',
  operator: 'the operator of this connector',
  nobody: 'nobody: it passes by itself',
};

const STATE_WIDTH = 'skipped'.length;
const NAME_WIDTH = 'permission'.length;
const INDENT = ' '.repeat(STATE_WIDTH + NAME_WIDTH + 6);

/** Rejects with a plain sentence that says where to begin when a step failed. */
export function printDiagnosis({ id, steps }: Diagnosis, print: (line: string) => void): void {
  if (id !== undefined) print(plain(`Sender ${id}`));
  for (const step of steps) {
    const { state, name, detail } = step;
    print(plain(`${marks[state] ?? '?'} ${state.padEnd(STATE_WIDTH)}  ${name.padEnd(NAME_WIDTH)}  ${detail}`));
    for (const line of describe(step)) print(plain(`${INDENT}${line}`));
  }
  const failed = steps.find(({ state }) => state === 'failed');
  if (failed) throw new Error(plain(`Begin at ${failed.name}: ${failed.code ?? failed.detail}`));
}

function describe(step: DiagnosisStep): string[] {
  const { who, code, upstreamCode, since, appId, outboundAddresses, consentUrl, helpUrl, found = {} } = step;
  const { proven, contested, until, messageId } = found;
  return [
    proven && proven.length > 0 && `Names: ${proven.join(', ')}`,
    contested && `Contested: ${contested.join(', ')}`,
    until && `Until: ${until}`,
    messageId && `Message: ${messageId}`,
    who && `Who must act: ${actors[who] ?? who}`,
    code && `Code: ${[code, upstreamCode].filter(Boolean).join(', ')}`,
    since && `Since: ${since}`,
    appId && `App to allow: ${appId}`,
    outboundAddresses && `Addresses to allow: ${outboundAddresses}`,
    consentUrl && `Connect: ${consentUrl}`,
    helpUrl && `Read: ${helpUrl}`,
  ].filter((line): line is string => typeof line === 'string' && line !== '');
}

function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}

/**
 * One step through a list of guests: those who come next are asked for, or invited, and added to the results.
 *
 * A failure ends the step and loses nothing: what was found before is carried on, and the same guests come next again.
 */
import { CONSOLE_INVITATIONS_OF_STEP, CONSOLE_PREVIEWED_OF_STEP } from '../../../shared/console-limits.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import type { Invitations } from '../../../shared/guests/invitations.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import { writeResult, type CarriedList, type StepKind } from './carried-list.ts';

export interface TakenStep extends CarriedList {
  /** Before the next step, where Graph asks for a pause. */
  waitSeconds?: number;
  /** Why nothing was done. */
  failure?: ConnectorError & { code: ErrorCode };
}

const sizes: Record<StepKind, number> = { preview: CONSOLE_PREVIEWED_OF_STEP, invite: CONSOLE_INVITATIONS_OF_STEP };

/** `by`: who asks, for the audit, which `invite` writes. */
export async function takeStep(
  { invite }: Pick<Invitations, 'invite'>,
  { guests, results }: CarriedList,
  kind: StepKind,
  by: string,
): Promise<TakenStep> {
  const done = new Set(results.map(({ row }) => row));
  const next = guests.filter(({ row }) => !done.has(row)).slice(0, sizes[kind]);
  if (next.length === 0) return { guests, results };
  const asked = { guests: next.map(({ row: _row, ...guest }) => guest), preview: kind === 'preview' };
  try {
    const posted = { body: Buffer.from(JSON.stringify(asked)), isCsv: false, preview: null };
    const { value, retryAfterSeconds } = await invite(posted, by);
    const found = value.flatMap((result, index) => {
      const row = next[index]?.row;
      return row === undefined || result.outcome === 'not_tried' ? [] : [writeResult({ ...result, row })];
    });
    const wait = retryAfterSeconds ? { waitSeconds: retryAfterSeconds } : {};
    return { guests, results: [...results, ...found], ...wait };
  } catch (failure) {
    if (!(failure instanceof ConnectorError)) throw failure;
    return { guests, results, failure };
  }
}

/**
 * Does a part of a diagnosis within a time limit, so that a refusal, or a dependency that hangs, is a result like any other.
 *
 * What is no known outcome is a bug, and thrown on.
 */
import { DIAGNOSIS_QUESTION_MILLISECONDS } from '../../diagnosis-limits.ts';
import type { ConnectorError as ConnectorErrorClass } from '../../errors.ts';
import type { ErrorCode, Who } from '../../outcomes.ts';
import type { StartedParts } from './diagnose-parts.ts';
import type { Refusal } from './facts.ts';

/** `code`: where the work does not end in time; it goes on then. */
export type TryWork = <Value>(
  code: ErrorCode,
  work: () => Promise<Value>,
  milliseconds?: number,
) => Promise<{ value: Value } | { refusal: Refusal; error: unknown }>;

export function createTryWork({
  ConnectorError,
  TimeLimit,
  withTimeLimit,
}: Pick<StartedParts, 'ConnectorError' | 'TimeLimit' | 'withTimeLimit'>): TryWork {
  return async (code, work, milliseconds = DIAGNOSIS_QUESTION_MILLISECONDS) => {
    try {
      return { value: await withTimeLimit(milliseconds, work) };
    } catch (error) {
      if (error instanceof TimeLimit) return { refusal: { code }, error };
      if (!(error instanceof ConnectorError)) throw error;
      const { upstreamCode } = error;
      return { refusal: { code: error.code, ...(upstreamCode !== undefined && { upstreamCode }) }, error };
    }
  };
}

/** What the refusal says more exactly than its code. */
export function saidOf(error: unknown): { who?: Who; detail?: string } {
  const { who, detail } = error as Partial<Pick<ConnectorErrorClass, 'who' | 'detail'>>;
  return { ...(who && { who }), ...(detail !== undefined && { detail }) };
}

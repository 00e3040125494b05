/**
 * Repeats what reads rows and writes them back, while others keep writing the same rows. It decides nothing by itself.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX } from '../limits.ts';

/** Runs it up to CONFLICT_RETRIES_MAX times. @throws ConnectorError `conflict` after the last, or anything else that it throws */
export async function repeatOnConflict<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!hasCode(error, 'conflict')) throw error;
      if (attempt >= CONFLICT_RETRIES_MAX) throw new ConnectorError('conflict', { cause: error });
    }
  }
}

/**
 * Repeats what fails only because a new role, identity or host name has not reached all of Azure; ten minutes at most.
 *
 * Only for what can be repeated: a deployment, the upload of a package, a check. Any other failure ends it at once.
 */
import { isPropagating } from '../azure-cli/azure-refusal.ts';
import type { Context } from './context.ts';

const PROPAGATION_MAX_MILLISECONDS = 10 * 60_000;
const PAUSE_MILLISECONDS = 20_000;

/** Returns what `act` returns; after ten minutes it throws the last refusal. */
export async function retryWhilePropagating<Answer>(
  { print, now, sleep }: Pick<Context, 'print' | 'now' | 'sleep'>,
  what: string,
  act: () => Promise<Answer>,
): Promise<Answer> {
  const startedAt = now().getTime();
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const elapsed = now().getTime() - startedAt;
      if (!isPropagating(error) || elapsed + PAUSE_MILLISECONDS > PROPAGATION_MAX_MILLISECONDS) throw error;
      const minutes = Math.floor(elapsed / 60_000);
      print(
        `  ${what}: ${error.codes.at(-1)}. What is new takes minutes to reach all of Azure; trying again (${minutes} of 10 minutes).`,
      );
      await sleep(PAUSE_MILLISECONDS);
    }
  }
}

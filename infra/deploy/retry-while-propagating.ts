/**
 * Repeats what fails only because a role, an identity or a host name is not known everywhere yet; ten minutes at most.
 *
 * Everything it is used for may be repeated: a deployment, the upload of a package, a check. Any other failure ends it at once.
 */
import { isPropagating } from '../azure-cli/azure-refusal.ts';
import type { Context } from './context.ts';

const PROPAGATION_MAX_MILLISECONDS = 10 * 60_000;
const PAUSE_MILLISECONDS = 20_000;

/** Answers what `act` answers; after ten minutes its last refusal goes through. */
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
        `  ${what}: ${error.codes.at(-1)}. What is new takes minutes to be known everywhere; trying again (${minutes} of 10 minutes).`,
      );
      await sleep(PAUSE_MILLISECONDS);
    }
  }
}

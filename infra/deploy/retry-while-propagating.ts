/**
 * Repeats what fails only because of time: something new (a role, an identity, a host name) has not reached all of Azure, ten minutes
 * at most; or another deployment is at work on the same resources, half an hour at most.
 *
 * Each time counts from the first refusal of its kind, because what is repeated may itself take longer. Only for what can be
 * repeated: a deployment, the upload of a package, a check. Any other failure ends it at once.
 */
import { isBusy, isPropagating, type AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Context } from './context.ts';

const PAUSE_MILLISECONDS = 20_000;

interface Wait {
  isFor(error: unknown): error is AzureRefusal;
  maxMinutes: number;
  reason: string;
}

const waits: readonly Wait[] = [
  { isFor: isBusy, maxMinutes: 30, reason: 'Another deployment of this installation is active; waiting for its end' },
  {
    isFor: isPropagating,
    maxMinutes: 10,
    reason: 'What is new takes minutes to reach all of Azure; trying again',
  },
];

/** Returns what `act` returns; when the time is up, it throws the last refusal. */
export async function retryWhilePropagating<Answer>(
  { print, now, sleep }: Pick<Context, 'print' | 'now' | 'sleep'>,
  what: string,
  act: () => Promise<Answer>,
): Promise<Answer> {
  const firstAt = new Map<Wait, number>();
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const wait = waits.find(({ isFor }) => isFor(error));
      if (!wait) throw error;
      const at = now().getTime();
      const elapsed = at - (firstAt.get(wait) ?? at);
      firstAt.set(wait, at - elapsed);
      if (elapsed + PAUSE_MILLISECONDS > wait.maxMinutes * 60_000) throw error;
      const code = (error as AzureRefusal).codes.at(-1);
      const minutes = Math.floor(elapsed / 60_000);
      print(`  ${what}: ${code}. ${wait.reason} (${minutes} of ${wait.maxMinutes} minutes).`);
      await sleep(PAUSE_MILLISECONDS);
    }
  }
}

/**
 * `npm run preflight` on the new installation, again and again while its roles are not known everywhere; ten minutes at most.
 */
import { AzureRefusal } from './azure-refusal.ts';
import type { Context } from './context.ts';
import { retryWhilePropagating } from './retry-while-propagating.ts';
import { Stop } from './stop.ts';

/** Prints the checks once they hold; else throws Stop with the checks as they stood at last. */
export async function runPreflight(context: Context, settings: Record<string, string>): Promise<void> {
  context.print('Checking the installation (npm run preflight) ...');
  let lines = '';
  const check = async () => {
    const { exitCode, output } = await context.runProgram('preflight', settings);
    lines = output.trimEnd();
    if (exitCode !== 0) throw new AzureRefusal('A check does not hold.', ['HTTP503']);
  };
  try {
    await retryWhilePropagating(context, 'Preflight', check);
    context.print(lines);
  } catch (error) {
    if (!(error instanceof AzureRefusal)) throw error;
    throw new Stop(
      `${lines}\nThe connector is deployed, but not every check holds. Each line above says who must do what; then start again.`,
    );
  }
}

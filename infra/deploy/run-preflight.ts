/**
 * Runs the checks of `npm run preflight` on the new installation, repeated while its roles propagate, for ten minutes at most.
 * It does not wait for what only a person can do: a sign-in, the registration, and the connector's own secret or certificate.
 */
import { checkRegistration } from '../preflight/check-registration.ts';
import { formatChecks } from '../preflight/format-checks.ts';
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { CredentialKind } from './build-credential-request.ts';
import type { Context } from './context.ts';
import { retryWhilePropagating } from './retry-while-propagating.ts';
import { EXIT_WAITING, Stop } from './stop.ts';

/** Prints the checks once they hold; otherwise throws Stop with the last result. */
export async function runPreflight(
  context: Context,
  settings: Record<string, string>,
  credential: CredentialKind,
): Promise<void> {
  context.print('Checking the installation (npm run preflight) ...');
  let said = '';
  const notYet = (reason: string, message = reason) => {
    if (reason !== said) context.print(`  ${(said = reason)}`);
    return new AzureRefusal(message, ['NotReady']);
  };
  const check = async () => {
    const answered = await context.checkInstallation(settings).catch((error: unknown) => {
      throw error instanceof Error && !(error instanceof AzureRefusal) ? notYet(error.message) : error;
    });
    const checks = [...answered, await checkRegistration(context.az, settings)];
    const lines = formatChecks(checks);
    const failed = checks.filter(({ ok }) => !ok).map(({ name }) => name);
    if (failed.length === 0) return lines;
    // The same role lets the app read the pepper: if that check holds, there is nothing left to wait for.
    const ofPeople = [
      'registration',
      // Seen in the registration itself, so not a matter of time.
      ...(failed.includes('registration') ? ['redirect-uri'] : []),
      ...(credential === 'federated' ? [] : ['client-credential']),
    ];
    if (failed.every((name) => ofPeople.includes(name)))
      throw new Stop(`${lines}\n${explainWaiting(failed, credential)}`, EXIT_WAITING);
    throw notYet(`waiting for ${failed.join(', ')}`, lines);
  };
  try {
    context.print(await retryWhilePropagating(context, 'Preflight', check));
  } catch (error) {
    if (!(error instanceof AzureRefusal)) throw error;
    throw new Stop(
      `${error.message}\nThe connector is deployed, but not every check holds. Each line above says who must do what; then start again.`,
    );
  }
}

function explainWaiting(failed: readonly string[], credential: CredentialKind): string {
  return failed.includes('client-credential')
    ? `The connector is deployed and waits for its ${credential}: run the commands above, then start again.`
    : 'The connector is deployed and waits for its registration: the line above says who must do what; then start again.';
}

/**
 * Makes the ERP's secret once and returns it to be shown once; it is stored nowhere.
 *
 * Not in a pipeline, whose log would keep it; and not when the caller has one already, because an old one works until it is
 * deleted, or a certificate. A policy of the tenant may forbid it: then it says what the policy allows. This is not the connector's own secret.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import type { Context } from './context.ts';
import { explainCredentialPolicy } from './explain-credential-policy.ts';

/** Makes a secret for one year when there is none or another one is wanted; otherwise prints why not and returns undefined. */
export async function makeCallerSecret(
  context: Context,
  account: Account,
  callerClientId: string,
  isWanted: boolean,
): Promise<string | undefined> {
  const { az, ask, print } = context;
  const credential = ['ad', 'app', 'credential'];
  const reset = [...credential, 'reset', '--id', callerClientId, '--append', '--display-name', 'ERP', '--years', '1'];
  const byHand = `Make one in a terminal of your own: az ${reset.join(' ')}`;
  try {
    const present = await az.json<unknown[]>([...credential, 'list', '--id', callerClientId]);
    if (present.length > 0 && !isWanted) {
      print('The ERP already has a secret. To make another one: npm run deploy -- --new-caller-secret');
      return undefined;
    }
    const certificates = await az.json<unknown[]>([...credential, 'list', '--id', callerClientId, '--cert']);
    if (certificates.length > 0 && !isWanted) {
      print(
        'The ERP has a certificate, and needs no secret. To make one all the same: npm run deploy -- --new-caller-secret',
      );
      return undefined;
    }
    if (!ask) {
      print(`The ERP has no secret yet, and a log is no place for one. ${byHand}`);
      return undefined;
    }
    return (await az.json<{ password: string }>(reset)).password;
  } catch (error) {
    if (!(error instanceof AzureRefusal)) throw error;
    if (error.codes.includes('CredentialPolicy')) {
      print(await explainCredentialPolicy(context, account, callerClientId, error));
      return undefined;
    }
    print(`Your account may not give the ERP a secret; an owner of the application ${callerClientId} can. ${byHand}`);
    return undefined;
  }
}

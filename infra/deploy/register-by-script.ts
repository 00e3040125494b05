/**
 * Builds the options of register.sh for an installation, and runs it on this machine with the Azure CLI.
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { readAzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Account } from './check-account.ts';
import type { Context } from './context.ts';
import { adviseOn } from './explain-refusal.ts';
import { Stop } from './stop.ts';

/** Where the script is on this machine. */
export const registerScript = join(import.meta.dirname, '..', 'app-registration', 'register.sh');

/** The outputs of identity.bicep. */
export interface Installation {
  name: string;
  redirectUri: string;
  identityPrincipalId: string;
}

/** The options of register.sh. */
export function buildRegisterOptions(settings: Map<string, string>, account: Account, of: Installation): string[] {
  const isFederated = (settings.get('ENTRA_CREDENTIAL') ?? 'federated') === 'federated';
  const trust = isFederated ? ['--identity', of.identityPrincipalId] : [];
  const permission = ['--mail-permission', settings.get('MAIL_PERMISSION') ?? 'Mail.Send'];
  const graph = account.cloud === 'usgovdod' ? ['--graph', account.graphUrl] : [];
  const url = settings.get('GUESTMAIL_EARLIER_URL');
  const earlier = url ? ['--earlier-redirect-uri', `${url}/callback`] : [];
  return ['--name', of.name, '--redirect-uri', of.redirectUri, ...earlier, ...trust, ...permission, ...graph];
}

/** Returns the client ids; undefined when this account lacks the rights, or this machine has no bash. */
export async function registerByScript(
  { environment }: Context,
  options: readonly string[],
): Promise<{ clientId: string; callerClientId: string } | undefined> {
  const child = spawn('bash', ['register.sh', ...options], {
    cwd: dirname(registerScript),
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | undefined>((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (status) => resolve(status ?? 1));
  });
  if (code === undefined || /Insufficient privileges|Authorization_RequestDenied/.test(errors)) return undefined;
  const read = (name: string) => new RegExp(`^${name}=(.+)$`, 'm').exec(output)?.[1];
  const clientId = read('ENTRA_CLIENT_ID');
  const callerClientId = read('CALLER_CLIENT_ID');
  if (code !== 0 || !clientId || !callerClientId) {
    const advice = adviseOn(readAzureRefusal(errors));
    throw new Stop([errors.trim() || 'register.sh failed.', advice].filter(Boolean).join('\n'));
  }
  return { clientId, callerClientId };
}

/**
 * Gets an access token for the API from the Azure CLI, for the account that is signed in there. Never shows what the CLI prints.
 */
import { execFile } from 'node:child_process';
import { AzureRefusal, readAzureRefusal } from './azure-refusal.ts';

const TIMEOUT_MILLISECONDS = 60_000;

/** `environment`: what the CLI may read. Rejects with an AzureRefusal that says how to sign in. */
export function readCliToken(
  environment: Readonly<Record<string, string | undefined>>,
  audience: string,
  tenantId?: string,
): Promise<string> {
  // On Windows `az` is a batch file, which only a shell runs, so a value may contain only these characters.
  const values = [audience, tenantId].filter((value) => value !== undefined);
  if (!values.every((value) => /^[\w:/.-]+$/.test(value)))
    return Promise.reject(new Error('API_AUDIENCE or HOST_TENANT_ID contains a character that is not allowed.'));
  const scope = `${audience}/.default`;
  const tenant = tenantId ? ['--tenant', tenantId] : [];
  const parts = [
    'account',
    'get-access-token',
    '--scope',
    scope,
    ...tenant,
    '--query',
    'accessToken',
    '--output',
    'tsv',
  ];
  const options = { env: environment, timeout: TIMEOUT_MILLISECONDS, shell: process.platform === 'win32' };
  return new Promise((resolve, reject) => {
    execFile('az', parts, options, (error, output, errors) => {
      const token = output.trim();
      if (!error && token) return resolve(token);
      // An administrator may have no subscription in the tenant of the ERP.
      const anyway = tenantId ? ['--allow-no-subscriptions'] : [];
      const login = ['az login', ...tenant, ...anyway, '--scope', scope].join(' ');
      const sentence = `No token: set GUESTMAIL_TOKEN, or sign in with the Azure CLI ("${login}").`;
      reject(new AzureRefusal(sentence, readAzureRefusal(errors).codes));
    });
  });
}

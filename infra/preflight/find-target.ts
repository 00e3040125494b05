/**
 * Decides which connector to ask, and as whom: the one that the settings name, else the local stack running on this machine.
 */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { isLoopback } from '../../shared/http/loopback.ts';
import { localFolder, readOperatorAccess, type OperatorAccess } from '../local/operator-access.ts';
import { readCliToken } from '../azure-cli/read-cli-token.ts';

export interface Target {
  /** Outside address with the route prefix, without a trailing slash. */
  publicUrl: string;
  /** Rejects with a plain sentence when there is none. */
  readToken(): Promise<string>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `folder`: where a local stack writes its file. Rejects with a plain sentence when there is no connector to ask. */
export async function findTarget(
  environment: Environment,
  folder = localFolder(environment['PORT'] || undefined),
): Promise<Target> {
  const given = environment['PUBLIC_URL']?.trim().replace(/\/+$/, '');
  if (given) {
    const { protocol, hostname } = URL.parse(given) ?? {};
    if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname ?? '')))
      throw new Error('PUBLIC_URL is not an https address.');
    return { publicUrl: given, readToken: () => readRemoteToken(environment) };
  }
  const access = await readOperatorAccess(folder);
  if (!access)
    throw new Error(
      'Set PUBLIC_URL and API_AUDIENCE to those of the installation, or run "npm start" in another terminal.',
    );
  return { publicUrl: access.publicUrl, readToken: () => readLocalToken(access) };
}

async function readRemoteToken(environment: Environment): Promise<string> {
  const token = environment['GUESTMAIL_TOKEN']?.trim();
  if (token) return token;
  const audience = environment['API_AUDIENCE']?.trim();
  if (!audience)
    throw new Error('Set API_AUDIENCE, the client id of the API, or GUESTMAIL_TOKEN to an access token for it.');
  return readCliToken(environment, audience, environment['HOST_TENANT_ID']?.trim());
}

async function readLocalToken(access: OperatorAccess): Promise<string> {
  setDefaultCACertificates([...getCACertificates('default'), access.certificate]);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: access.clientId,
    client_secret: access.clientSecret,
    scope: access.scope,
  });
  const response = await fetch(access.tokenEndpoint, { method: 'POST', body }).catch(() => undefined);
  const { access_token: token } = ((await response?.json()) ?? {}) as { access_token?: string };
  if (!token) throw new Error('The local stack does not answer: run "npm start" in another terminal.');
  return token;
}

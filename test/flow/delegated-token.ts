/**
 * The token that an application gets for a person who signs in to it, as the Azure CLI does, from the local Entra.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpBrowser, signIn } from '../../infra/local/browser/http-browser.ts';
import type { Stack } from '../../infra/local/stack.ts';

/** `key`: a person of the directory. The scope is that of an operator. */
export async function requestDelegatedToken(
  { entra, directory, registrations }: Pick<Stack, 'entra' | 'directory' | 'registrations'>,
  key: string,
): Promise<string> {
  const signedIn = createServer((_request, response) => response.end('Signed in.')).listen(0, '127.0.0.1');
  await once(signedIn, 'listening');
  const { clientId, secrets } = registrations.operator;
  const redirectUri = `http://localhost:${(signedIn.address() as AddressInfo).port}/signed-in`;
  const base = `${entra.url}/${directory.hostTenant.id}/oauth2/v2.0`;
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: `openid api://${registrations.connector.clientId}/operate`,
  });
  const browser = createHttpBrowser();
  const page = await signIn(browser, await browser.open(`${base}/authorize?${query}`), directory.person(key).mail);
  signedIn.close();
  const response = await fetch(`${base}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      client_secret: secrets[0]?.value ?? '',
      code: new URL(page.url).searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

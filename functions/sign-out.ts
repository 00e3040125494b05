/**
 * `POST /me/sign-out`: ends the session of the page, and everything else that this browser holds.
 *
 * It needs no session, because one that is over already is what was asked for. It signs nobody out at Microsoft.
 */
import type { HttpRequest } from '@azure/functions';
import { readCookies, readForm, signedOutCookies } from './browser.ts';
import type { Connector } from './compose.ts';

export function signOutMethods({ config, signIn }: Pick<Connector, 'config' | 'signIn'>) {
  return {
    async POST(request: HttpRequest) {
      const form = await readForm(request, config.publicUrl);
      const { secret, handles } = readCookies(request);
      for (const handle of new Set([form.get('handle') ?? '', ...handles])) await signIn.endSession(handle, secret);
      const headers = { Location: `${config.publicUrl}/me` };
      return { response: { status: 303, headers, cookies: signedOutCookies(request) } };
    },
  };
}

/**
 * `POST /me/sign-out`: ends the session of the page, and everything else that this browser holds.
 *
 * It needs no session, because one that is over already is what was asked for. It signs nobody out at Microsoft.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { TABS_MAX } from '../shared/limits.ts';
import { readCookies, readForm, signedOutCookies } from './browser.ts';
import type { Connector } from './compose.ts';
import { readReader } from './language.ts';
import { problemPage } from './page.ts';

/** One for each tab, that without a tab, and that of the form. */
const HANDLES_MAX = TABS_MAX + 2;

export function signOutMethods({ config, signIn }: Pick<Connector, 'config' | 'signIn'>) {
  return {
    async POST(request: HttpRequest, _who: undefined, context: InvocationContext) {
      const form = await readForm(request, config.publicUrl);
      const { secret, handles, console: administrator = '' } = readCookies(request);
      const held = [...new Set([form.get('handle') ?? '', ...handles])].slice(0, HANDLES_MAX);
      const cookies = signedOutCookies(request);
      try {
        for (const handle of held) await signIn.endSession(handle, secret);
        await signIn.endAdministrator(administrator, secret);
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        // Without its cookies the browser opens nothing, whatever becomes of the rows.
        const reader = await readReader(config, request, context);
        return { response: { ...problemPage(reader, error, context.invocationId), cookies }, error };
      }
      return { response: { status: 303, headers: { Location: `${config.publicUrl}/me` }, cookies } };
    },
  };
}

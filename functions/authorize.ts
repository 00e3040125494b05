/**
 * `GET /authorize`: the consent page, without any effect but on the language. `POST /authorize`: starts a sign-in.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { renderConsentPage } from '../shared/pages/person/consent-page.ts';
import { readCookies, readForm, secretCookie } from './browser.ts';
import type { Connector } from './compose.ts';
import { readReader } from './language.ts';
import { adminConsentUrl, page } from './page.ts';

export function authorizeMethods({ config, tenants, signIn }: Pick<Connector, 'config' | 'tenants' | 'signIn'>) {
  async function show(request: HttpRequest, _who: undefined, context: InvocationContext) {
    const reader = await readReader(config, request, context);
    const isAfterEnding = request.query.has('ended');
    const view = { ...reader, adminConsentUrl: adminConsentUrl(config), isAfterEnding };
    return { response: page(reader, renderConsentPage(view)) };
  }
  return {
    GET: show,
    HEAD: show,
    async POST(request: HttpRequest) {
      const form = await readForm(request, config.publicUrl);
      const { secret } = readCookies(request);
      const handle = form.get('restart');
      const purpose = form.get('purpose') === 'me' ? 'manage' : 'connect';
      const started =
        handle === null
          ? await signIn.start(await tenants.readDefault(), secret, purpose)
          : await signIn.restart(secret, handle);
      const cookies = [secretCookie(started.browserSecret)];
      return { response: { status: 303, headers: { Location: started.url }, cookies }, ids: { purpose } };
    },
  };
}

/**
 * `GET /authorize`: the consent page, without any effect. `POST /authorize`: starts a sign-in.
 */
import type { HttpRequest } from '@azure/functions';
import { renderConsentPage } from '../shared/pages/person/consent-page.ts';
import { readCookies, readForm, secretCookie } from './browser.ts';
import type { Connector } from './compose.ts';
import { adminConsentUrl, page } from './page.ts';

export function authorizeMethods({ config, tenants, signIn }: Pick<Connector, 'config' | 'tenants' | 'signIn'>) {
  async function show() {
    return { response: page(renderConsentPage({ settings: config, adminConsentUrl: adminConsentUrl(config) })) };
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

/**
 * `GET /authorize`: the consent page, without any effect. `POST /authorize`: starts a sign-in.
 */
import type { HttpRequest } from '@azure/functions';
import type { Connector } from '../shared/connector.ts';
import { renderConsentPage } from '../shared/pages/person/consent-page.ts';
import { readCookies, readForm, secretCookie } from './browser.ts';
import { adminConsentUrl, page } from './page.ts';
import type { Methods } from './respond.ts';

export function authorizeMethods({ config, startAuthorization }: Connector): Methods {
  return {
    async GET() {
      return { response: page(renderConsentPage({ settings: config, adminConsentUrl: adminConsentUrl(config) })) };
    },
    async POST(request: HttpRequest) {
      const form = await readForm(request, config.publicUrl);
      const { secret } = readCookies(request);
      const handle = form.get('restart');
      const purpose = form.get('purpose') === 'me' ? 'manage' : 'connect';
      const started =
        handle === null
          ? await startAuthorization.atHost(secret, purpose)
          : await startAuthorization.restart(secret, handle);
      const cookies = [secretCookie(started.browserSecret)];
      return { response: { status: 303, headers: { Location: started.url }, cookies }, ids: { purpose } };
    },
  };
}

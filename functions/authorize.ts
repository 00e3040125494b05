/**
 * `GET /authorize`: the consent page, without any effect but on the language. `POST /authorize`: starts a sign-in.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { renderConsentPage } from '../shared/pages/person/consent-page.ts';
import type { HostTenant } from '../shared/tenants/host-tenant.ts';
import { readCookies, readForm, secretCookie } from './browser.ts';
import type { Connector } from './compose.ts';
import { readReader } from './language.ts';
import { adminConsentUrl, page } from './page.ts';

/** The host tenant, where it is not that of the settings: of the address, and of the form. */
const TENANT = 'tenant';

export function authorizeMethods({ config, tenants, signIn }: Pick<Connector, 'config' | 'tenants' | 'signIn'>) {
  /** A tenant that is not served is an address that does not exist. */
  async function readTenant(text: string | null): Promise<HostTenant> {
    const tenant = text === null ? await tenants.readDefault() : await tenants.read(text.toLowerCase());
    if (!tenant) throw new ConnectorError('not_found');
    return tenant;
  }

  async function show(request: HttpRequest, _who: undefined, context: InvocationContext) {
    const reader = await readReader(config, request, context);
    const isAfterEnding = request.query.has('ended');
    const tenantId = request.query.get(TENANT);
    const hostTenantId = tenantId === null ? undefined : (await readTenant(tenantId)).id;
    const view = {
      ...reader,
      adminConsentUrl: adminConsentUrl(config),
      isAfterEnding,
      ...(hostTenantId !== undefined && { hostTenantId }),
    };
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
          ? await signIn.start(await readTenant(form.get(TENANT)), secret, purpose)
          : await signIn.restart(secret, handle);
      const cookies = [secretCookie(started.browserSecret)];
      return { response: { status: 303, headers: { Location: started.url }, cookies }, ids: { purpose } };
    },
  };
}

/**
 * `GET /authorize`: the consent page, without any effect but on the language. `POST /authorize`: starts a sign-in.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { renderConsentPage } from '../shared/pages/person/consent-page.ts';
import type { Purpose } from '../shared/sign-in/transaction.ts';
import type { HostTenant } from '../shared/tenants/host-tenant.ts';
import { readCookies, readForm, secretCookie } from './browser.ts';
import type { Connector } from './compose.ts';
import { readReader } from './language.ts';
import { adminConsentUrl, page } from './page.ts';

/** The host tenant, where it is not that of the settings: of the address, and of the form. */
const TENANT = 'tenant';

/** By what a form says: to connect a mailbox, to the own page, or to the console. */
const purposes: Readonly<Record<string, Purpose | 'console'>> = { me: 'manage', console: 'console' };

/** Below `console`, with an item and a query where the page has them. */
const CONSOLE_PAGE = /^[a-z-]{1,40}(\/[\w.-]{1,120})?(\?[\w.=&%+-]{1,300})?$/;

export function authorizeMethods({ config, tenants, signIn }: Pick<Connector, 'config' | 'tenants' | 'signIn'>) {
  /** A tenant that is not served is an address that does not exist. */
  async function readTenant(text: string | null): Promise<HostTenant> {
    const tenant = text === null ? await tenants.readDefault() : await tenants.read(text.toLowerCase());
    if (!tenant) throw new ConnectorError('not_found');
    return tenant;
  }

  async function start(form: URLSearchParams, secret: string | undefined, purpose: Purpose | 'console') {
    const handle = form.get('restart');
    if (handle !== null) return signIn.restart(secret, handle);
    if (purpose !== 'console') return signIn.start(await readTenant(form.get(TENANT)), secret, purpose);
    const asked = form.get('page') ?? '';
    return signIn.startConsole(secret, {
      page: CONSOLE_PAGE.test(asked) ? asked : '',
      isConfirming: form.get('confirm') === '1',
    });
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
      const held = readCookies(request);
      const purpose = purposes[form.get('purpose') ?? ''] ?? 'connect';
      const started = await start(form, held.secret, purpose);
      const cookies = [secretCookie(started.browserSecret, held)];
      return { response: { status: 303, headers: { Location: started.url }, cookies }, ids: { purpose } };
    },
  };
}

/**
 * `GET /callback`: the only redirect URI. For an administrator a static page, without cookie, token request or storage. It has
 * effects, so it offers no HEAD.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { renderAdminConsentPage } from '../shared/pages/person/admin-consent-page.ts';
import type { AdministratorSignedIn } from '../shared/sign-in/leg.ts';
import { consoleCookies, endedCookies, ownPageUrl, readCookies, sessionCookies } from './browser.ts';
import type { Connector } from './compose.ts';
import { readReader } from './language.ts';
import { page } from './page.ts';
import { createRefuseSignIn } from './refuse-sign-in.ts';
import type { Answer } from './respond.ts';

/** One log line stays readable whatever was consented to. */
const LOGGED_SCOPES_MAX_CHARACTERS = 500;

export function callbackMethods(connector: Pick<Connector, 'config' | 'configuration' | 'signIn'>) {
  const { config, signIn } = connector;
  const refuse = createRefuseSignIn(config, signIn);
  return {
    async GET(request: HttpRequest, _who: undefined, context: InvocationContext): Promise<Answer> {
      const { query } = request;
      if (query.has('admin_consent') || query.get('state') === 'admin') {
        const isApproved = query.get('admin_consent')?.toLowerCase() === 'true' && !query.has('error');
        const outcome = isApproved ? 'approved' : 'not_approved';
        const address = `${config.publicUrl}/callback?admin_consent=${isApproved ? 'True' : 'False'}`;
        const reader = await readReader(config, request, context, address);
        return { response: page(reader, renderAdminConsentPage({ ...reader, outcome })), ids: { isApproved } };
      }
      const leg = await signIn.finish(readCookies(request), {
        state: readOnce(query, 'state'),
        code: readOnce(query, 'code'),
        error: readOnce(query, 'error'),
        errorDescription: readOnce(query, 'error_description'),
      });
      if (leg.kind === 'refused') {
        const { error, identity, isUsed: isLogged } = leg;
        const suspended = error.code === 'identity_changed' ? identity?.hostObjectId : undefined;
        const response = await refuse(request, leg, context);
        return { response, error, ids: { suspended }, isLogged };
      }
      if (leg.kind === 'redirect')
        return { response: { status: 303, headers: { Location: leg.url }, cookies: endedCookies(request) } };
      if (leg.kind === 'administrator') return enterConsole(connector, request, leg);
      const response = {
        status: 303,
        headers: { Location: ownPageUrl(config.publicUrl, leg.handle) },
        cookies: sessionCookies(request, leg.handle, leg.hasEndedOthers),
      };
      const surplusScopes = leg.surplusScopes?.join(' ').slice(0, LOGGED_SCOPES_MAX_CHARACTERS) || undefined;
      const { upstreamCode, notProven } = leg;
      const suspended = leg.suspended?.hostObjectId;
      return { response, ids: { upstreamCode, surplusScopes, suspended, notProven } };
    },
  };
}

/** Every sign-in to the console is in the audit. */
async function enterConsole(
  { config, configuration }: Pick<Connector, 'config' | 'configuration'>,
  request: HttpRequest,
  { handle, page: asked, hostObjectId }: AdministratorSignedIn,
): Promise<Answer> {
  const { hostTenantId, entraClientId } = config;
  const act = { action: 'signed_in', kind: 'console', hostTenantId, name: 'console' } as const;
  await configuration.noteAct(act, `${hostObjectId} ${entraClientId}`);
  const headers = { Location: `${config.publicUrl}/console${asked && `/${asked}`}` };
  const cookies = consoleCookies(handle, readCookies(request).secret);
  return { response: { status: 303, headers, cookies }, ids: { administrator: hostObjectId } };
}

/** A duplicate parameter is ignored (RFC 6749 section 3.1). */
function readOnce(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}

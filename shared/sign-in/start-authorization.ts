/**
 * Starts a sign-in: seals the transaction into the state and says where to send the browser. It stores nothing.
 *
 * The host leg always asks which account, because a silent session of another account would bind the wrong sender. The
 * home leg names the account that the host leg proved; only a restart after a wrong choice asks again.
 */
import { buildAuthorizationUrl } from '../oauth/authorization-request.ts';
import { hostScopes } from '../oauth/scopes.ts';
import type { HostTenant } from '../tenants/host-tenant.ts';
import type { Registrations } from '../tenants/registration.ts';
import type { HostIdentity } from './host-identity.ts';
import { createBrowserSecret, isBrowserSecret } from './browser-secret.ts';
import type { ReadHomeScopes } from './read-home-scopes.ts';
import type { Purpose, Transactions } from './transaction.ts';

export interface SignInSettings {
  /** The one redirect URI. */
  redirectUri: string;
  mailPermission: string;
  /** The tenant whose administrators look after the installation, whatever is kept of it. */
  hostTenantId: string;
}

export interface StartedAuthorization {
  /** For the cookie; the browser's own when it brought a well-formed one, so that tabs do not disturb each other. */
  browserSecret: string;
  url: string;
}

export interface ConsoleEntry {
  /** Below `console`; empty: its first page. */
  page: string;
  /** Asks for the credentials even of whoever is signed in at Entra. */
  isConfirming: boolean;
}

export interface StartAuthorization {
  /** The host leg. */
  atHost(tenant: HostTenant, browserSecret: string | undefined, purpose: Purpose): Promise<StartedAuthorization>;
  /** That of an administrator, to a page of the console. No document decides whether they get in: one that was spoilt is theirs to put right. */
  atConsole(browserSecret: string | undefined, to: ConsoleEntry): Promise<StartedAuthorization>;
  /** The home leg; `isChoosingAgain` shows the account picker. */
  atHome(browserSecret: string, identity: HostIdentity, isChoosingAgain: boolean): Promise<StartedAuthorization>;
  /** The home leg, once, by the handle of the page that named both accounts or asked to confirm. Throws as `Transactions`. */
  restart(browserSecret: string | undefined, handle: string): Promise<StartedAuthorization>;
}

export interface StartAuthorizationDependencies {
  settings: Pick<SignInSettings, 'redirectUri' | 'hostTenantId'>;
  readHomeScopes: ReadHomeScopes;
  registrations: Pick<Registrations, 'readDefault' | 'readForHomeTenant'>;
  transactions: Transactions;
}

export function createStartAuthorization({
  settings: { redirectUri, hostTenantId: ownTenantId },
  readHomeScopes,
  registrations,
  transactions,
}: StartAuthorizationDependencies): StartAuthorization {
  const atHome: StartAuthorization['atHome'] = async (browserSecret, identity, isChoosingAgain) => {
    const { loginHint, ...proven } = identity;
    const { homeTenantId: tenantId } = identity;
    const { authority, clientId } = await registrations.readForHomeTenant(tenantId);
    const started = await transactions.start(browserSecret, { kind: 'home', identity: proven, clientId });
    const account = isChoosingAgain
      ? { prompt: 'select_account' as const }
      : { loginHint: loginHint ?? identity.displayAddress };
    const scopes = await readHomeScopes(identity);
    return {
      browserSecret,
      url: buildAuthorizationUrl({ authority, tenantId, clientId, redirectUri, scopes, ...started, ...account }),
    };
  };
  return {
    async atHost({ id: hostTenantId }, given, purpose) {
      const browserSecret = isBrowserSecret(given) ? given : createBrowserSecret();
      const { authority, clientId } = await registrations.readDefault();
      const started = await transactions.start(browserSecret, { kind: 'host', hostTenantId, clientId, purpose });
      const request = { authority, tenantId: hostTenantId, clientId, redirectUri, scopes: hostScopes, ...started };
      return { browserSecret, url: buildAuthorizationUrl({ ...request, prompt: 'select_account' }) };
    },
    async atConsole(given, { page, isConfirming }) {
      const browserSecret = isBrowserSecret(given) ? given : createBrowserSecret();
      const { authority, clientId } = await registrations.readDefault();
      const hostTenantId = ownTenantId;
      const kept = { kind: 'administrator' as const, hostTenantId, clientId, page, isConfirming };
      const started = await transactions.start(browserSecret, kept);
      const request = { authority, tenantId: hostTenantId, clientId, redirectUri, scopes: hostScopes, ...started };
      return {
        browserSecret,
        url: buildAuthorizationUrl({ ...request, prompt: isConfirming ? 'login' : 'select_account' }),
      };
    },
    atHome,
    async restart(browserSecret, handle) {
      const opened = await transactions.open(handle, browserSecret, 'restart', 'replacement');
      await transactions.use(opened);
      return atHome(browserSecret as string, opened.transaction.identity, opened.transaction.kind === 'restart');
    },
  };
}

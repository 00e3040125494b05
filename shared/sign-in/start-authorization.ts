/**
 * Starts a sign-in: creates the transaction and says where to send the browser.
 *
 * The host leg always asks which account, because a silent session of another account would bind the wrong sender. The
 * home leg names the account that the host leg proved; only a restart after a wrong choice asks again.
 */
import { buildAuthorizationUrl } from '../oauth/authorization-request.ts';
import { createBrowserSecret, isBrowserSecret, type HostIdentity, type Transactions } from './transaction.ts';

export interface AuthorizationSettings {
  authority: string;
  hostTenantId: string;
  clientId: string;
  redirectUri: string;
  mailPermission: string;
}

export interface StartedAuthorization {
  /** For the cookie; the browser's own when it brought a well-formed one, so that tabs do not disturb each other. */
  browserSecret: string;
  url: string;
}

export interface StartAuthorization {
  /** The host leg. */
  atHost(browserSecret: string | undefined, purpose: 'connect' | 'manage'): Promise<StartedAuthorization>;
  /** The home leg; `isChoosingAgain` shows the account picker. */
  atHome(browserSecret: string, identity: HostIdentity, isChoosingAgain: boolean): Promise<StartedAuthorization>;
  /** The home leg again, by the handle of the page that named both accounts. Throws as `Transactions.take`. */
  restart(browserSecret: string | undefined, handle: string): Promise<StartedAuthorization>;
}

export const hostScopes: readonly string[] = Object.freeze(['openid', 'profile']);

export function homeScopes(mailPermission: string): string[] {
  const mail = mailPermission === 'Mail.ReadWrite' ? ['Mail.Send', 'Mail.ReadWrite'] : ['Mail.Send'];
  return ['openid', 'profile', 'offline_access', 'User.Read', ...mail];
}

export function createStartAuthorization(
  transactions: Transactions,
  settings: AuthorizationSettings,
): StartAuthorization {
  const { authority, hostTenantId, clientId, redirectUri, mailPermission } = settings;
  const atHome: StartAuthorization['atHome'] = async (browserSecret, identity, isChoosingAgain) => {
    const started = await transactions.start(browserSecret, { kind: 'home', identity });
    const account = isChoosingAgain
      ? { prompt: 'select_account' as const }
      : { loginHint: identity.loginHint ?? identity.displayAddress };
    const tenantId = identity.homeTenantId;
    const scopes = homeScopes(mailPermission);
    return {
      browserSecret,
      url: buildAuthorizationUrl({ authority, tenantId, clientId, redirectUri, scopes, ...started, ...account }),
    };
  };
  return {
    async atHost(given, purpose) {
      const browserSecret = isBrowserSecret(given) ? given : createBrowserSecret();
      const started = await transactions.start(browserSecret, { kind: 'host', purpose });
      const request = { authority, tenantId: hostTenantId, clientId, redirectUri, scopes: hostScopes, ...started };
      return { browserSecret, url: buildAuthorizationUrl({ ...request, prompt: 'select_account' }) };
    },
    atHome,
    async restart(browserSecret, handle) {
      const { transaction } = await transactions.take(handle, browserSecret, 'restart');
      return atHome(browserSecret as string, transaction.identity, true);
    },
  };
}

/**
 * The scopes of each leg, exactly what the consent page promises.
 */

/** Host leg: who signs in, and nothing else. */
export const hostScopes: readonly string[] = Object.freeze(['openid', 'profile']);

/** They concern the sign-in alone: Entra does not list them all among what was granted, and nothing is used under them. */
const signInScopes = ['openid', 'profile', 'offline_access'];

/** The permissions among `wanted` that were not granted, compared without case. */
export function listMissingScopes(wanted: readonly string[], granted: readonly string[]): string[] {
  const known = new Set([...signInScopes, ...granted.map((scope) => scope.toLowerCase())]);
  return wanted.filter((scope) => !known.has(scope.toLowerCase()));
}

/** What drafts need, and with them messages that do not fit into one request. */
export const LARGE_MAIL_SCOPE = 'Mail.ReadWrite';

/** What `from` needs where it is a shared mailbox; asked of those alone whom a document names. */
export const SHARED_MAIL_SCOPE = 'Mail.Send.Shared';

/** Home leg: `mailPermission` is MAIL_PERMISSION. */
export function homeScopes(mailPermission: string): string[] {
  const mail = mailPermission === LARGE_MAIL_SCOPE ? ['Mail.Send', LARGE_MAIL_SCOPE] : ['Mail.Send'];
  return ['openid', 'profile', 'offline_access', 'User.Read', ...mail];
}

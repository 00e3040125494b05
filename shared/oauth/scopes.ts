/**
 * The scopes of each leg, exactly what the consent page promises.
 */

/** Host leg: who signs in, and nothing else. */
export const hostScopes: readonly string[] = Object.freeze(['openid', 'profile']);

/** Home leg: `mailPermission` is MAIL_PERMISSION. */
export function homeScopes(mailPermission: string): string[] {
  const mail = mailPermission === 'Mail.ReadWrite' ? ['Mail.Send', 'Mail.ReadWrite'] : ['Mail.Send'];
  return ['openid', 'profile', 'offline_access', 'User.Read', ...mail];
}

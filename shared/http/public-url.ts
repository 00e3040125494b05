/**
 * Which addresses that somebody else has chosen may be called at all, before anybody looks where their names lead. Pure.
 */

/** https, at its own port or one that is not reserved for other services, and no user. */
export function isAllowedUrl({ protocol, port, username, password }: URL): boolean {
  return protocol === 'https:' && (port === '' || Number(port) >= 1024) && username === '' && password === '';
}

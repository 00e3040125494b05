/**
 * Whether an address stays on this machine: the one place where plain http, and servers other than Microsoft's, are allowed.
 */

/** `hostname` as `URL` gives it: lower case, IPv6 in brackets. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

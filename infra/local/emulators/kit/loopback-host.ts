/**
 * Whether a request was addressed to this machine by a loopback name. A page of another site whose own name was made to lead here
 * (DNS rebinding) is refused by it: its requests carry that name.
 */
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** `host`: the header, port included. */
export function isLoopbackHost(host: string | undefined): boolean {
  return LOOPBACK_HOST.test(host ?? '');
}

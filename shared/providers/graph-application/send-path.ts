/** The address of `sendMail` of a mailbox, for the app itself. Source: Graph v1.0 user sendMail. */

/** Below the Graph root. */
export function sendPath(address: string): string {
  return `/users/${encodeURIComponent(address)}/sendMail`;
}

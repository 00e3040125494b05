/**
 * Whether the installation is to be in a private network, as Bicep reads the variable.
 */

export function isPrivateNetwork(settings: ReadonlyMap<string, string>): boolean {
  return settings.get('GUESTMAIL_PRIVATE_NETWORK')?.trim().toLowerCase() === 'true';
}

/**
 * Reads GUESTMAIL_CUSTOM_DOMAIN. Azure makes certificates for names of 64 characters at most, and a CNAME record needs a name below
 * the organisation's own.
 */
import { Stop } from './stop.ts';

/** Undefined where none is given. Throws Stop for what cannot be one. */
export function readCustomDomain(settings: ReadonlyMap<string, string>): string | undefined {
  const given = settings.get('GUESTMAIL_CUSTOM_DOMAIN')?.trim().toLowerCase();
  if (!given) return undefined;
  const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
  if (!new RegExp(`^${label}(\\.${label}){2,}$`).test(given) || given.length > 64)
    throw new Stop(
      `GUESTMAIL_CUSTOM_DOMAIN cannot be "${given}". It is a name below your domain, such as guestmail.contoso.com, of 64 characters at most.`,
    );
  return given;
}

/**
 * For which audience a token is that a mail server of Exchange Online takes, by its host. A token is shown to no other server. Pure.
 * Source: Microsoft, "POP, IMAP, and SMTP settings" and "Authenticate an IMAP, POP or SMTP connection using OAuth", with the endpoints of
 * the national clouds.
 */
import { isLoopback } from '../../http/loopback.ts';

const scopes: ReadonlyMap<string, string> = new Map([
  ['smtp.office365.com', 'https://outlook.office365.com/.default'],
  ['smtp.office365.us', 'https://outlook.office365.us/.default'],
  ['smtp.partner.outlook.cn', 'https://partner.outlook.cn/.default'],
]);

/** Undefined for a server that is none of Exchange's; on this machine any may be played. */
export function exchangeScopeOf(host: string): string | undefined {
  return scopes.get(isLoopback(host) ? 'smtp.office365.com' : host);
}

/**
 * The ASCII form (`xn--…`) of an internationalised domain, by UTS 46 as the URL standard uses it.
 *
 * The platform's function maps before it encodes: it decodes percent signs, drops soft hyphens, makes other dots and wide
 * letters plain ones, and cuts at `/`, `?` and `#`, so it can turn a mistake into another domain. The result counts only if it
 * reads back as what was written, but for its case and its composition (NFC). It does not look at domains in ASCII.
 */
import { domainToASCII, domainToUnicode } from 'node:url';

/** The domain in ASCII; the same text when it is that already, or has no such form without doubt. */
export function normaliseDomain(domain: string): string {
  // oxlint-disable-next-line no-control-regex -- the ASCII range
  if (/^[\u0000-\u007f]*$/.test(domain) || !isPlain(domain)) return domain;
  const written = domain.toLowerCase().normalize('NFC');
  const ascii = domainToASCII(domain);
  return /^[a-z0-9.-]+$/.test(ascii) && domainToUnicode(ascii) === written ? ascii : domain;
}

/** Its ASCII characters are those of a DNS name, and no other character has an ASCII letter as its lower case. */
function isPlain(domain: string): boolean {
  return Array.from(domain).every((character) =>
    character <= '\u007f' ? /[A-Za-z0-9.-]/.test(character) : character.toLowerCase() > '\u007f',
  );
}

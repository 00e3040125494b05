import { domainToUnicode } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseDomain } from '../../../shared/submission/normalise-domain.ts';
import { codePoint } from '../code-point.ts';

describe('normaliseDomain', () => {
  it.each([
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.Example', 'xn--bcher-kva.example'],
    ['bu\u0308cher.example', 'xn--bcher-kva.example'],
    ['faß.example', 'xn--fa-hia.example'],
    ['日本語.テスト', 'xn--wgv71a119e.xn--zckzah'],
    ['l·l.example', 'xn--ll-0ea.example'],
    ['Fabrikam.com', 'Fabrikam.com'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ])('writes %s as %s', (domain, ascii) => {
    expect(normaliseDomain(domain)).toBe(ascii);
  });

  it.each([
    ['a percent-encoded letter', 'a%41.é'],
    ['a full-width letter', '\uff41.é'],
    ['a full-width dot', 'é\u3002de'],
    ['a soft hyphen', 'é\u00ad.de'],
    ['a zero-width space', 'fabrikam\u200b.com'],
    ['a variation selector', 'é\ufe0f.de'],
    ['a sign for a letter', '\u212a.é'],
    ['a ligature', 'ﬁ.é'],
    ['a dotted I', 'İ.de'],
    ['a path', 'é/a.de'],
    ['a sign that is composed to one of ASCII', '\u037e'],
    ['a query', 'é?x.de'],
    ['a fragment', 'é#x.de'],
    ['a port', 'é:80.de'],
    ['a space', 'é b.de'],
    ['a label that is only said to be encoded', 'xn--a.é'],
    ['a last label of digits', 'é.123'],
  ])('makes no other domain of one with %s', (_what, domain) => {
    expect(normaliseDomain(domain)).toBe(domain);
  });

  it('leaves a domain as it is, or gives one in ASCII that reads back as it', () => {
    const text = fc.array(fc.oneof(codePoint, fc.constantFrom('.', 'ü', 'a', '-')), { maxLength: 8 });
    fc.assert(
      fc.property(
        text.map((parts) => parts.join('')),
        (domain) => {
          const ascii = normaliseDomain(domain);
          if (ascii === domain) return;
          expect(ascii).toMatch(/^[a-z0-9.-]+$/);
          expect(domainToUnicode(ascii)).toBe(domain.toLowerCase().normalize('NFC'));
          expect(normaliseDomain(ascii)).toBe(ascii);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

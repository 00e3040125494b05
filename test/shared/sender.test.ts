import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSender, parseSender, parseSenderReference } from '../../shared/sender.ts';

const hostTenantId = 'c0a7050c-0000-4000-8000-000000000001';
const hostObjectId = '00000b05-0000-4000-8000-00000000000a';
const guid = fc.uuid();
const mixCase = (text: string, flags: boolean[]) =>
  Array.from(text, (one, index) => (flags[index % flags.length] ? one.toUpperCase() : one)).join('');

describe('formatSender and parseSender', () => {
  it('reverse each other', () => {
    fc.assert(
      fc.property(guid, guid, (tenant, object) => {
        const sender = { hostTenantId: tenant, hostObjectId: object };
        expect(parseSender(formatSender(sender))).toEqual(sender);
      }),
    );
  });

  it('gives a text that is safe as a table key', () => {
    expect(formatSender({ hostTenantId, hostObjectId })).toMatch(/^[0-9a-f.-]{73}$/);
  });

  it.each([
    '',
    hostTenantId,
    `${hostTenantId}.`,
    `${hostTenantId}.${hostObjectId}.`,
    `${hostTenantId}.${hostObjectId.toUpperCase()}`,
    ` ${hostTenantId}.${hostObjectId}`,
    `${hostTenantId}.${hostObjectId}\n`,
    `${hostTenantId}_${hostObjectId}`,
  ])('reads no sender from %j', (key) => {
    expect(parseSender(key)).toBeUndefined();
  });

  it('reads from any text either what formats to it, or nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(guid, fc.string(), guid).map((parts) => parts.join('')),
        ),
        (text) => {
          const sender = parseSender(text);
          if (sender) expect(formatSender(sender)).toBe(text);
        },
      ),
    );
  });
});

describe('parseSenderReference', () => {
  it('takes an object id in any case, with braces or without', () => {
    fc.assert(
      fc.property(guid, fc.array(fc.boolean(), { minLength: 1 }), fc.boolean(), (id, flags, hasBraces) => {
        const text = mixCase(id, flags);
        expect(parseSenderReference(hasBraces ? `{${text}}` : text)).toEqual({ hostObjectId: id });
      }),
    );
  });

  it.each([
    ['Ann@Fabrikam.com', 'ann@fabrikam.com'],
    [' ann@fabrikam.com ', 'ann@fabrikam.com'],
    ['Ann_fabrikam.com#EXT#@contoso.onmicrosoft.com', 'ann_fabrikam.com#ext#@contoso.onmicrosoft.com'],
    ["o'hara@fabrikam.com", "o'hara@fabrikam.com"],
    [`${hostObjectId}@contoso.com`, `${hostObjectId}@contoso.com`],
  ])('takes %j for a name', (reference, name) => {
    expect(parseSenderReference(reference)).toEqual({ name });
  });

  it.each([
    '',
    ' ',
    'ann',
    '@',
    'ann@',
    '@fabrikam.com',
    'ann@fabrikam@contoso.com',
    'ann hara@fabrikam.com',
    'ann@fabrikam.com\nbcc: mia@contoso.com',
    '<ann@fabrikam.com>',
    '"ann"@fabrikam.com',
    'ann\u0000@fabrikam.com',
    'ann@fabrikam.com\u0085',
    `{${hostObjectId}`,
    `${hostObjectId}}`,
    `{{${hostObjectId}}}`,
    hostObjectId.replaceAll('-', ''),
    `${hostTenantId}.${hostObjectId}`,
    `${'a'.repeat(201)}@fabrikam.com`,
    `ann@${'a'.repeat(254)}`,
  ])('takes %j for neither', (reference) => {
    expect(parseSenderReference(reference)).toBeUndefined();
  });

  it('gives for any text an object id, a name in lower case with one @, or nothing', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary-ascii' }),
      fc.tuple(fc.string(), fc.string()).map((parts) => parts.join('@')),
      guid,
      fc.string().map((name) => `${name}@x`),
    );
    fc.assert(
      fc.property(text, (reference) => {
        const parsed = parseSenderReference(reference);
        if (!parsed) return;
        if ('name' in parsed) expect(parsed.name).toMatch(/^[^\s@]+@[^\s@]+$/);
        else expect(parsed.hostObjectId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        expect(Object.values(parsed)).toEqual([
          reference
            .trim()
            .toLowerCase()
            .replace(/^\{(.*)\}$/, '$1'),
        ]);
        expect(parseSenderReference(reference.toUpperCase())).toBeDefined();
      }),
    );
  });
});

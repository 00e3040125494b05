import { describe, expect, it } from 'vitest';
import { normaliseRecipient } from '../../../shared/submission/normalise-address.ts';

const normalise = (address: unknown, name?: unknown) =>
  (normaliseRecipient({ emailAddress: { address, ...(name !== undefined && { name }) } }) as { emailAddress: object })
    .emailAddress;

describe('normaliseRecipient', () => {
  it.each<[string, string | undefined, object]>([
    ['mia@contoso.com', undefined, { address: 'mia@contoso.com' }],
    ['mia@contoso.com', '', { address: 'mia@contoso.com' }],
    ['Mia <mia@contoso.com>', undefined, { name: 'Mia', address: 'mia@contoso.com' }],
    ['Mia Cole<mia@contoso.com>', '', { name: 'Mia Cole', address: 'mia@contoso.com' }],
    ['Mia (Contoso) <mia@contoso.com>', undefined, { name: 'Mia (Contoso)', address: 'mia@contoso.com' }],
    ['"Cole, Mia" <mia@contoso.com>', undefined, { name: 'Cole, Mia', address: 'mia@contoso.com' }],
    ['"Mia \\"M\\" Cole" <mia@contoso.com>', undefined, { name: 'Mia "M" Cole', address: 'mia@contoso.com' }],
    ['<mia@contoso.com>', undefined, { address: 'mia@contoso.com' }],
    ['MIA@contoso.com <mia@contoso.com>', undefined, { address: 'mia@contoso.com' }],
    ['Mia <mia@contoso.com>', 'Mia', { name: 'Mia', address: 'mia@contoso.com' }],
    ['Mia <mia@contoso.com>', 'Mia <mia@contoso.com>', { name: 'Mia', address: 'mia@contoso.com' }],
    ['Mia <mia@bücher.example>', undefined, { name: 'Mia', address: 'mia@xn--bcher-kva.example' }],
    ['mia@bücher.example', 'Mia', { name: 'Mia', address: 'mia@xn--bcher-kva.example' }],
  ])('reads %j beside the name %j', (address, name, result) => {
    expect(normalise(address, name)).toEqual(result);
  });

  it.each([
    'Cole, Mia <mia@contoso.com>',
    'Mia <mia@contoso.com>, Ben <ben@fabrikam.com>',
    'Mia <mia@contoso.com>;',
    'Mia <mia@contoso.com> (Contoso)',
    'ben@fabrikam.com <mia@contoso.com>',
    'Team: Mia <mia@contoso.com>',
    'Mia <<mia@contoso.com>>',
    'Mia <mia@contoso.com',
    'Mia\n<mia@contoso.com>',
    `${'M'.repeat(256)} <mia@contoso.com>`,
    'mia@fabrikam\u200b.com',
    '',
    7,
  ])('leaves %j as it is', (address) => {
    expect(normalise(address)).toEqual({ address });
  });

  it('does not choose between two names', () => {
    expect(normalise('Mia <mia@contoso.com>', 'Ben')).toEqual({ address: 'Mia <mia@contoso.com>', name: 'Ben' });
  });

  it.each([[7], [[]], [{}], [{ emailAddress: 'mia@contoso.com' }], [undefined]])('leaves %j to the schema', (given) => {
    expect(normaliseRecipient(given)).toEqual(given);
  });
});

import { describe, expect, it } from 'vitest';
import { createDirectory, type Person } from '../../../../infra/local/emulators/kit/directory.ts';
import { listCast } from '../../../../infra/local/guide/cast.ts';

function foretell(key: string, change: Partial<Person> = {}) {
  const directory = createDirectory();
  Object.assign(directory.person(key), change);
  const { mail } = directory.person(key);
  return listCast(directory).find(({ address }) => address === mail);
}

// Whether these come true is tried with the programs, on a running stack.
describe('listCast', () => {
  it.each([
    ['ann', {}, 'connects', 'Guest from Fabrikam'],
    ['mia', {}, 'connects', 'Member of Contoso'],
    ['ann', { hasMailbox: false }, 'no-mailbox', 'Guest from Fabrikam'],
    ['ann', { isMailboxOnPremises: true }, 'no-mailbox', 'Guest from Fabrikam'],
    ['ann', { isBlockedByPolicy: true }, 'policy', 'Guest from Fabrikam'],
    ['ann', { isDisabled: true }, 'disabled', 'Guest from Fabrikam'],
    ['noa', {}, 'approval', 'Guest from Northwind'],
    ['pat', {}, 'personal-account', 'Guest with a personal account'],
    ['otto', {}, 'no-home-tenant', 'Guest by e-mail passcode'],
    ['gil', {}, 'no-home-tenant', 'Guest with a Google account'],
    ['admin.contoso', {}, 'connects', 'Administrator of Contoso, with the roles Operate and Manage'],
    ['admin.northwind', {}, 'no-guest', 'Administrator of Northwind, approves the app for it'],
  ] as const)('foretells of %s with %o: %s, as %s', (key, change, outcome, is) => {
    expect(foretell(key, change)).toMatchObject({ outcome, is });
  });

  it.each([
    ['noa', 'Connects'],
    ['cal', 'A policy'],
  ])('says of %s who can approve, and that then: %s', (key, then) => {
    const text = new RegExp(
      `has to approve first.*as admin\\.northwind@\\S+ to approve\\. Once it is approved: ${then}`,
    );
    expect(foretell(key)?.shows).toMatch(text);
  });

  it('leaves nobody out', () => {
    const directory = createDirectory({ extraGuests: 2 });
    expect(listCast(directory).map(({ address }) => address)).toEqual(directory.people.map(({ mail }) => mail));
  });
});

import { describe, expect, it } from 'vitest';
import { hashOfName } from '../../../shared/outbox/binding.ts';
import { leadsTo, ownershipOf } from '../../../shared/outbox/waiting-owner.ts';
import { createMessage } from '../../contract/samples.ts';
import { account, hostTenantId } from './outbox-fixture.ts';
import { ann, annsName, otherAccount, owner } from './waiting-people.ts';

const named = hashOfName(hostTenantId, annsName);

describe('ownershipOf', () => {
  it.each([
    ['bound to the person and their account', { sender: ann, account, named: ann.hostObjectId }, 'own'],
    ['bound to them under a name that they do not prove', { sender: ann, account, named: 'a'.repeat(64) }, 'former'],
    ['bound to the person, who had connected none', { sender: ann, named: ann.hostObjectId }, 'own'],
    ['bound to another account of the person', { sender: ann, account: otherAccount }, 'former'],
    [
      'bound to somebody else with the same name',
      { sender: { ...ann, hostObjectId: account.homeObjectId }, named },
      undefined,
    ],
    ['for a name of the person', { sender: undefined, hostTenantId, named }, 'own'],
    ['for a name of nobody', { sender: undefined, hostTenantId, named: 'a'.repeat(64) }, undefined],
    ['of before messages named anybody', { sender: undefined, hostTenantId }, undefined],
    [
      'of another host tenant',
      { sender: undefined, hostTenantId: account.homeTenantId, named: ann.hostObjectId },
      undefined,
    ],
  ])('judges a message %s', (_what, changes, ownership) => {
    expect(ownershipOf(owner, createMessage({ ...changes, status: 'held' }))).toBe(ownership);
  });
});

describe('leadsTo', () => {
  it('compares the object id, and the names in any case', () => {
    expect(leadsTo(owner, { named: ann.hostObjectId })).toBe(true);
    expect(leadsTo({ ...owner, names: [annsName.toUpperCase()] }, { named })).toBe(true);
    expect(leadsTo({ ...owner, names: [] }, { named })).toBe(false);
  });
});

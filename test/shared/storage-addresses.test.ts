import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as addresses from '../../shared/storage-addresses.ts';

const hostTenantId = 'c0a7050c-0000-4000-8000-000000000001';
const hostObjectId = '00000b05-0000-4000-8000-000000000001';
const sender = { hostTenantId, hostObjectId };
const at = new Date('2026-11-24T17:57:32.000Z');
const bucket = '1793600000';
const digest = 'ab'.repeat(32);
/** SHA-256 of `ann@fabrikam.com`. */
const nameHash = '0d99310dcff4e857e98c783bbc8b1f0799ff1e6d88babe1dcc0472b2b6d2538e';

describe('addresses', () => {
  it.each([
    ['a grant', addresses.addressOfGrant(sender), `grants ${hostTenantId}.${hostObjectId} grant`],
    [
      'tokens',
      addresses.addressOfTokens(sender, 12),
      `grants ${hostTenantId}.${hostObjectId} tokens-0000000012 tokens`,
    ],
    [
      'a name',
      addresses.addressOfName(hostTenantId, { kind: 'address', value: 'Ann@Fabrikam.com' }),
      `names ${createHash('sha256').update(`${hostTenantId} ann@fabrikam.com`).digest('hex')} address`,
    ],
    [
      'a name as earlier releases look for it',
      addresses.formerAddressOfName({ kind: 'userPrincipalName', value: 'ann@fabrikam.com' }),
      `names ${nameHash} userPrincipalName`,
    ],
    [
      'a transaction',
      addresses.addressOfTransaction({ bucket, digest }),
      `transactions ${bucket} ${digest} transaction`,
    ],
    ['a session', addresses.addressOfSession(sender), `transactions session ${hostTenantId}.${hostObjectId} session`],
    [
      'a session of an administrator',
      addresses.addressOfSession(sender, 'administrator'),
      `transactions administrator ${hostTenantId}.${hostObjectId} administrator`,
    ],
    ['how a sign-in ended', addresses.addressOfEnding('0123abcd'), 'transactions ended 0123abcd ending'],
    ['times of tests', addresses.addressOfTestTimes(sender), `transactions test ${hostTenantId}.${hostObjectId}`],
    [
      'a due grant',
      addresses.addressOfDueGrant({ kind: 'refresh', at, sender, generation: 1 }),
      `due refresh 2026-11-24T17:57:32.000Z_${hostTenantId}.${hostObjectId}_0000000001`,
    ],
    [
      'what is left of an erased grant',
      addresses.addressOfErased(sender),
      `grants ${hostTenantId}.${hostObjectId} erased`,
    ],
    ['the latest account', addresses.addressOfLatestAccount(sender), `grants ${hostTenantId}.${hostObjectId} account`],
    ['a run of a timer', addresses.addressOfRun('sweep'), 'due timer sweep'],
    ['a probe', addresses.addressOfProbe('5'), 'due probe 5'],
  ])('%s is where it has always been', (_record, { table, keys, ...seal }: addresses.Address, expected) => {
    const words = [table, keys.partitionKey, keys.rowKey, ...Object.values<string>(seal)];
    expect(words.join(' ')).toBe(expected);
  });

  it('have generations of up to ten digits', () => {
    expect(addresses.addressOfTokens(sender, 9_999_999_999).keys.rowKey).toBe('tokens-9999999999');
  });

  it.each([-1, 1.5, 10_000_000_000, Number.NaN])('have no generation %d', (generation) => {
    expect(() => addresses.addressOfTokens(sender, generation)).toThrow(RangeError);
  });
});

describe('what is parsed from keys', () => {
  it('is what was formatted', () => {
    const entry = { kind: 'refresh', at, sender, generation: 7 };
    const { kind: _inPartition, ...rest } = entry;
    expect(addresses.parseDueGrantRowKey(addresses.addressOfDueGrant(entry).keys.rowKey)).toEqual(rest);
    const name = { kind: 'address', value: 'ann@fabrikam.com' } as const;
    const { rowKey } = addresses.addressOfName(hostTenantId, name).keys;
    expect(addresses.parseNameRowKey(rowKey)).toBe('address');
  });

  it.each(['', 'Address', 'phone', 'address_', `${hostTenantId}_address`])(
    'is nothing in the row key %j of a name',
    (rowKey) => {
      expect(addresses.parseNameRowKey(rowKey)).toBeUndefined();
    },
  );
});

describe('bounds', () => {
  it('hold what is in them and nothing else', () => {
    const tenant = addresses.partitionsOfTenant(hostTenantId);
    const isInside = ({ from, below }: { from: string; below: string }, key: string) => key >= from && key < below;
    expect(isInside(tenant, addresses.addressOfGrant(sender).keys.partitionKey)).toBe(true);
    const next = { ...sender, hostTenantId: 'c0a7050c-0000-4000-8000-000000000002' };
    expect(isInside(tenant, addresses.addressOfGrant(next).keys.partitionKey)).toBe(false);
  });

  it('hold every grant that is due by a time, that moment included, and none that is due later', () => {
    const keyAt = (offset: number) =>
      addresses.addressOfDueGrant({ kind: 'refresh', at: new Date(at.getTime() + offset), sender, generation: 1 }).keys
        .rowKey;
    const end = addresses.endOfDueGrants(at);
    expect([-86_400_000, -1, 0, 1].map((offset) => keyAt(offset) < end)).toEqual([true, true, true, false]);
  });
});

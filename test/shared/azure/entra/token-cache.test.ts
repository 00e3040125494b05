import { describe, expect, it } from 'vitest';
import {
  holdsRefreshToken,
  isCacheOf,
  keepRefreshToken,
  readRefreshToken,
} from '../../../../shared/azure/entra/token-cache.ts';

const account = 'ann.fabrikam';
const record = (secret: string, changes: object = {}) => ({
  home_account_id: account,
  client_id: 'client',
  secret,
  ...changes,
});
const cacheOf = (...records: object[]) =>
  JSON.stringify({
    Account: { a: { home_account_id: account } },
    RefreshToken: Object.fromEntries(records.map((one, index) => [`key ${index}`, one])),
  });

describe('readRefreshToken', () => {
  it('takes the last record of this account and client', () => {
    const cache = cacheOf(record('one'), record('two'), record('three', { client_id: 'other' }), {
      ...record('four'),
      home_account_id: 'ben.fabrikam',
    });
    expect(readRefreshToken(cache, account, 'CLIENT')).toBe('two');
  });

  it.each([
    ['no section', '{}', 'consent_required'],
    ['no record', cacheOf(), 'consent_required'],
    ['an empty secret', cacheOf(record('')), 'consent_required'],
    ['a record of another account', cacheOf(record('x', { home_account_id: 'ben.fabrikam' })), 'consent_required'],
    ['a record of another client', cacheOf(record('x', { client_id: 'other' })), 'registration_changed'],
  ])('finds none in a cache with %s', (_what, cache, code) => {
    expect(() => readRefreshToken(cache, account, 'client')).toThrow(expect.objectContaining({ code }));
  });
});

describe('keepRefreshToken', () => {
  it('removes every other record of the kind and nothing else', () => {
    const kept = keepRefreshToken(cacheOf(record('old'), record('new'), record('of nobody', {})), account, 'new');
    expect(JSON.parse(kept)).toEqual({
      Account: { a: { home_account_id: account } },
      RefreshToken: { 'key 1': record('new') },
    });
  });

  it.each([
    ['it is not there', cacheOf(record('old'))],
    ['it is filed under nobody', cacheOf(record('new', { home_account_id: '' }))],
    ['there is no section', '{}'],
  ])('refuses a cache when %s, without naming a token', (_what, cache) => {
    expect(() => keepRefreshToken(cache, account, 'new')).toThrow(
      expect.objectContaining({
        code: 'internal_error',
        cause: expect.objectContaining({ message: 'MSAL did not keep the new refresh token.' }) as unknown,
      }),
    );
  });
});

describe('holdsRefreshToken', () => {
  it('knows the secrets that are there', () => {
    const cache = cacheOf(record('one'));
    expect([undefined, '', 'one', 'two'].map((secret) => holdsRefreshToken(cache, secret))).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(holdsRefreshToken('{}', 'one')).toBe(false);
  });
});

describe('a cache that is no JSON', () => {
  it('is refused without being quoted', () => {
    const refused = expect.objectContaining({
      code: 'sealed_record_refused',
      cause: expect.objectContaining({ message: 'A token cache is no JSON.' }) as unknown,
    });
    expect(() => readRefreshToken('secret', account, 'client')).toThrow(refused);
    expect(() => keepRefreshToken('secret', account, 'secret')).toThrow(refused);
    expect(() => isCacheOf('secret', account)).toThrow(refused);
  });
});

describe('isCacheOf', () => {
  it('refuses one record of anybody else, in any section', () => {
    expect(isCacheOf(cacheOf(record('one')), account)).toBe(true);
    for (const section of ['Account', 'IdToken', 'AccessToken', 'RefreshToken'])
      for (const home_account_id of ['ben.fabrikam', '', undefined])
        expect(isCacheOf(JSON.stringify({ [section]: { key: { home_account_id } } }), account)).toBe(false);
  });
});

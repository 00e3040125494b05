import { describe, expect, it } from 'vitest';
import { supplyClientInfo } from '../../../../shared/azure/entra/client-info.ts';

const ann = { uid: 'ann', utid: 'fabrikam' };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const idToken = (claims: unknown) => `${encode({ alg: 'RS256' })}.${encode(claims)}.signature`;
const supplied = { client_info: encode(ann) };

describe('supplyClientInfo', () => {
  it('names the person who was asked for, where an ID token names the same or there is none', () => {
    const id_token = idToken({ oid: 'ann', tid: 'fabrikam' });
    expect(supplyClientInfo({ access_token: 'x' }, ann)).toEqual({ access_token: 'x', ...supplied });
    expect(supplyClientInfo({ id_token }, ann)).toEqual({ id_token, ...supplied });
  });

  it.each(['', null])('takes %j for absent', (empty) => {
    const id_token = idToken({ oid: 'ann', tid: 'fabrikam' });
    expect(supplyClientInfo({ client_info: empty }, ann)).toEqual(supplied);
    expect(supplyClientInfo({ client_info: empty, id_token }, ann)).toEqual({ id_token, ...supplied });
    expect(supplyClientInfo({ id_token: empty }, ann)).toEqual({ id_token: empty, ...supplied });
    const other = { client_info: empty, id_token: idToken({ oid: 'ben', tid: 'fabrikam' }) };
    expect(supplyClientInfo(other, ann)).toBe(other);
  });

  it.each([
    ['client_info of its own', { client_info: 'x' }],
    ['an ID token of another person', { id_token: idToken({ oid: 'ben', tid: 'fabrikam' }) }],
    ['an ID token of another tenant', { id_token: idToken({ oid: 'ann', tid: 'northwind' }) }],
    ['an ID token that names nobody', { id_token: idToken({}) }],
    ['an ID token of null', { id_token: idToken(null) }],
    ['an ID token that cannot be read', { id_token: 'a.b.c' }],
    ['no object', 'text'],
    ['nothing', null],
  ])('leaves an answer with %s as it is', (_what, body) => {
    expect(supplyClientInfo(body, ann)).toBe(body);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRuleFaults } from '../../../shared/submission/submission-rules.ts';
import { now } from './submission-sample.ts';

const pointersOf = (body: unknown) => findRuleFaults(body, null, now, false).map(({ pointer }) => pointer);
const list = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ emailAddress: { address: `a${index}@fabrikam.com` } }));

describe('findRuleFaults', () => {
  it('wants a recipient of some kind, and replyTo is none', () => {
    expect(pointersOf({ message: { replyTo: list(1) } })).toEqual(['/message/toRecipients']);
    for (const kind of ['toRecipients', 'ccRecipients', 'bccRecipients'])
      expect(pointersOf({ message: { [kind]: list(1) } })).toEqual([]);
  });

  it('points at the kind that brings the message over 500, and bounds replyTo by itself', () => {
    const one = list(1);
    expect(pointersOf({ message: { toRecipients: list(500), ccRecipients: one } })).toEqual(['/message/ccRecipients']);
    expect(pointersOf({ message: { toRecipients: list(500), replyTo: list(500) } })).toEqual([]);
    expect(pointersOf({ message: { toRecipients: one, replyTo: list(501) } })).toEqual(['/message/replyTo']);
  });

  it('looks at each field although another has the wrong type', () => {
    const headers = [{ name: 'x-a' }, 7, { name: 8 }, { name: 'X-a' }];
    const body = {
      sender: 1,
      expiresAt: '2020-01-01T00:00:00Z',
      message: { subject: 1, internetMessageHeaders: headers },
    };
    expect(pointersOf(body)).toEqual(['/expiresAt', '/message/toRecipients', '/message/internetMessageHeaders/3/name']);
  });

  it('takes what a property says as a header for one: its length, its number, and what it says', () => {
    const psih = (name: string, value = '1') => ({
      id: `String {00020386-0000-0000-C000-000000000046} Name ${name}`,
      value,
    });
    const at = (...places: string[]) => places.map((place) => `/message/singleValueExtendedProperties/${place}`);
    const four = ['x-a', 'x-b', 'x-c', 'x-d'].map((name) => ({ name, value: '1' }));
    const check = (properties: object[], internetMessageHeaders: object[] = []) =>
      pointersOf({
        message: { toRecipients: list(1), singleValueExtendedProperties: properties, internetMessageHeaders },
      });
    expect(check([psih('x-a', 'y'.repeat(995)), psih('x-b', 'y'.repeat(996))])).toEqual(at('1/value'));
    expect(check([{ id: 'String 0x1045', value: 'y'.repeat(996) }])).toEqual(at('0/value'));
    expect(check([{ id: 'String 0x1039', value: 'y'.repeat(996) }])).toEqual([]);
    expect(check([{ id: 'String 0x1045', value: 'a' }, psih('List-Unsubscribe', 'b')])).toEqual(at('1/id'));
    expect(check([psih('X-A'), psih('List-Unsubscribe-Post')], four)).toEqual([]);
    expect(check([psih('x-a', '2')], four)).toEqual(at('0/id'));
    expect(check([psih('x-e'), psih('x-f')], four)).toEqual(at('0/id'));
    expect(check([1, 2, 3, 4, 5].map((one) => psih(`x-${one}`)))).toEqual(at('4/id'));
    expect(check([psih('x-a', 'a\nb')])).toEqual(at('0/value'));
  });

  it('takes any JSON', () => {
    expect(pointersOf(JSON.parse('{"__proto__":{"message":{}}}'))).toEqual([]);
    fc.assert(
      fc.property(fc.jsonValue(), (message) => {
        expect(pointersOf({ message, expiresAt: message })).toBeInstanceOf(Array);
      }),
    );
  });
});

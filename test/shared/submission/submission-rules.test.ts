import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRuleFaults } from '../../../shared/submission/submission-rules.ts';
import { now } from './submission-sample.ts';

const pointersOf = (body: unknown) => findRuleFaults(body, null, now).map(({ pointer }) => pointer);
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

  it('takes any JSON', () => {
    expect(pointersOf(JSON.parse('{"__proto__":{"message":{}}}'))).toEqual([]);
    fc.assert(
      fc.property(fc.jsonValue(), (message) => {
        expect(pointersOf({ message, expiresAt: message })).toBeInstanceOf(Array);
      }),
    );
  });
});

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { describe, expect, it } from 'vitest';
import { formatSignature, matchesSignature, readWebhookHeaders } from '../../../shared/callers/webhook-signature.ts';
import { codePoint } from '../code-point.ts';

const now = new Date(1_790_000_000_500);
const key = randomBytes(32);
const secret = `whsec_${key.toString('base64')}`;
const body = '{"sender":"ann@fabrikam.com"}';
const id = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W';
const timestamp = '1790000000';
const signature = new StandardWebhook(secret).sign(id, new Date(Number(timestamp) * 1000), body);
const good = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };

const read = (changes: Record<string, string | undefined> = {}, time = now) => {
  const headers: Record<string, string | undefined> = { ...good, ...changes };
  return readWebhookHeaders({ get: (name) => headers[name] ?? null }, time);
};
const isMatch = (changes: Record<string, string | undefined> = {}, keys: Uint8Array[] = [key], text = body) => {
  const { header } = read(changes);
  return header !== undefined && matchesSignature(keys, header, Buffer.from(text));
};
const at = (seconds: number) => String(Number(timestamp) + seconds);

describe('readWebhookHeaders', () => {
  it.each([
    ['an id of 64 characters', { 'webhook-id': 'a'.repeat(64) }],
    ['an id of one', { 'webhook-id': '-' }],
    ['ten signatures', { 'webhook-signature': Array.from({ length: 10 }, () => signature).join(' ') }],
    ['signatures of other versions', { 'webhook-signature': `v1a,abc v2,x-y_z= ${signature}` }],
    ['a v1 signature of another length beside one', { 'webhook-signature': `v1,AAAA ${signature}` }],
  ])('reads %s', (_, changes) => {
    expect(read(changes).header?.digests.length).toBeGreaterThan(0);
  });

  it.each([
    ['no id', { 'webhook-id': undefined }, 'webhook-id'],
    ['an empty id', { 'webhook-id': '' }, 'webhook-id'],
    ['an id given twice', { 'webhook-id': `${id}, ${id}` }, 'webhook-id'],
    ['an id of 65 characters', { 'webhook-id': 'a'.repeat(65) }, 'webhook-id'],
    ['an id with a full stop', { 'webhook-id': 'a.1' }, 'webhook-id'],
    ['an id with a blank', { 'webhook-id': 'a b' }, 'webhook-id'],
    ['an id with a line break', { 'webhook-id': 'a\n' }, 'webhook-id'],
    ['an id outside ASCII', { 'webhook-id': 'é' }, 'webhook-id'],
    ['no time', { 'webhook-timestamp': undefined }, 'webhook-timestamp is missing'],
    ['a time given twice', { 'webhook-timestamp': `${timestamp}, ${timestamp}` }, 'webhook-timestamp is missing'],
    ['a time of nine digits', { 'webhook-timestamp': '179000000' }, 'webhook-timestamp is missing'],
    ['a time of eleven digits', { 'webhook-timestamp': '01790000000' }, 'webhook-timestamp is missing'],
    ['milliseconds', { 'webhook-timestamp': '1790000000500' }, 'webhook-timestamp is missing'],
    ['a time with more behind it', { 'webhook-timestamp': `${timestamp}abc` }, 'webhook-timestamp is missing'],
    ['a time with a fraction', { 'webhook-timestamp': `${timestamp}.5` }, 'webhook-timestamp is missing'],
    ['a sign', { 'webhook-timestamp': '+179000000' }, 'webhook-timestamp is missing'],
    ['a blank before the time', { 'webhook-timestamp': ` ${timestamp}` }, 'webhook-timestamp is missing'],
    ['a date', { 'webhook-timestamp': '2026-09-21' }, 'webhook-timestamp is missing'],
    ['digits of another script', { 'webhook-timestamp': '１７９０００００００' }, 'webhook-timestamp is missing'],
    ['a time too long ago', { 'webhook-timestamp': at(-300) }, '300 seconds off'],
    ['a time too far ahead', { 'webhook-timestamp': at(301) }, '300 seconds off'],
    ['no signature', { 'webhook-signature': undefined }, 'webhook-signature is missing'],
    ['an empty one', { 'webhook-signature': '' }, 'webhook-signature is missing'],
    ['a header given twice', { 'webhook-signature': `${signature}, ${signature}` }, 'webhook-signature is missing'],
    ['the same without a blank', { 'webhook-signature': `${signature},${signature}` }, 'webhook-signature is missing'],
    ['two blanks', { 'webhook-signature': `${signature}  ${signature}` }, 'webhook-signature is missing'],
    ['a blank at the end', { 'webhook-signature': `${signature} ` }, 'webhook-signature is missing'],
    ['a tab', { 'webhook-signature': `${signature}\t${signature}` }, 'webhook-signature is missing'],
    ['one without a version', { 'webhook-signature': signature.slice(3) }, 'webhook-signature is missing'],
    ['eleven', { 'webhook-signature': Array.from({ length: 11 }, () => signature).join(' ') }, 'at most 10'],
    ['other versions alone', { 'webhook-signature': 'v1a,AAAA v2,AAAA' }, 'no signature of version v1'],
    ['a shorter digest alone', { 'webhook-signature': 'v1,AAAA' }, 'no signature of version v1'],
    ['a version that ends in v1', { 'webhook-signature': `x${signature}` }, 'no signature of version v1'],
    ['a digest with more behind it', { 'webhook-signature': `${signature}A` }, 'no signature of version v1'],
    ['base64url', { 'webhook-signature': `v1,${'-'.repeat(43)}=` }, 'no signature of version v1'],
    ['a digest without padding', { 'webhook-signature': `v1,${'A'.repeat(43)}` }, 'no signature of version v1'],
  ])('refuses %s', (_, changes, fault) => {
    expect(read(changes).fault).toContain(fault);
  });

  it.each([-301, -300, 0, 300, 301])('takes a time %i seconds off for one within 300', (seconds) => {
    const { header } = read({ 'webhook-timestamp': at(seconds) }, new Date(Number(timestamp) * 1000));
    expect(header !== undefined).toBe(Math.abs(seconds) <= 300);
  });

  it('never throws, and repeats nothing that it was given', () => {
    const value = fc.option(fc.string({ unit: codePoint, maxLength: 80 }), { nil: undefined });
    fc.assert(
      fc.property(fc.tuple(value, value, value), ([one, two, three]) => {
        const changes = { 'webhook-id': one, 'webhook-timestamp': two, 'webhook-signature': three };
        const { header, fault } = read(changes);
        expect(header === undefined).toBe(fault !== undefined);
      }),
    );
  });
});

describe('matchesSignature', () => {
  it('verifies what both packages sign, texts outside ASCII included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const time = new Date(Number(timestamp) * 1000);
        for (const signer of [new StandardWebhook(secret), new Svix(secret)])
          expect(isMatch({ 'webhook-signature': signer.sign(id, time, text) }, [key], text)).toBe(true);
      }),
    );
  });

  it('takes either of two secrets, and a signature at any place', () => {
    const other = randomBytes(24);
    expect(isMatch({}, [other, key])).toBe(true);
    expect(isMatch({}, [key, other])).toBe(true);
    const wrong = `v1,${randomBytes(32).toString('base64')}`;
    expect(isMatch({ 'webhook-signature': `${wrong} v2,x ${signature} ${wrong}` })).toBe(true);
    expect(isMatch({ 'webhook-signature': `${wrong} ${wrong}` })).toBe(false);
  });

  it.each([
    ['another body', {}, [key], `${body} `],
    ['another id', { 'webhook-id': `${id}x` }, [key], body],
    ['another time', { 'webhook-timestamp': at(1) }, [key], body],
    ['another secret', {}, [randomBytes(32)], body],
    ['no secret', {}, [], body],
    ['a part that moved over the border', { 'webhook-id': id.slice(0, -1) }, [key], body],
  ])('refuses %s', (_, changes, keys, text) => {
    expect(isMatch(changes, keys, text)).toBe(false);
  });
});

describe('formatSignature', () => {
  it('signs with each key what both packages verify', () => {
    const keys = [randomBytes(24), key];
    const current = Math.floor(Date.now() / 1000).toString();
    const text = '{"type":"message.sent","state":"é"}';
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': current,
      'webhook-signature': formatSignature(keys, { id, timestamp: current, body: text }),
    };
    for (const one of keys.map((bytes) => bytes.toString('base64'))) {
      expect(new StandardWebhook(one).verify(text, headers)).toEqual(JSON.parse(text));
      expect(() => new Svix(one).verify(text, headers)).not.toThrow();
    }
    expect(() => new StandardWebhook(randomBytes(32).toString('base64')).verify(text, headers)).toThrow();
  });
});

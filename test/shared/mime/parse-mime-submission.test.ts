import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { MIME_MESSAGE_MAX_BYTES, MIME_DEPTH_MAX, MIME_PARTS_MAX } from '../../../shared/mime-limits.ts';
import { parseMimeSubmission } from '../../../shared/mime/parse-mime-submission.ts';
import { writeCanonicalContent } from '../../../shared/submission/canonical-content.ts';
import { countRecipients } from '../../../shared/submission/count-recipients.ts';
import { dotNet, linesOf, mimeKit, multipart, nodemailer, ofSize, signed } from './mime-samples.ts';

const now = new Date('2026-11-29T12:00:00Z');
const MEGABYTE = 1024 * 1024;
const type = { 'Content-Type': 'message/rfc822' };
const parse = (mime: Uint8Array, headers: Record<string, string> = {}, messageMaxBytes = 35 * MEGABYTE) =>
  parseMimeSubmission(mime, new Headers({ ...type, ...headers }), now, { messageMaxBytes, isLargeOffered: false });
const refusal = async (...given: Parameters<typeof parse>) => {
  const error: unknown = await parse(...given).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectorError)) throw new Error('It was accepted.', { cause: error });
  return { code: error.code, faults: error.faults, pointers: error.faults.map(({ pointer }) => pointer) };
};
const plain = (...fields: string[]) => linesOf([...fields, '', 'Hello']);
const key = { 'Idempotency-Key': 'k' };
const large = 2_300_000;

describe('parseMimeSubmission', () => {
  it('passes the message on as it was posted, and says for whom it is', async () => {
    const { submission, options } = await parse(nodemailer);
    expect(Buffer.from(submission.mime ?? '', 'base64')).toEqual(nodemailer);
    expect(submission).toMatchObject({
      senderReference: 'ann@fabrikam.com',
      senderPointer: '/headers/From',
      from: 'ann@fabrikam.com',
      fromPointer: '/headers/From',
      saveToSentItems: true,
      message: {
        subject: 'Rechnung Ä – Nachtrag',
        toRecipients: [{ emailAddress: { address: 'mia@contoso.com', name: 'Mia' } }],
        bccRecipients: [{ emailAddress: { address: 'blind@contoso.com' } }],
      },
    });
    expect(Object.keys(submission.message).toSorted()).toEqual([
      'bccRecipients',
      'ccRecipients',
      'subject',
      'toRecipients',
    ]);
    expect(countRecipients(submission)).toBe(4);
    expect(options).toEqual({ idempotencyKey: '<3ab5@fabrikam.com>', waitSeconds: 2 });
  });

  it('takes Idempotency-Key before Message-ID, and refuses a message without either', async () => {
    expect((await parse(nodemailer, key)).options.idempotencyKey).toBe('k');
    expect(await refusal(dotNet)).toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: 'header:Idempotency-Key', detail: expect.stringContaining('no Message-ID') }],
    });
    expect((await refusal(nodemailer, { 'Idempotency-Key': 'a, b' })).pointers).toEqual(['header:Idempotency-Key']);
    const spaced = plain('From: ann@fabrikam.com', 'To: mia@contoso.com', 'Message-ID: <a b>');
    expect((await refusal(spaced)).pointers).toEqual(['/headers/Message-ID']);
    const two = plain('From: ann@fabrikam.com', 'To: mia@contoso.com', 'Message-ID: <a@b>', 'Message-ID: <c@d>');
    expect((await refusal(two)).pointers).toEqual(['/headers/Message-ID']);
    expect((await parse(two, key)).options.idempotencyKey).toBe('k');
  });

  it('takes what a JSON submission says beside its message from the request or from the message, and lets none of it leave', async () => {
    const inMessage = plain(
      'From: ann@fabrikam.com',
      'To: mia@contoso.com',
      'Guestmail-Sender: C0000000-0000-4000-8000-0000000000A1',
      'Guestmail-Reference: =?utf-8?Q?SI-=C3=84?=',
      'Guestmail-Not-Before: 2026-12-01T06:00:00Z',
    );
    const expiry = { 'Guestmail-Expires-At': '2026-12-31T00:00:00Z' };
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { submission, options } = await parse(inMessage, { ...key, ...expiry, Prefer: 'respond-async', traceparent });
    expect(submission).toMatchObject({
      senderReference: 'c0000000-0000-4000-8000-0000000000a1',
      senderPointer: '/headers/Guestmail-Sender',
      from: 'ann@fabrikam.com',
      reference: 'SI-Ä',
      notBefore: new Date('2026-12-01T06:00:00Z'),
      expiresAt: new Date('2026-12-31T00:00:00Z'),
      expiresAtPointer: 'header:Guestmail-Expires-At',
    });
    expect(options).toMatchObject({ isAsync: true, traceparent });
    expect(Buffer.from(submission.mime ?? '', 'base64').toString()).not.toContain('Guestmail');
  });

  it('sends as the named sender where the message has no From', async () => {
    const { submission } = await parse(plain('To: mia@contoso.com'), {
      ...key,
      'Guestmail-Sender': 'ann@fabrikam.com',
    });
    expect(submission).toMatchObject({ senderReference: 'ann@fabrikam.com', senderPointer: 'header:Guestmail-Sender' });
    expect(submission.from).toBeUndefined();
  });

  const withField = (field: string) => plain('From: ann@fabrikam.com', 'To: mia@contoso.com', field);
  it.each<[string, string, Record<string, string>, string]>([
    ['an unknown field of ours', 'Guestmail-NotBefore: 2026-12-01T06:00:00Z', {}, '/headers/guestmail-notbefore'],
    ['an unknown header of ours', 'X-A: 1', { 'Guestmail-Refrence': 'x' }, 'header:guestmail-refrence'],
    [
      'two senders',
      'Guestmail-Sender: ann@fabrikam.com',
      { 'Guestmail-Sender': 'leo@fabrikam.com' },
      'header:Guestmail-Sender',
    ],
    ['a sender that is none', 'Guestmail-Sender: ann', {}, '/headers/Guestmail-Sender'],
    ['a local time', 'X-A: 1', { 'Guestmail-Not-Before': '2026-12-01T06:00:00' }, 'header:Guestmail-Not-Before'],
    ['a time too far away', 'Guestmail-Not-Before: 2028-12-01T06:00:00Z', {}, '/headers/Guestmail-Not-Before'],
    [
      'a later time, strictly',
      'X-A: 1',
      { 'Guestmail-Not-Before': '2026-12-01T06:00:00Z', Prefer: 'handling=strict' },
      'header:Guestmail-Not-Before',
    ],
    ['a reference that is not ASCII', 'X-A: 1', { 'Guestmail-Reference': '\xc4' }, 'header:Guestmail-Reference'],
    ['an empty reference', 'Guestmail-Reference:', {}, '/headers/Guestmail-Reference'],
  ])('refuses %s', async (_what, field, headers, pointer) => {
    expect(await refusal(withField(field), { ...key, ...headers })).toMatchObject({
      code: 'invalid_request',
      pointers: [pointer],
    });
  });

  it('leaves an expiry that has passed to the outbox, which knows what was accepted in time', async () => {
    const { submission } = await parse(nodemailer, { 'Guestmail-Expires-At': '2026-01-01T00:00:00Z' });
    expect(submission).toMatchObject({ expiresAtPointer: 'header:Guestmail-Expires-At' });
  });

  it('refuses an encoded body, an empty one, and one that is too large to be read', async () => {
    expect((await refusal(nodemailer, { 'Content-Encoding': 'gzip' })).code).toBe('unsupported_media_type');
    expect((await refusal(Buffer.alloc(0))).code).toBe('invalid_request');
  });

  it('stands for its bytes and what is said beside them', async () => {
    const contentOf = async (...given: Parameters<typeof parse>) =>
      writeCanonicalContent((await parse(...given)).submission.posted);
    const content = await contentOf(nodemailer);
    expect(await contentOf(nodemailer, { ...key, Prefer: 'wait=1' })).toBe(content);
    expect(await contentOf(Buffer.concat([nodemailer, Buffer.from(' ')]))).not.toBe(content);
    expect(await contentOf(nodemailer, { 'Guestmail-Reference': 'SI-1' })).not.toBe(content);
    expect(await contentOf(nodemailer, { 'Guestmail-Sender': 'ann@fabrikam.com' })).not.toBe(content);
  });

  it('passes on what Graph takes as MIME, and converts what is larger by one byte', async () => {
    const room = MIME_MESSAGE_MAX_BYTES - ofSize(0).length;
    expect((await parse(ofSize(room))).submission.mime).toBeDefined();
    const { submission } = await parse(ofSize(room + 1));
    expect(submission.mime).toBeUndefined();
    expect(submission.message.body?.content).toHaveLength(room + 1);
    expect(await refusal(ofSize(MEGABYTE), {}, MEGABYTE)).toMatchObject({ code: 'request_too_large', pointers: [''] });
  });

  it('says of a converted message that is too large what makes it so', async () => {
    expect(await refusal(multipart('multipart/mixed', 4_400_000))).toMatchObject({
      code: 'request_too_large',
      pointers: ['', '/attachments/0/contentBytes'],
    });
  });

  it.each([
    ['a signature', multipart('multipart/signed', large, ['', 'x'])],
    ['an encryption', ofSize(large, 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data')],
    [
      'an invitation',
      multipart('multipart/alternative', large, ['Content-Type: text/calendar; method=REQUEST', '', 'x']),
    ],
  ])('refuses to lose %s, with the limit', async (_what, mime) => {
    const { code, faults } = await refusal(mime);
    expect(code).toBe('request_too_large');
    expect(faults[0]?.detail).toMatch(/(?:signed or encrypted|an invitation), so .* takes 2,240,000 bytes$/);
  });

  it('refuses what nests or has parts without end, and what cannot be decoded', async () => {
    const boundaries = Array.from({ length: MIME_DEPTH_MAX + 1 }, (_one, index) => `b${index}`);
    const deep = boundaries.flatMap((one) => [`Content-Type: multipart/mixed; boundary=${one}`, '', `--${one}`]);
    expect((await refusal(multipart('multipart/mixed', large, deep))).faults[0]?.detail).toMatch(/deep/);
    const many = Array.from({ length: MIME_PARTS_MAX }, () => ['', 'x']);
    expect((await refusal(multipart('multipart/mixed', large, ...many))).faults[0]?.detail).toMatch(/parts/);
    const unknown = ['Content-Type: text/plain; charset=x-unknown', '', 'x'];
    expect((await refusal(multipart('multipart/mixed', large, unknown))).pointers).toEqual(['/body']);
    const cut = ['Content-Type: text/plain; charset=utf-8', '', 'caf\xe9'];
    expect((await refusal(multipart('multipart/mixed', large, cut))).pointers).toEqual(['/body']);
    const name = ['Content-Type: application/pdf; name="=?utf-8?Q?=EF=BF=BD?="', '', 'x'];
    expect((await refusal(multipart('multipart/mixed', large, name))).pointers).toEqual(['/attachments/0/name']);
    for (const said of ['multipart/mixed', 'multipart/mixed; boundary=other']) {
      const lost = ['From: ann@fabrikam.com', 'To: mia@contoso.com', `Content-Type: ${said}`, '', '--outer', '', 'x'];
      expect((await refusal(linesOf([...lost, 'a'.repeat(large)]), key)).pointers).toEqual(['/body']);
    }
    const long = linesOf([
      'From: ann@fabrikam.com',
      'To: mia@contoso.com',
      `Subject: ${'a'.repeat(256)}`,
      '',
      'a'.repeat(large),
    ]);
    expect((await refusal(long, key)).pointers).toEqual(['/headers/Subject']);
  });

  it('knows no error but its own, whatever the bytes', async () => {
    const samples = [dotNet, nodemailer, mimeKit, signed, multipart('multipart/mixed', large)];
    const spoilt = fc
      .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 6 }))
      .map(([sample, changes]) => {
        const copy = Buffer.from(sample);
        for (const [at, byte] of changes) copy[at] = byte;
        return copy;
      });
    await fc.assert(
      fc.asyncProperty(spoilt, async (mime) => {
        const error: unknown = await parse(mime, key).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        if (error !== undefined && !(error instanceof ConnectorError)) throw error;
      }),
      { numRuns: 60 },
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { buildSendMail } from '../../../shared/graph/build-send-mail.ts';
import { FAULTS_MAX } from '../../../shared/limits.ts';
import { parseSubmission } from '../../../shared/submission/parse-submission.ts';
import { countRecipients } from '../../../shared/submission/count-recipients.ts';
import { submissionBodies } from './submission-arbitrary.ts';
import { businessCentralBody, faultsOf, now, parse, refusal, submissionOf, validBody } from './submission-sample.ts';
import { codePoint } from '../code-point.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('parseSubmission', () => {
  it('accepts what Business Central builds', () => {
    const submission = submissionOf({ sender: 'ann@fabrikam.com', ...businessCentralBody });
    expect(countRecipients(submission)).toBe(2);
    expect(submission).toMatchObject({
      senderReference: 'ann@fabrikam.com',
      from: 'ann@fabrikam.com',
      saveToSentItems: true,
      message: {
        subject: 'Invoice 103042',
        body: { contentType: 'Text', content: 'Hello' },
        toRecipients: [
          { emailAddress: { address: 'ben@northwindtraders.com' } },
          { emailAddress: { address: 'mia@contoso.com' } },
        ],
        attachments: [
          {
            '@odata.type': '#microsoft.graph.fileAttachment',
            name: 'Invoice.pdf',
            contentType: 'application/pdf',
            contentBytes: 'JVBERi0=',
            isInline: false,
          },
        ],
      },
    });
  });

  it('leaves out what is empty, null or not for Graph', () => {
    const { message } = submissionOf({
      ...validBody,
      message: {
        ...validBody.message,
        ccRecipients: null,
        bccRecipients: [],
        importance: null,
        internetMessageHeaders: [],
        attachments: [],
        from: { emailAddress: { address: 'ann@fabrikam.com' } },
        sender: null,
      },
    });
    expect(Object.keys(message).sort()).toEqual(['body', 'subject', 'toRecipients']);
  });

  it('names the sender in one form however it is written', () => {
    const senders = ['{6E7F0000-0000-4000-8000-0000000000AA}', '6e7f0000-0000-4000-8000-0000000000aa'];
    for (const sender of senders)
      expect(submissionOf({ ...validBody, sender }).senderReference).toBe('6e7f0000-0000-4000-8000-0000000000aa');
    const upn = 'Ann_fabrikam.com#EXT#@contoso.onmicrosoft.com';
    expect(submissionOf({ ...validBody, sender: upn }).senderReference).toBe(upn.toLowerCase());
  });

  it('takes the idempotency key from header or body, or from both when they agree', () => {
    const header = { 'idempotency-key': 'key-1' };
    expect(parse(validBody, header).options.idempotencyKey).toBe('key-1');
    expect(parse({ ...validBody, idempotencyKey: 'key-1' }).options.idempotencyKey).toBe('key-1');
    expect(parse({ ...validBody, idempotencyKey: 'key-1' }, header).options.idempotencyKey).toBe('key-1');
    expect(faultsOf({ ...validBody, idempotencyKey: 'key-2' }, header)).toEqual(['/idempotencyKey']);
    expect(faultsOf({ ...validBody, idempotencyKey: null }, header)).toEqual(['/idempotencyKey']);
    expect(faultsOf(validBody, { 'idempotency-key': '' })).toEqual(['header:Idempotency-Key']);
    expect(faultsOf(validBody, { 'idempotency-key': 'key-1, key-2' })).toEqual(['header:Idempotency-Key']);
  });

  it('reads a notBefore to come, and refuses it where header or body say handling=strict', () => {
    const later = { ...validBody, notBefore: '2026-11-30T01:00:00+01:00' };
    expect(submissionOf(later).notBefore).toEqual(new Date('2026-11-30T00:00:00Z'));
    expect(faultsOf(later, { prefer: 'respond-async, handling=strict' })).toEqual(['/notBefore']);
    expect(faultsOf({ ...later, prefer: { handling: 'strict' } })).toEqual(['/notBefore']);
  });

  it('reads expiresAt, and a notBefore that has come', () => {
    const result = submissionOf({ ...validBody, notBefore: now.toISOString(), expiresAt: '2026-11-30T01:00:00+01:00' });
    expect(result).toMatchObject({ notBefore: now, expiresAt: new Date('2026-11-30T00:00:00Z') });
    expect(submissionOf({ ...validBody, expiresAt: null, notBefore: null })).not.toHaveProperty('expiresAt');
  });

  it('lets an expiry that has passed through if there is a key and nothing else is wrong', () => {
    const body = { ...validBody, expiresAt: now.toISOString() };
    expect(parse(body, { 'idempotency-key': 'k' }).submission.expiresAt).toEqual(now);
    expect(submissionOf({ ...body, idempotencyKey: 'k' }).expiresAt).toEqual(now);
    expect(faultsOf(body)).toEqual(['/expiresAt']);
    expect(faultsOf({ ...body, reference: 7 }, { 'idempotency-key': 'k' })).toEqual(['/reference', '/expiresAt']);
  });

  it('lists all faults at once, each with its pointer', () => {
    const body = {
      sender: 'nobody',
      message: { subject: 1, toRecipients: [], attachments: [{ name: '..' }], 'a/b~c': 1 },
      expiresAt: '2020-01-01T00:00:00Z',
    };
    expect(faultsOf(body, { 'idempotency-key': ' ' }).sort()).toEqual(
      [
        '/expiresAt',
        '/message/a~1b~0c',
        '/message/attachments/0/@odata.type',
        '/message/attachments/0/contentBytes',
        '/message/attachments/0/name',
        '/message/subject',
        '/message/toRecipients',
        '/sender',
        'header:Idempotency-Key',
      ].sort(),
    );
  });

  it('lists at most FAULTS_MAX faults and repeats no value of the request', () => {
    const unknown = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`secret${index}`, 'hunter2']));
    const error = refusal(JSON.stringify({ ...validBody, ...unknown }));
    expect(error.faults).toHaveLength(FAULTS_MAX);
    expect(JSON.stringify(error.faults)).not.toContain('hunter2');
    const toRecipients = Array.from({ length: 200 }, () => 1);
    expect(faultsOf({ ...validBody, message: { toRecipients } })).toHaveLength(FAULTS_MAX);
    const long = refusal(JSON.stringify({ ...validBody, ['k'.repeat(100_000)]: 1 }));
    expect(long.faults[0]?.pointer.length).toBeLessThan(100);
  });

  it('refuses names that come twice and names of prototypes', () => {
    const text = JSON.stringify(validBody);
    const twice = refusal(text.replace('"subject"', '"subj\\u0065ct":"Other","subject"'));
    expect(twice.faults).toEqual([{ pointer: '/message/subject', detail: 'is given more than once' }]);
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString']) {
      expect(refusal(text.replace('{', `{"${name}":{"reference":"x"},`)).faults[0]?.pointer).toBe(`/${name}`);
      const inner = text.replace('"subject"', `"${name}":{"subject":"x"},"subject"`);
      expect(refusal(inner).faults[0]?.pointer).toBe(`/message/${name}`);
    }
  });

  it('refuses another media type before it looks at the body', () => {
    expect(refusal('', { 'content-type': 'text/plain' }).code).toBe('unsupported_media_type');
  });

  it('throws nothing but ConnectorError, whatever the bytes', () => {
    const headers = fc.record({
      'content-type': fc.oneof(fc.constant('application/json'), fc.string()),
      'idempotency-key': fc.option(fc.string()),
    });
    const json = fc.oneof(
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify({ ...validBody, message: value })),
    );
    const body = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.oneof(json, fc.string({ unit: codePoint })).map(bytes));
    fc.assert(
      fc.property(body, headers, (raw, fields) => {
        const get = (name: string) => (fields as Record<string, string | null>)[name] ?? null;
        try {
          parseSubmission(raw, { get }, now, { messageMaxBytes: 35 * 1024 * 1024, isLargeOffered: true });
        } catch (error) {
          if (!(error instanceof ConnectorError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('throws nothing but ConnectorError when any part of a valid body is replaced', () => {
    const text = JSON.stringify({ ...validBody, ...businessCentralBody });
    const mutation = fc.tuple(fc.nat(text.length), fc.nat(20), fc.oneof(fc.json(), fc.string({ unit: codePoint })));
    fc.assert(
      fc.property(mutation, ([at, length, replacement]) => {
        const mutated = text.slice(0, at) + replacement + text.slice(at + length);
        try {
          parse(mutated);
        } catch (error) {
          if (!(error instanceof ConnectorError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('passes on what was given, and never makes it longer for Graph', () => {
    fc.assert(
      fc.property(submissionBodies, (body) => {
        const text = JSON.stringify(body);
        const result = submissionOf(text);
        const sent = JSON.parse(buildSendMail(result).body) as { message: unknown; saveToSentItems?: boolean };
        expect(sent.message).toEqual(result.message);
        expect(sent.saveToSentItems ?? true).toBe(body.saveToSentItems);
        expect(result.message.subject).toBe(body.message.subject);
        expect(result.message.body?.content).toBe(body.message.body.content);
        expect(result.message.attachments ?? []).toEqual(body.message.attachments);
        expect(Buffer.byteLength(buildSendMail(result).body)).toBeLessThanOrEqual(Buffer.byteLength(text));
        expect(submissionOf({ ...body, message: result.message }).message).toEqual(result.message);
      }),
      { numRuns: 200 },
    );
  });
});

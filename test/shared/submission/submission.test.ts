import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { buildSendMail } from '../../../shared/graph/build-send-mail.ts';
import { FAULTS_MAX, GRAPH_REQUEST_MAX_BYTES, RECIPIENTS_MAX, SUBMISSION_MAX_BYTES } from '../../../shared/limits.ts';
import { parseSubmission, type Submission } from '../../../shared/submission/submission.ts';
import { businessCentralBody, faultsOf, now, parse, refusal, validBody } from './submission-sample.ts';
import { codePoint } from '../code-point.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('parseSubmission', () => {
  it('accepts what Business Central builds', () => {
    expect(parse({ sender: 'ann@fabrikam.com', ...businessCentralBody })).toMatchObject({
      senderReference: 'ann@fabrikam.com',
      from: 'ann@fabrikam.com',
      saveToSentItems: true,
      recipientCount: 2,
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
    const { message } = parse({
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
      expect(parse({ ...validBody, sender }).senderReference).toBe('6e7f0000-0000-4000-8000-0000000000aa');
    const upn = 'Ann_fabrikam.com#EXT#@contoso.onmicrosoft.com';
    expect(parse({ ...validBody, sender: upn }).senderReference).toBe(upn.toLowerCase());
  });

  it('counts and sends each address once per kind, the first spelling of it', () => {
    const to = ['Ann@fabrikam.com', 'ann@FABRIKAM.com', 'ben@fabrikam.com'];
    const list = to.map((address) => ({ emailAddress: { address } }));
    const result = parse({ ...validBody, message: { toRecipients: list, ccRecipients: list, replyTo: list } });
    expect(result.recipientCount).toBe(4);
    expect(result.message.toRecipients?.map(({ emailAddress }) => emailAddress.address)).toEqual([to[0], to[2]]);
    expect(result.message.replyTo).toHaveLength(2);
  });

  it('takes exactly 500 recipients over all kinds after repeated ones are removed', () => {
    const list = (count: number, name: string) =>
      Array.from({ length: count }, (_, index) => ({ emailAddress: { address: `${name}${index}@fabrikam.com` } }));
    const message = {
      toRecipients: [...list(300, 'a'), ...list(300, 'A')],
      ccRecipients: list(RECIPIENTS_MAX - 300, 'a'),
    };
    expect(parse({ ...validBody, message }).recipientCount).toBe(RECIPIENTS_MAX);
    const over = { ...message, bccRecipients: list(1, 'b') };
    expect(faultsOf({ ...validBody, message: over })).toEqual(['/message/bccRecipients']);
  });

  it('takes the idempotency key from header or body, or from both when they agree', () => {
    const header = { 'idempotency-key': 'key-1' };
    expect(parse(validBody, header).idempotencyKey).toBe('key-1');
    expect(parse({ ...validBody, idempotencyKey: 'key-1' }).idempotencyKey).toBe('key-1');
    expect(parse({ ...validBody, idempotencyKey: 'key-1' }, header).idempotencyKey).toBe('key-1');
    expect(faultsOf({ ...validBody, idempotencyKey: 'key-2' }, header)).toEqual(['/idempotencyKey']);
    expect(faultsOf({ ...validBody, idempotencyKey: null }, header)).toEqual(['/idempotencyKey']);
    expect(faultsOf(validBody, { 'idempotency-key': '' })).toEqual(['header:Idempotency-Key']);
    expect(faultsOf(validBody, { 'idempotency-key': 'key-1, key-2' })).toEqual(['header:Idempotency-Key']);
  });

  it('reads expiresAt and passes over a notBefore that has come', () => {
    const result = parse({ ...validBody, notBefore: now.toISOString(), expiresAt: '2026-11-30T01:00:00+01:00' });
    expect(result.expiresAt).toEqual(new Date('2026-11-30T00:00:00Z'));
    expect(parse({ ...validBody, expiresAt: null, notBefore: null })).not.toHaveProperty('expiresAt');
  });

  it('leaves an expiry that has come to whoever knows the key, unless there is none or more is wrong', () => {
    const body = { ...validBody, expiresAt: now.toISOString() };
    expect(parse(body, { 'idempotency-key': 'k' }).expiresAt).toEqual(now);
    expect(parse({ ...body, idempotencyKey: 'k' }).expiresAt).toEqual(now);
    expect(faultsOf(body)).toEqual(['/expiresAt']);
    expect(faultsOf({ ...body, reference: 7 }, { 'idempotency-key': 'k' })).toEqual(['/reference', '/expiresAt']);
  });

  it('lists all faults at once, each with its pointer', () => {
    const body = {
      sender: 'nobody',
      message: { subject: 1, toRecipients: [], attachments: [{ name: '' }], 'a/b~c': 1 },
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

  it('refuses a body that is empty, not UTF-8, not JSON or no object, with one fault for the whole', () => {
    const bad = [
      '',
      ' \n',
      '{',
      '{"a":1,}',
      'null',
      '[]',
      '"text"',
      '7',
      "{'a':1}",
      '\u00a0{}',
      '\ufeff\ufeff{}',
      'NaN',
    ];
    for (const text of bad) expect(refusal(text).faults.map(({ pointer }) => pointer)).toEqual(['']);
    for (const raw of [
      [0x22, 0xff, 0x22],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0xff, 0xfe, 0x7b, 0],
    ])
      expect(refusal(Uint8Array.from(raw)).faults).toEqual([{ pointer: '', detail: 'is not valid UTF-8' }]);
  });

  it('tolerates one byte order mark', () => {
    expect(parse(`\ufeff${JSON.stringify(validBody)}`).recipientCount).toBe(1);
  });

  it('refuses deep or many values before it parses them', () => {
    expect(refusal('['.repeat(100_000)).faults[0]?.detail).toContain('deeper');
    expect(refusal(`[${'0,'.repeat(100_000)}0]`).faults[0]?.detail).toContain('more than');
  });

  it('refuses another media type before it looks at the body', () => {
    expect(refusal('', { 'content-type': 'text/plain' }).code).toBe('unsupported_media_type');
  });

  it('counts the size of the request to Graph, not of the body', () => {
    const attachment = (contentBytes: string) => [
      { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a', contentBytes },
    ];
    const make = (length: number) => ({
      ...validBody,
      message: { ...validBody.message, attachments: attachment('A'.repeat(length)) },
    });
    const spare = GRAPH_REQUEST_MAX_BYTES - Buffer.byteLength(buildSendMail(parse(make(0))).body);
    const fits = spare - (spare % 4);
    expect(parse(make(fits)).message.attachments).toHaveLength(1);
    expect(refusal(JSON.stringify(make(fits + 4))).code).toBe('request_too_large');
    const escaped = JSON.stringify(make(fits)).replace('A'.repeat(200_000), '\\u0041'.repeat(200_000));
    expect(bytes(escaped).length).toBeGreaterThan(GRAPH_REQUEST_MAX_BYTES);
    expect(parse(escaped).message.attachments).toHaveLength(1);
  });

  it('refuses a message over the limit of the installation, attachments counted as the files they are', () => {
    const make = (bytesOfFile: number) => {
      const contentBytes = Buffer.alloc(bytesOfFile).toString('base64');
      const attachment = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a', contentBytes };
      return JSON.stringify({ ...validBody, message: { ...validBody.message, attachments: [attachment] } });
    };
    const oneMegabyte = 1024 * 1024;
    const others = Buffer.byteLength(buildSendMail(parse(make(0))).body);
    const attempt = (bytesOfFile: number) => () => parse(make(bytesOfFile), {}, oneMegabyte);
    expect(attempt(oneMegabyte - others)).not.toThrow();
    expect(attempt(oneMegabyte - others + 1)).toThrow('request_too_large');
    expect(() => parse(make(oneMegabyte))).not.toThrow();
  });

  it('counts bytes, not characters', () => {
    const body = { ...validBody, message: { ...validBody.message, body: { content: '€'.repeat(1_450_000) } } };
    expect(refusal(JSON.stringify(body)).code).toBe('request_too_large');
  });

  it('refuses a body over the absolute limit unread', () => {
    expect(refusal(new Uint8Array(SUBMISSION_MAX_BYTES + 1)).code).toBe('request_too_large');
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
          parseSubmission(raw, { get }, now, 35 * 1024 * 1024);
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
});

describe('Submission.canonicalContent', () => {
  const contentOf = (body: unknown): string => parse(body).canonicalContent;

  it('does not depend on the order of names, white space, escapes or the idempotency key', () => {
    const shuffled = fc.infiniteStream(fc.nat()).map((stream) => stream[Symbol.iterator]());
    fc.assert(
      fc.property(submissionBody, shuffled, fc.boolean(), (body, random, isEscaped) => {
        const pick = () => Number(random.next().value ?? 0);
        const expected = contentOf(body);
        expect(contentOf(rewrite({ ...body, idempotencyKey: 'k' }, pick, isEscaped))).toBe(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('is the same for absent, null and empty, and for every spelling of contentType, importance and sender', () => {
    const { message } = validBody;
    const other = {
      ...validBody,
      sender: validBody.sender.toUpperCase(),
      saveToSentItems: null,
      message: { ...message, ccRecipients: [], replyTo: null, body: { ...message.body, contentType: 'HTML' } },
    };
    expect(contentOf(other)).toBe(contentOf(validBody));
  });

  it('changes with everything that defines the message', () => {
    const { message } = validBody;
    const recipient = (address: string) => [{ emailAddress: { address } }];
    const others = [
      { ...validBody, sender: 'ben@fabrikam.com' },
      { ...validBody, saveToSentItems: false },
      { ...validBody, reference: 'SI-2' },
      { ...validBody, expiresAt: '2026-11-02T00:00:00Z' },
      { ...validBody, notBefore: '2026-10-02T00:00:00Z' },
      ...[
        { subject: 'Other' },
        { body: { contentType: 'Text', content: message.body.content } },
        { body: { contentType: 'HTML', content: '<p>Other</p>' } },
        { toRecipients: recipient('cal@northwindtraders.com') },
        { ccRecipients: recipient('cal@northwindtraders.com') },
        { bccRecipients: recipient('cal@northwindtraders.com') },
        { replyTo: recipient('cal@northwindtraders.com') },
        { importance: 'high' },
        { internetMessageHeaders: [{ name: 'x-a', value: '1' }] },
        { from: { emailAddress: { address: 'ann@fabrikam.com' } } },
      ].map((change) => ({ ...validBody, message: { ...message, ...change } })),
    ];
    const contents = [validBody, ...others].map(contentOf);
    expect(new Set(contents).size).toBe(contents.length);
  });
});

describe('Submission', () => {
  it('comes through as it was given and never grows on its way to Graph', () => {
    fc.assert(
      fc.property(submissionBody, (body) => {
        const text = JSON.stringify(body);
        const result: Submission = parse(text);
        const sent = JSON.parse(buildSendMail(result).body) as { message: unknown; saveToSentItems?: boolean };
        expect(sent.message).toEqual(result.message);
        expect(sent.saveToSentItems ?? true).toBe(body.saveToSentItems);
        expect(result.message.subject).toBe(body.message.subject);
        expect(result.message.body?.content).toBe(body.message.body.content);
        expect(result.message.attachments ?? []).toEqual(body.message.attachments);
        expect(Buffer.byteLength(buildSendMail(result).body)).toBeLessThanOrEqual(Buffer.byteLength(text));
      }),
      { numRuns: 200 },
    );
  });
});

const line = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !/[\p{Cc}\u2028\u2029]/u.test(text));
const addresses = fc.array(
  fc.emailAddress().filter((address) => address.length < 200 && !/\.\d+$|@[^.]*$/.test(address)),
  { maxLength: 4 },
);
const recipients = addresses.map((list) => list.map((address) => ({ emailAddress: { address } })));
const submissionBody = fc.record({
  sender: fc.constantFrom('ann@fabrikam.com', '6e7f0000-0000-4000-8000-0000000000aa'),
  saveToSentItems: fc.boolean(),
  reference: line,
  message: fc.record({
    subject: line,
    body: fc.record({
      contentType: fc.constantFrom('HTML', 'Text', 'html', 'tExT'),
      content: fc.string({ unit: 'grapheme' }),
    }),
    toRecipients: recipients.map((list) => [...list, { emailAddress: { address: 'ben@fabrikam.com', name: 'Ben' } }]),
    ccRecipients: recipients,
    bccRecipients: recipients,
    importance: fc.constantFrom('low', 'Normal', 'HIGH'),
    attachments: fc.array(
      fc.record({
        '@odata.type': fc.constant('#microsoft.graph.fileAttachment'),
        name: line.filter((name) => name !== '' && !/^\.{1,2}$|[/\\]/.test(name)),
        contentBytes: fc.uint8Array().map((raw) => Buffer.from(raw).toString('base64')),
        isInline: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  }),
});

/** The same JSON with other order, white space and escapes. */
function rewrite(value: unknown, pick: () => number, isEscaped: boolean): string {
  const space = () => ['', ' ', '\n', '\t\r\n'][pick() % 4] ?? '';
  if (typeof value === 'string') {
    const plain = JSON.stringify(value);
    if (!isEscaped) return plain;
    const units = Array.from({ length: value.length }, (_, index) =>
      value.charCodeAt(index).toString(16).padStart(4, '0'),
    );
    return `"${units.map((unit) => `\\u${pick() % 2 ? unit : unit.toUpperCase()}`).join('')}"`;
  }
  if (Array.isArray(value))
    return `[${space()}${value.map((item) => rewrite(item, pick, isEscaped)).join(`${space()},`)}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .map((member) => ({ member, at: pick() }))
    .sort((one, other) => one.at - other.at)
    .map(({ member: [name, item] }) => `${rewrite(name, pick, isEscaped)}${space()}:${rewrite(item, pick, isEscaped)}`);
  return `{${space()}${members.join(`,${space()}`)}}${space()}`;
}

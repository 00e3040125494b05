import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { normaliseSubmission } from '../../../shared/submission/normalise-submission.ts';
import { submissionSchema } from '../../../shared/submission/submission-schema.ts';
import { faultsOf, parse, refusal, submissionOf, validBody } from './submission-sample.ts';

const { sender, message } = validBody;
const { subject } = message;
const normalised = submissionOf(validBody).message;

describe('normaliseSubmission', () => {
  it.each<[string, object]>([
    ['names with capitals', { Sender: sender, Message: message, SaveToSentItems: true }],
    ['the bare message', { sender, ...message }],
    ['the bare message beside a message that is null', { sender, message: null, ...message }],
    [
      'annotations everywhere',
      {
        '@odata.context': 'x',
        'message@odata.type': 'x',
        sender,
        message: { ...message, '@odata.type': 'x', '@odata.etag': 1 },
      },
    ],
    ['flags as texts', { ...validBody, saveToSentItems: 'True' }],
  ])('takes %s for the same', (_what, body) => {
    expect(submissionOf(body)).toMatchObject({ senderReference: sender, message: normalised, saveToSentItems: true });
  });

  it('points into what was posted', () => {
    const wrong = { ...message, subject: 7, attachments: [{ AttachmentItem: { name: '..', contentBytes: 'A' } }] };
    const inside = ['subject', 'attachments/0/AttachmentItem/name', 'attachments/0/AttachmentItem/contentBytes'];
    const sorted = (body: object) => faultsOf(body).sort();
    expect(sorted({ sender, MESSAGE: wrong })).toEqual(inside.map((one) => `/MESSAGE/${one}`).sort());
    expect(sorted({ sender, ...wrong })).toEqual(inside.map((one) => `/${one}`).sort());
    expect(faultsOf({ sender, toRecipients: [] })).toEqual(['/toRecipients']);
    expect(faultsOf({ ...validBody, Reference: 7 })).toEqual(['/reference'.replace('r', 'R')]);
    const headers = [
      { name: 'Importance', value: 'urgent' },
      { name: 'x-a', value: 'a\nb' },
    ];
    expect(sorted({ sender, message: { ...message, internetMessageHeaders: headers } })).toEqual([
      '/message/internetMessageHeaders/0/value',
      '/message/internetMessageHeaders/1/value',
    ]);
  });

  it('refuses two spellings of one name, the same value or not', () => {
    expect(faultsOf({ ...validBody, Sender: sender })).toEqual(['/Sender']);
    expect(refusal({ ...validBody, Message: message }).faults[0]?.detail).toContain('another spelling of message');
    // A letter whose lower case is an ASCII one is no other spelling.
    expect(faultsOf({ ...validBody, 'idempotency\u212aey': 'x' })).toEqual(['/idempotency\u212aey']);
  });

  it.each<[string, object, string[]]>([
    ['nothing', {}, ['/message', '/sender']],
    ['a sender alone', { sender }, ['/message']],
    ['an empty message', { sender, Message: {} }, ['/Message']],
    ['a message of nulls and annotations', { sender, message: { '@odata.type': 'x', subject: null } }, ['/message']],
    ['a message that is null', { sender, message: null }, ['/message']],
  ])('says of %s that an object may have been posted before', (_what, body, pointers) => {
    const { faults } = refusal(body);
    expect(faults.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(faults[0]?.detail).toContain('build a new one for each request');
  });

  it('does not take for a bare message what has no property of one, or a message beside it', () => {
    expect(faultsOf({ sender, surprise: 1, id: 'x' }).sort()).toEqual(['/id', '/message', '/surprise']);
    expect(faultsOf({ ...validBody, subject })).toEqual(['/subject']);
    expect(faultsOf({ ...message, sender: { emailAddress: { address: sender } } })).toEqual(['/sender']);
  });

  it('refuses by name what Graph knows and does not pass on, unless it is null', () => {
    expect(refusal({ sender, message: { ...message, isDraft: true } }).faults).toEqual([
      { pointer: '/message/isDraft', detail: expect.stringContaining('known to Microsoft Graph') },
    ]);
    expect(submissionOf({ sender, message: { ...message, isDraft: null } }).message).toEqual(normalised);
    expect(faultsOf({ sender, message: { ...message, surprise: null } })).toEqual(['/message/surprise']);
  });

  it('never throws, and what it makes is accepted and changes no more, or is refused', () => {
    const text = fc.constantFrom(
      ...'|true|PDF|Mia <mia@contoso.com>|mia@bücher.example|a/b|<cid:x>|a\nb|AAAA\r\n|HIGH|mia@contoso.com|file'.split(
        '|',
      ),
      ...'#microsoft.graph.fileAttachment Reply-To x-a List-Unsubscribe Importance'.split(' '),
    );
    const name = fc.constantFrom(
      ...'message Message sender SaveToSentItems subject toRecipients replyTo from attachments emailAddress address'.split(
        ' ',
      ),
      ...'name value AttachmentItem attachmentType @odata.type contentType contentBytes contentId isInline size'.split(
        ' ',
      ),
      ...'internetMessageHeaders importance flag __proto__'.split(' '),
    );
    const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        text,
        fc.constantFrom(null, 7, true),
        fc.array(tie('value'), { maxLength: 2 }),
        fc
          .array(fc.tuple(name, tie('value')), { maxLength: 5 })
          .map((members) => Object.fromEntries(members) as unknown),
      ),
    }));
    const recipients = fc.array(
      text.map((address) => ({ emailAddress: { address } })),
      { maxLength: 2 },
    );
    const file = fc.record({ name: text, contentType: text, contentId: text, isInline: text });
    const likely = fc.record({
      sender: fc.constant(sender),
      Message: fc.record({
        subject: text,
        toRecipients: fc.constant(message.toRecipients),
        ccRecipients: recipients,
        importance: fc.constantFrom('HIGH', undefined),
        internetMessageHeaders: fc.array(fc.record({ name: text, value: text }), { maxLength: 2 }),
        attachments: fc.array(
          file.map((one) => ({ AttachmentItem: { ...one, contentBytes: 'AAAA\n' } })),
          { maxLength: 2 },
        ),
      }),
    });
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(json, likely), (posted) => {
        const { body } = normaliseSubmission(posted);
        expect(normaliseSubmission(body).body).toEqual(body);
        const before = JSON.stringify(posted);
        try {
          const { submission } = parse(JSON.stringify(posted));
          accepted += 1;
          expect(submissionSchema.safeParse(body).success).toBe(true);
          expect(submissionOf({ sender, message: submission.message }).message).toEqual(submission.message);
        } catch (error) {
          if (!(error instanceof ConnectorError)) throw error;
        }
        expect(JSON.stringify(posted)).toBe(before);
      }),
      { numRuns: 400, examples: [[validBody]] },
    );
    expect(accepted).toBeGreaterThan(0);
  });
});

import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCanonicalContent } from '../../../shared/submission/canonical-content.ts';
import { rewriteJson, submissionBodies } from './submission-arbitrary.ts';
import { submissionOf, validBody } from './submission-sample.ts';

const contentOf = (body: unknown): string => writeCanonicalContent(submissionOf(body).posted);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Every property that a submission can have. */
const fullBody = {
  sender: '{6E7F0000-0000-4000-8000-0000000000AA}',
  saveToSentItems: false,
  reference: 'SI-103042 "ä" \u{1F600}',
  notBefore: '2026-10-31T23:00:00+01:00',
  expiresAt: '2026-12-01t06:00:00.5z',
  idempotencyKey: 'k',
  message: {
    from: { emailAddress: { address: 'Ann@Fabrikam.com', name: 'Ann' } },
    subject: 'Invoice 103042',
    importance: 'HIGH',
    body: { contentType: 'html', content: '<p>Hello\n</p>' },
    toRecipients: [
      { emailAddress: { address: 'Ben@northwindtraders.com', name: 'Ben' } },
      { emailAddress: { address: 'ben@northwindtraders.com' } },
    ],
    ccRecipients: [],
    bccRecipients: [{ emailAddress: { address: 'mia@contoso.com', name: '' } }],
    replyTo: [{ emailAddress: { address: 'eva@fabrikam.com' } }],
    internetMessageHeaders: [{ name: 'X-a', value: '1' }],
    attachments: [
      {
        '@odata.type': '#microsoft.graph.fileAttachment',
        name: 'Invoice.pdf',
        contentType: 'application/pdf',
        contentBytes: 'JVBERi0=',
        isInline: false,
        contentId: null,
      },
    ],
  },
};

describe('writeCanonicalContent', () => {
  // Digests of exactly these bytes are stored: another text would make known idempotency keys look reused.
  it('writes a minimal submission as it always has', () => {
    const content = contentOf(validBody);
    expect(content).toBe(
      '{"message":{"body":{"content":"<p>Hello</p>","contentType":"HTML"},"subject":"Invoice 103042","toRecipients":' +
        '[{"emailAddress":{"address":"ben@northwindtraders.com"}}]},"saveToSentItems":true,"sender":"ann@fabrikam.com"}',
    );
    expect(sha256(content)).toBe('d8a237271a7f96e8ede11a66d0d9ef8dcc95f45de40d7d987998bf4e360c0ec6');
  });

  it('writes a submission with every property as it always has', () => {
    const content = contentOf(fullBody);
    expect(content).toBe(
      '{"expiresAt":"2026-12-01T06:00:00.500Z","from":"ann@fabrikam.com","message":{"attachments":[{"@odata.type":' +
        '"#microsoft.graph.fileAttachment","contentBytes":"JVBERi0=","contentType":"application/pdf","isInline":false,' +
        '"name":"Invoice.pdf"}],"bccRecipients":[{"emailAddress":{"address":"mia@contoso.com"}}],"body":{"content":' +
        '"<p>Hello\\n</p>","contentType":"HTML"},"importance":"high","internetMessageHeaders":[{"name":"X-a","value":' +
        '"1"}],"replyTo":[{"emailAddress":{"address":"eva@fabrikam.com"}}],"subject":"Invoice 103042","toRecipients":' +
        '[{"emailAddress":{"address":"Ben@northwindtraders.com","name":"Ben"}}]},"notBefore":"2026-10-31T22:00:00.000Z",' +
        '"reference":"SI-103042 \\"ä\\" \u{1F600}","saveToSentItems":false,"sender":' +
        '"6e7f0000-0000-4000-8000-0000000000aa"}',
    );
    expect(sha256(content)).toBe('8c35b61508d147338a8a3ed51f312adbc2a4bba2066612412c93afdebd9cffc4');
  });

  // Also pinned: what the normaliser makes of this body may change with any release, and its keys must go on.
  it('writes what was posted, whatever is made of it', () => {
    const recipient = { emailAddress: { address: 'Ben <ben@bücher.example>', '@odata.type': '#x', name: null } };
    const { attachments } = fullBody.message;
    const item = { AttachmentItem: { attachmentType: 'file', name: 'a/b', size: 5, contentBytes: 'JVBE\r\nRi0=' } };
    const message = {
      subject: 'two\nlines',
      toRecipients: [recipient],
      attachments: [{ ...attachments[0], contentType: 'PDF', contentId: '' }, item],
    };
    const posted = { sender: 'ann@fabrikam.com', message, SaveToSentItems: 'false' };
    expect(contentOf(posted)).toBe(
      '{"SaveToSentItems":"false","message":{"attachments":[{"@odata.type":"#microsoft.graph.fileAttachment",' +
        '"contentBytes":"JVBERi0=","contentType":"PDF","isInline":false,"name":"Invoice.pdf"},{"AttachmentItem":' +
        '{"attachmentType":"file","contentBytes":"JVBE\\r\\nRi0=","name":"a/b","size":5}}],"subject":"two\\nlines",' +
        '"toRecipients":[{"emailAddress":{"@odata.type":"#x","address":"Ben <ben@bücher.example>"}}]},' +
        '"saveToSentItems":true,"sender":"ann@fabrikam.com"}',
    );
    expect(writeCanonicalContent({ ...posted, idempotencyKey: 'k', Prefer: { wait: 5 } })).toBe(contentOf(posted));
    expect(contentOf({ sender: 'ann@fabrikam.com', ...message })).toContain('"sender":"ann@fabrikam.com","subject"');
  });

  it('does not depend on the order of names, white space, escapes or the idempotency key', () => {
    const shuffled = fc.infiniteStream(fc.nat()).map((stream) => stream[Symbol.iterator]());
    fc.assert(
      fc.property(submissionBodies, shuffled, fc.boolean(), (body, random, isEscaped) => {
        const pick = () => Number(random.next().value ?? 0);
        const expected = contentOf(body);
        expect(contentOf(rewriteJson({ ...body, idempotencyKey: 'k' }, pick, isEscaped))).toBe(expected);
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

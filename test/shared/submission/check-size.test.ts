import { describe, expect, it } from 'vitest';
import { buildSendMail } from '../../../shared/graph/build-send-mail.ts';
import { GRAPH_REQUEST_MAX_BYTES } from '../../../shared/limits.ts';
import { parse, refusal, submissionOf, validBody } from './submission-sample.ts';

describe('checkSize', () => {
  it('counts the size of the request to Graph, not of the body', () => {
    const attachment = (contentBytes: string) => [
      { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a', contentBytes },
    ];
    const make = (length: number) => ({
      ...validBody,
      message: { ...validBody.message, attachments: attachment('A'.repeat(length)) },
    });
    const spare = GRAPH_REQUEST_MAX_BYTES - Buffer.byteLength(buildSendMail(submissionOf(make(0))).body);
    const fits = spare - (spare % 4);
    expect(submissionOf(make(fits)).message.attachments).toHaveLength(1);
    expect(refusal(JSON.stringify(make(fits + 4))).code).toBe('request_too_large');
    const escaped = JSON.stringify(make(fits)).replace('A'.repeat(200_000), '\\u0041'.repeat(200_000));
    expect(Buffer.byteLength(escaped)).toBeGreaterThan(GRAPH_REQUEST_MAX_BYTES);
    expect(submissionOf(escaped).message.attachments).toHaveLength(1);
  });

  it('refuses a message over the limit of the installation, attachments counted as the files they are', () => {
    const make = (bytesOfFile: number) => {
      const contentBytes = Buffer.alloc(bytesOfFile).toString('base64');
      const attachment = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a', contentBytes };
      return JSON.stringify({ ...validBody, message: { ...validBody.message, attachments: [attachment] } });
    };
    const oneMegabyte = 1024 * 1024;
    const others = Buffer.byteLength(buildSendMail(submissionOf(make(0))).body);
    const attempt = (bytesOfFile: number) => () => parse(make(bytesOfFile), {}, { messageMaxBytes: oneMegabyte });
    expect(attempt(oneMegabyte - others)).not.toThrow();
    expect(attempt(oneMegabyte - others + 1)).toThrow('request_too_large');
    expect(() => parse(make(oneMegabyte))).not.toThrow();
  });

  it('says how large the message is, how large it may be, and which parts make it so', () => {
    const file = (bytes: number) => ({
      AttachmentItem: { name: 'a', contentBytes: Buffer.alloc(bytes).toString('base64') },
    });
    const attachments = [file(30), file(2_400_000), file(3_000), file(1_800_000)];
    const { code, faults } = refusal({
      ...validBody,
      message: undefined,
      Message: { ...validBody.message, attachments },
    });
    expect(code).toBe('request_too_large');
    expect(faults).toEqual([
      {
        pointer: '/Message',
        detail: expect.stringMatching(
          /^has 5,60\d,\d{3} bytes as a request .* 4,194,304 bytes; .* sets MAIL_PERMISSION to Mail\.ReadWrite$/,
        ),
      },
      {
        pointer: '/Message/attachments/1/AttachmentItem/contentBytes',
        detail: 'has 3,200,000 bytes in base64, 2,400,000 bytes as a file',
      },
    ]);
    const body = { content: 'x'.repeat(4_300_000) };
    expect(refusal({ ...validBody, message: { ...validBody.message, body } }).faults).toEqual([
      { pointer: '/message', detail: expect.stringContaining('has 4,300,') },
      { pointer: '/message/body/content', detail: 'has 4,300,000 bytes' },
    ]);
  });

  it('counts what normalising adds', () => {
    const attachments = Array.from({ length: 200 }, () => ({
      AttachmentItem: { contentType: 'Xlsx', contentBytes: '' },
    }));
    const withBody = (length: number) => ({
      ...validBody,
      message: { ...validBody.message, attachments, body: { content: 'x'.repeat(length) } },
    });
    const length = 4_170_000;
    expect(Buffer.byteLength(JSON.stringify(withBody(length)))).toBeLessThan(GRAPH_REQUEST_MAX_BYTES);
    expect(refusal(withBody(length)).code).toBe('request_too_large');
  });

  it('counts bytes, not characters', () => {
    const body = { ...validBody, message: { ...validBody.message, body: { content: '€'.repeat(1_450_000) } } };
    expect(refusal(JSON.stringify(body)).code).toBe('request_too_large');
  });
});

describe('checkSize, where larger messages than one request are offered', () => {
  const large = { isLargeOffered: true };
  const file = (bytes: number) => ({
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: 'a',
    contentBytes: Buffer.alloc(bytes).toString('base64'),
  });
  const withFiles = (...attachments: object[]) => ({ ...validBody, message: { ...validBody.message, attachments } });

  it('lets attachments be as large as the installation takes, and the rest as one request', () => {
    expect(() => parse(withFiles(file(3_500_000), file(2_000_000)), {}, large)).not.toThrow();
    expect(refusal(withFiles(file(3_500_000)), {}, { ...large, messageMaxBytes: 3_000_000 }).code).toBe(
      'request_too_large',
    );
    const body = { content: 'x'.repeat(4_300_000) };
    expect(refusal({ ...validBody, message: { ...validBody.message, body } }, {}, large).faults).toEqual([
      {
        pointer: '/message',
        detail: expect.stringMatching(/^has 4,30.* without its attachments, and Microsoft Graph/),
      },
      { pointer: '/message/body/content', detail: 'has 4,300,000 bytes' },
    ]);
  });

  it('refuses not to have such a message saved, and leaves a smaller one its choice', () => {
    const unsaved = { ...withFiles(file(3_500_000)), saveToSentItems: false };
    expect(refusal(unsaved, {}, large)).toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/saveToSentItems' }],
    });
    expect(parse({ ...withFiles(file(10)), saveToSentItems: false }, {}, large).submission.saveToSentItems).toBe(false);
  });
});

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
    const attempt = (bytesOfFile: number) => () => parse(make(bytesOfFile), {}, oneMegabyte);
    expect(attempt(oneMegabyte - others)).not.toThrow();
    expect(attempt(oneMegabyte - others + 1)).toThrow('request_too_large');
    expect(() => parse(make(oneMegabyte))).not.toThrow();
  });

  it('counts bytes, not characters', () => {
    const body = { ...validBody, message: { ...validBody.message, body: { content: '€'.repeat(1_450_000) } } };
    expect(refusal(JSON.stringify(body)).code).toBe('request_too_large');
  });
});

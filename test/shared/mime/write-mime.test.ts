import { describe, expect, it } from 'vitest';
import { splitParts } from '../../../shared/mime/split-parts.ts';
import { writeMime } from '../../../shared/mime/write-mime.ts';

/** The type and the bytes of a file, as a reader of the message finds them. */
async function writeFile(contentType: string, bytes: Buffer) {
  const file = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a', contentType } as const;
  const attachments = [{ ...file, contentBytes: bytes.toString('base64') }];
  const body = { contentType: 'Text', content: 'x' } as const;
  const written = { message: { body, attachments }, messageId: '<a@b.invalid>', date: new Date(0) };
  const split = await splitParts(await writeMime(written));
  const found = 'part' in split ? split.part.parts[1] : undefined;
  return { type: found?.type, bytes: found?.content.toString('latin1') };
}

describe('writeMime', () => {
  it.each([
    ['text/plain', 'a\nb\r\nc\r\xe4 \n', 'text/plain'],
    ['message/rfc822', 'Subject: a\r\n\r\n\xe4\r\n.\r\n', 'message/rfc822'],
    ['message/rfc822', 'Subject: a\n\nb\n', 'application/octet-stream'],
    ['Message/RFC822', 'Subject: a\r\n\r\nb\rc', 'application/octet-stream'],
    ['multipart/x-zip', 'PK\0\r\n\n--', 'application/octet-stream'],
  ])('writes a file of type %s byte by byte: %j', async (given, bytes, type) => {
    expect(await writeFile(given, Buffer.from(bytes, 'latin1'))).toEqual({ type, bytes });
  });
});

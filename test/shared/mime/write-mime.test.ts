import { describe, expect, it } from 'vitest';
import type { GraphMessage } from '../../../shared/graph/graph-message.ts';
import { readMime } from '../../../shared/mime/read-mime.ts';
import { splitParts, type MimePart } from '../../../shared/mime/split-parts.ts';
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

  const person = (address: string, name?: string) => ({
    emailAddress: { address, ...(name !== undefined && { name }) },
  });
  const write = async (message: GraphMessage, from?: string) => {
    const given = { message, ...(from !== undefined && { from }) };
    const written = await writeMime({ ...given, messageId: '<a@b.invalid>', date: new Date(0) });
    const { header } = readMime(written);
    const split = await splitParts(written);
    if (!header || !('part' in split)) throw new Error('It cannot be read.');
    return { header, part: split.part, text: written.toString('latin1') };
  };

  it('says who, to whom and what, and names no blind recipient', async () => {
    const { header, part, text } = await write(
      {
        subject: 'Größe',
        body: { contentType: 'HTML', content: '<p>ä</p>' },
        toRecipients: [person('mia@contoso.com', 'Mia Ü'), person('leo@contoso.com')],
        ccRecipients: [person('nils@contoso.com')],
        bccRecipients: [person('blind@contoso.com')],
        replyTo: [person('ann.miller@fabrikam.com')],
        importance: 'high',
        internetMessageHeaders: [{ name: 'x-order', value: '1001' }],
      },
      'ann@fabrikam.com',
    );
    expect(header).toMatchObject({
      from: 'ann@fabrikam.com',
      subject: 'Größe',
      toRecipients: [person('mia@contoso.com', 'Mia Ü'), person('leo@contoso.com')],
      ccRecipients: [person('nils@contoso.com')],
      bccRecipients: [],
      replyTo: [person('ann.miller@fabrikam.com')],
      messageIds: ['<a@b.invalid>'],
    });
    expect(Object.fromEntries(header.texts)).toMatchObject({
      'x-order': '1001',
      importance: 'high',
    });
    expect([part.type, part.content.toString().trim()]).toEqual(['text/html', '<p>ä</p>']);
    expect(text).not.toContain('blind');
    expect(/(?<!\r)\n/.test(text)).toBe(false);
  });

  it('adds nothing that was not said', async () => {
    const { header, part } = await write({});
    expect([...header.texts.keys()].toSorted()).toEqual(['content-type', 'date', 'message-id', 'mime-version']);
    expect([part.type, part.content.toString().trim()]).toEqual(['text/plain', '']);
  });

  it('writes files as they are named, in the text or beside it, and reads neither a file nor an address for one', async () => {
    const file = { '@odata.type': '#microsoft.graph.fileAttachment', contentBytes: 'AAEC' } as const;
    const { part } = await write({
      body: { contentType: 'HTML', content: '<img src="cid:logo">' },
      attachments: [
        { ...file, name: 'logo.png', contentType: 'image/png', isInline: true, contentId: 'logo' },
        { ...file, name: 'list.bin' },
      ],
    });
    const flat = (one: MimePart): MimePart[] => [one, ...one.parts.flatMap(flat)];
    const files = flat(part).filter(({ fileName }) => fileName !== undefined);
    expect(
      files.map(({ type, fileName, isAttachment, contentId }) => [type, fileName, isAttachment, contentId]),
    ).toEqual(
      expect.arrayContaining([
        ['image/png', 'logo.png', false, 'logo'],
        ['application/octet-stream', 'list.bin', true, undefined],
      ]),
    );
    expect(files.map(({ content }) => [...content])).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { parseMime } from '../../../../../infra/local/emulators/graph/parse-mime.ts';
import { sha256 } from './draft-calls.ts';

const parse = (...lines: (string | Buffer)[]) =>
  parseMime(
    Buffer.concat(lines.map((line) => Buffer.concat([Buffer.from(line), Buffer.from('\r\n')]))).toString('base64'),
  );
const invalid = (code: string) => expect.objectContaining({ status: 400, code }) as Error;

const PNG = Buffer.from('iVBORw==', 'base64');
const BYTES = Buffer.from([0xff, 0x00, 0x0d, 0x0a, 0x2d, 0x2d]);

describe('parseMime', () => {
  it('keeps size and SHA-256 of the bytes as they came, and all header fields but Bcc', () => {
    const bytes = Buffer.from(
      'To: ben@fabrikam.com\nBCC: mia@contoso.com\nX-Receiver: a@b.c\nX-Long: a\n b\n\nGr\xfc\xdfe\n',
      'latin1',
    );
    const { mime, message } = parseMime(bytes.toString('base64'));
    expect(mime).toEqual({
      size: bytes.length,
      sha256: sha256(bytes),
      headers: [
        { name: 'To', value: 'ben@fabrikam.com' },
        { name: 'X-Receiver', value: 'a@b.c' },
        { name: 'X-Long', value: 'a b' },
      ],
    });
    expect(message.bccRecipients).toEqual([{ emailAddress: { address: 'mia@contoso.com' } }]);
  });

  it('takes the HTML of an alternative, files of every kind, and pictures in the text', () => {
    const { message, attachments } = parse(
      'Content-Type: multipart/mixed; boundary="a=_b"',
      'Importance: High',
      'Disposition-Notification-To: ann@fabrikam.com',
      'Message-ID: <one@contoso.com>',
      '',
      'For readers without MIME.',
      '--a=_b',
      'Content-Type: multipart/related; boundary=inner',
      '',
      '--inner',
      'Content-Type: multipart/alternative; boundary=third',
      '',
      '--third',
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Gr=FC=DFe',
      '--third',
      'Content-Type: text/html; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<p>Gr=FC=',
      '=DFe</p>',
      '--third--',
      '--inner',
      'Content-Type: image/png; name=logo.png',
      'Content-ID: <logo>',
      'Content-Disposition: inline',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBO',
      'Rw==',
      '--inner--',
      'After the end.',
      '--a=_b',
      "Content-Disposition: attachment; filename*=utf-8''Rechnung%20M%C3%BCller.txt",
      '',
      BYTES,
      '--a=_b',
      'Content-Type: message/rfc822',
      '',
      'Subject: within',
      '',
      'text',
      '--a=_b--',
      'Epilogue',
    );
    expect(message).toMatchObject({
      importance: 'high',
      isReadReceiptRequested: true,
      internetMessageId: '<one@contoso.com>',
      body: { contentType: 'html', content: '<p>Grüße</p>' },
    });
    const inner = Buffer.from('Subject: within\r\n\r\ntext');
    expect(attachments).toEqual([
      { name: 'logo.png', contentType: 'image/png', size: 4, sha256: sha256(PNG), isInline: true, contentId: 'logo' },
      { name: 'Rechnung Müller.txt', contentType: 'text/plain', size: 6, sha256: sha256(BYTES), isInline: false },
      { name: 'attachment', contentType: 'message/rfc822', size: inner.length, sha256: sha256(inner), isInline: false },
    ]);
  });

  it.each([
    ['=?utf-8?B?R3LDvMOfZQ==?= =?iso-8859-1?Q?_aus_K=F6ln?=', 'Grüße aus Köln'],
    ['Grüße', 'Grüße'],
    ['=?shoes?Q?x?=', 'x'],
  ])('reads the subject %s', (field, subject) => {
    expect(parse(`Subject: ${field}`, '', 'x').message.subject).toBe(subject);
  });

  it('refuses what is not base64 and what is not MIME, to a bounded depth', () => {
    for (const base64 of ['', 'a', 'ab=c', 'YWJj*']) {
      expect(() => parseMime(base64)).toThrow(invalid('ErrorMimeContentInvalidBase64String'));
    }
    expect(() => parse('no header', '')).toThrow(invalid('ErrorMimeContentInvalid'));
    const nested = Array.from({ length: 30 }, () => ['Content-Type: multipart/mixed; boundary=b', '', '--b']).flat();
    expect(() => parse(...nested, '', 'x')).toThrow(invalid('ErrorMimeContentInvalid'));
  });
});

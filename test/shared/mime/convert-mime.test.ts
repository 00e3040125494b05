import { describe, expect, it } from 'vitest';
import type { GraphMessage } from '../../../shared/graph/graph-message.ts';
import { HEADER_VALUE_MAX_CHARACTERS } from '../../../shared/limits.ts';
import { convertMime } from '../../../shared/mime/convert-mime.ts';
import { readMime } from '../../../shared/mime/read-mime.ts';
import { dotNet, linesOf, mimeKit, multipart } from './mime-samples.ts';

const convert = async (mime: Buffer) => {
  const { header } = readMime(mime);
  const converted = header && (await convertMime(header));
  if (!converted || !('message' in converted)) throw new Error(JSON.stringify(converted));
  return converted.message as GraphMessage;
};
const text = (value: string, type = 'text/plain', ...fields: string[]) => [
  `Content-Type: ${type}`,
  ...fields,
  '',
  value,
];
const filesOf = ({ attachments = [] }: GraphMessage) =>
  attachments
    .filter(({ name }) => name !== 'padding.bin')
    .map(({ name, contentType, contentBytes, isInline, contentId }) => ({
      name,
      contentType,
      bytes: Buffer.from(contentBytes, 'base64').toString('latin1'),
      ...(contentId !== undefined && { isInline, contentId }),
    }));

describe('convertMime', () => {
  it('says in JSON what a real writer said in MIME', async () => {
    const message = await convert(dotNet);
    expect(message).toMatchObject({
      subject: 'Rechnung ÄÖÜ',
      body: { contentType: 'Text', content: 'Hello ä' },
      toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
      bccRecipients: [
        { emailAddress: { address: 'blind@contoso.com' } },
        { emailAddress: { address: 'Hidden@contoso.com' } },
      ],
    });
    expect(filesOf(message)).toEqual([
      { name: 'Rechnung ä.pdf', contentType: 'application/octet-stream', bytes: '%PDF-' },
    ]);
    expect((await convert(mimeKit)).body).toEqual({ contentType: 'HTML', content: `<p>${'ä'.repeat(1_100)}</p>\n` });
  });

  it.each<[string, string, string[][], GraphMessage['body']]>([
    [
      'HTML beside text',
      'multipart/alternative',
      [text('plain'), text('<p>html</p>', 'text/html')],
      { contentType: 'HTML', content: '<p>html</p>' },
    ],
    [
      'alternatives without HTML',
      'multipart/alternative',
      [text('JVBERi0=', 'application/pdf', 'Content-Transfer-Encoding: base64'), text('short'), text('long')],
      { contentType: 'Text', content: 'long' },
    ],
    [
      'alternatives of which the last is a file',
      'multipart/alternative',
      [text('plain'), text('BEGIN:VCALENDAR', 'text/calendar')],
      { contentType: 'Text', content: 'plain' },
    ],
    [
      'texts one after another',
      'multipart/mixed',
      [text('one'), text('two')],
      { contentType: 'Text', content: 'one\ntwo' },
    ],
    [
      'a text after HTML',
      'multipart/mixed',
      [text('<p>1</p>', 'text/html'), text('a < b')],
      { contentType: 'HTML', content: '<p>1</p>\n<pre>a &lt; b</pre>' },
    ],
    ['no text', 'multipart/mixed', [], { contentType: 'Text', content: '' }],
    [
      'another charset',
      'multipart/mixed',
      [text('\xa4', 'text/plain; charset=iso-8859-15')],
      { contentType: 'Text', content: '€' },
    ],
    [
      '8 bit that is not what it says',
      'multipart/mixed',
      [text('\xe9', 'text/plain; charset=us-ascii')],
      { contentType: 'Text', content: 'é' },
    ],
  ])('makes one body of %s', async (_what, type, bodies, expected) => {
    expect((await convert(multipart(type, 4, ...bodies))).body).toEqual(expected);
  });

  it('takes whatever has a name, is said to be attached, or is a message for a file, byte by byte', async () => {
    const attached = 'Content-Disposition: attachment';
    const message = await convert(
      multipart(
        'multipart/mixed',
        4,
        text('body'),
        text('a;b\n\xe4', 'text/csv; name=a.csv', 'Content-Transfer-Encoding: 8bit'),
        text('named', 'text/plain', 'Content-Disposition: inline; filename="notes.txt"'),
        text('<p>', 'text/html', attached),
        text('Subject: inner\r\n\r\ninner', 'message/rfc822', 'Content-Disposition: inline'),
        text('x', 'application/pdf', `${attached}; filename="C:\\\\tmp\\\\a.pdf"`),
        text('x', 'application/pdf', `${attached}; filename*0*=utf-8''%C3%A4; filename*1="-2.pdf"`),
        text('BEGIN:VCALENDAR', 'text/calendar; method=REQUEST; name=invite.ics', attached),
      ),
    );
    expect(message.body).toEqual({ contentType: 'Text', content: 'body' });
    expect(filesOf(message).map(({ name, bytes }) => [name, bytes])).toEqual([
      ['a.csv', 'a;b\n\xe4'],
      ['notes.txt', 'named'],
      [undefined, '<p>'],
      ['message.eml', 'Subject: inner\r\n\r\ninner'],
      ['C:\\tmp\\a.pdf', 'x'],
      ['ä-2.pdf', 'x'],
      ['invite.ics', 'BEGIN:VCALENDAR'],
    ]);
  });

  it('takes what a digest lists for messages', async () => {
    const digest = text('', 'multipart/digest; boundary=inner');
    const listed = ['', 'Subject: one', '', 'inner'];
    const message = await convert(
      multipart('multipart/mixed', 4, text('body'), [
        ...digest,
        '--inner',
        ...listed,
        '--inner',
        ...text('note', 'text/plain'),
        '--inner--',
      ]),
    );
    expect(message.body).toEqual({ contentType: 'Text', content: 'body\nnote' });
    expect(filesOf(message)).toEqual([
      { name: 'message.eml', contentType: 'message/rfc822', bytes: 'Subject: one\r\n\r\ninner' },
    ]);
  });

  it('calls inline what the HTML names, and writes content ids without brackets', async () => {
    const image = (id: string) => text('x', 'image/png; name=a.png', `Content-ID: <${id}>`);
    const html = text('<img src="cid:logo@contoso"><img src=cid:a%40b>', 'text/html');
    const message = await convert(
      multipart('multipart/related', 4, html, image('logo@contoso'), image('a@b'), image('other')),
    );
    expect(filesOf(message).map(({ contentId, isInline }) => [contentId, isInline])).toEqual([
      ['logo@contoso', true],
      ['a@b', true],
      ['other', false],
    ]);
  });

  it('takes along what a property or a header of JSON can say, and nothing else', async () => {
    const fields = [
      'X-Priority: 1 (Highest)',
      'Disposition-Notification-To: ann@fabrikam.com',
      'List-Unsubscribe: <https://contoso.com/u>',
    ];
    const own = [
      'X-One: 1',
      'X-Mailer: m',
      'X-Two: =?utf-8?Q?=C3=84?=',
      'X-3: 3',
      'X-4: 4',
      'X-5: 5',
      'In-Reply-To: <a@b>',
    ];
    const mime = linesOf(['From: ann@fabrikam.com', 'To: mia@contoso.com', ...fields, ...own, '', 'x']);
    const message = await convert(mime);
    expect(message).toMatchObject({ importance: 'high', isReadReceiptRequested: true });
    expect(message.internetMessageHeaders).toEqual([
      { name: 'list-unsubscribe', value: '<https://contoso.com/u>' },
      { name: 'x-one', value: '1' },
      { name: 'x-two', value: 'Ä' },
      { name: 'x-3', value: '3' },
      { name: 'x-4', value: '4' },
    ]);
  });
});

describe('the header of a message that is converted', () => {
  const withFields = (...fields: string[]) => linesOf(['To: mia@contoso.com', ...fields, '', 'Hello']);
  const headersOf = async (...fields: string[]) =>
    (await convert(withFields(...fields))).internetMessageHeaders?.map(({ name, value }) => `${name}: ${value}`);

  it.each<[string[], string | undefined]>([
    [['Importance: High'], 'high'],
    [['Importance: low', 'X-Priority: 1'], 'low'],
    [['Importance: normal'], 'normal'],
    [['X-Priority: 1 (Highest)'], 'high'],
    [['X-Priority: 2'], 'high'],
    [['X-Priority: 3'], undefined],
    [['X-Priority: 4'], 'low'],
    [['X-Priority: 5'], 'low'],
    [['X-Priority: 15'], undefined],
    [['X-Priority: 3 (1)'], undefined],
    [['X-Priority: 3 (5)'], undefined],
    [['Importance: not high'], undefined],
    [['Importance: lower'], undefined],
    [[], undefined],
  ])('says by %j that it is of importance %s', async (fields, importance) => {
    const message = await convert(withFields(...fields));
    expect(message.importance).toBe(importance);
    if (importance === undefined) expect(message).not.toHaveProperty('importance');
  });

  it('asks for the receipts that it asked for, and for no other', async () => {
    const of = async (...fields: string[]) => {
      const { isReadReceiptRequested: read, isDeliveryReceiptRequested: delivery } = await convert(
        withFields(...fields),
      );
      return [read, delivery];
    };
    const [read, delivery] = ['Disposition-Notification-To: ann@fabrikam.com', 'Return-Receipt-To: ann@fabrikam.com'];
    expect([await of(), await of(read), await of(delivery)]).toEqual([
      [undefined, undefined],
      [true, undefined],
      [undefined, true],
    ]);
    expect(await convert(withFields())).not.toHaveProperty('subject');
  });

  it('takes along fields of the caller, and leaves out those that say something else or only which program wrote it', async () => {
    expect(
      await headersOf(
        'X-Order: 1001',
        'List-Unsubscribe: <https://contoso.com/u>',
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
        'List-Id: orders',
        'X-Priority: 1',
        'X-MSMail-Priority: High',
        'X-Mailer: Contoso',
        'X-MimeOLE: Contoso',
        'X-Unsent: 1',
        'X-Sender: ann@fabrikam.com',
        'X-Receiver: mia@contoso.com',
        'X-Sender-Id: 7',
        'Y-X-Sender: 8',
      ),
    ).toEqual([
      'list-unsubscribe: <https://contoso.com/u>',
      'list-unsubscribe-post: List-Unsubscribe=One-Click',
      'x-order: 1001',
      'x-sender-id: 7',
    ]);
  });

  it('leaves out a field that is longer than any may be', async () => {
    const longest = 'x'.repeat(HEADER_VALUE_MAX_CHARACTERS);
    expect(await headersOf(`X-Long: ${longest}`, `X-Longer: ${longest}x`)).toEqual([`x-long: ${longest}`]);
  });

  it.each([
    ['multipart/signed; boundary=b', 'is signed or encrypted'],
    ['application/pkcs7-mime', 'is signed or encrypted'],
    ['application/x-pkcs7-mime', 'is signed or encrypted'],
    ['text/calendar; method=REQUEST', 'is an invitation'],
  ])('loses something of %s', async (type, loss) => {
    const { header } = readMime(withFields(`Content-Type: ${type}`));
    expect(header && (await convertMime(header))).toEqual({ loss });
  });

  it.each(['text/calendar', 'text/plain; method=REQUEST', 'application/pkcs7-mime-x', 'x-application/pkcs7-mime'])(
    'loses nothing of %s',
    async (type) => {
      const { header } = readMime(withFields(`Content-Type: ${type}`));
      expect(header && (await convertMime(header))).toHaveProperty('message');
    },
  );
});

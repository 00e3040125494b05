/** What ERPs, clients of Graph and people write in a message: what Graph gets of it, and what is said of what cannot be meant. */
import { expect } from 'vitest';
import { submission } from './app.ts';

const ann = 'ann@fabrikam.com';
const to = (address: string, name?: string) => ({ emailAddress: { address, ...(name !== undefined && { name }) } });
export const base = (submission(ann, 'Invoice') as { message: object }).message;
export const message = (changes: object) => ({ sender: ann, message: { ...base, ...changes } });
export const file = (changes: object = {}) => ({
  '@odata.type': '#microsoft.graph.fileAttachment',
  name: 'a.pdf',
  contentType: 'application/pdf',
  contentBytes: 'JVBERg==',
  ...changes,
});
const files = (...list: object[]) => message({ attachments: list });
const moment = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
const unsubscribe = (value: string) => ({ name: 'List-Unsubscribe', value });
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const letter = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const extended = (...list: [id: string, value: string][]) =>
  message({ singleValueExtendedProperties: list.map(([id, value]) => ({ id, value })) });
const headersOf = (...list: [name: string, value: unknown][]) =>
  message({ internetMessageHeaders: list.map(([name, value]) => ({ name, value })) });
const psih = '{00020386-0000-0000-C000-000000000046}';
const psMapi = '{00020328-0000-0000-C000-000000000046}';
const sales = (count: number) =>
  Array.from({ length: count }, (_, index) => `Sales ${index} <sales${index}@contoso.com>`).join(', ');
const attached = (changes: object) => ({
  attachments: [{ name: 'a.pdf', contentType: 'application/pdf', size: 4, ...changes }],
});

/** As Microsoft's own e-mail module builds them: up to 4,194,304 characters, and beyond. */
export const businessCentral = {
  subject: 'Invoice',
  body: { contentType: 'text', content: 'Hello' },
  from: to('', 'Current User'),
  toRecipients: [to('mia@contoso.com')],
  ccRecipients: [],
  bccRecipients: [],
  attachments: [
    {
      AttachmentItem: {
        attachmentType: 'file',
        name: 'Invoice SI/2026/1.pdf',
        contentType: 'PDF',
        isInline: false,
        contentId: '{00000000-0000-0000-0000-000000000000}',
        size: 4,
        contentBytes: 'JVBERg==',
      },
    },
  ],
};

export const taken: [string, unknown, object][] = [
  ...[
    ['application/msword(.doc)', 'a.doc', 'application/msword'],
    [`${sheet}(.xlsx)`, 'a.xlsx', sheet],
    ['PDF', 'a.pdf', 'application/pdf'],
    ['Excel', 'a.xlsx', sheet],
    ['.Xlsx', 'a', sheet],
    ['Document', 'a.docx', letter],
    ['Document', 'a', 'application/octet-stream'],
    ['application/pdf;', 'a.pdf', 'application/pdf'],
    ['application/pdf.', 'a.bin', 'application/pdf'],
    ["'application/pdf'", 'a.bin', 'application/pdf'],
    ['', 'a.csv', 'text/csv'],
  ].map(([contentType, name, sent]): [string, unknown, object] => [
    `the media type ${contentType}`,
    files(file({ name, contentType })),
    attached({ name, contentType: sent }),
  ]),
  [
    'a large file as Business Central writes it',
    files(...businessCentral.attachments),
    attached({ name: 'Invoice SI_2026_1.pdf', isInline: false }),
  ],
  [
    'the bare message',
    { sender: ann, ...businessCentral },
    { subject: 'Invoice', ...attached({ name: 'Invoice SI_2026_1.pdf' }) },
  ],
  [
    'outer names in any case and flags as texts',
    { sender: ann, Message: { ...base, '@odata.type': '#microsoft.graph.message' }, SaveToSentItems: 'false' },
    { subject: 'Invoice', saveToSentItems: false },
  ],
  [
    'annotations and nulls',
    {
      '@odata.context': 'x',
      ...message({ ccRecipients: null, isDraft: null, 'toRecipients@odata.type': 'x', flag: null }),
    },
    { ccRecipients: [] },
  ],
  [
    'an attachment as it was read from Graph',
    files(
      file({
        id: 'AAMk',
        size: 4,
        lastModifiedDateTime: '2026-12-01T06:00:00Z',
        '@odata.mediaContentType': 'x',
        contentId: null,
      }),
    ),
    attached({}),
  ],
  ['base64 with line breaks', files(file({ contentBytes: 'JVBE\r\nRg==\n' })), attached({})],
  [
    'isInline as a text, cid: and angle brackets',
    files(file({ isInline: 'true', contentId: '<cid:logo>' })),
    attached({ isInline: true, contentId: 'logo' }),
  ],
  ['an empty from', message({ from: to(''), sender: {} }), { subject: 'Invoice' }],
  [
    'all that sending can carry',
    message({
      importance: 'High',
      isReadReceiptRequested: true,
      isDeliveryReceiptRequested: 'true',
      categories: ['Red category'],
      inferenceClassification: 'Focused',
      flag: {
        flagStatus: 'Flagged',
        startDateTime: moment('2026-12-01T06:00:00'),
        dueDateTime: moment('2026-12-02T06:00:00'),
      },
      singleValueExtendedProperties: [{ id: 'String 0x1042', value: '<1@contoso.com>' }],
    }),
    {
      importance: 'high',
      isReadReceiptRequested: true,
      isDeliveryReceiptRequested: true,
      categories: ['Red category'],
      inferenceClassification: 'focused',
      flag: { flagStatus: 'flagged', dueDateTime: moment('2026-12-02T06:00:00') },
      singleValueExtendedProperties: [{ id: 'String 0x1042', value: '<1@contoso.com>' }],
    },
  ],
  [
    'headers that have a property',
    message({
      internetMessageHeaders: [
        { name: 'Reply-To', value: 'Sales <sales@contoso.com>' },
        { name: 'Importance', value: 'Low' },
        unsubscribe('<mailto:leave@contoso.com>'),
        { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
        { name: 'X-Order', value: '1' },
      ],
    }),
    {
      replyTo: [{ name: 'Sales', address: 'sales@contoso.com' }],
      importance: 'low',
      internetMessageHeaders: [{ name: 'X-Order', value: '1' }],
      singleValueExtendedProperties: [
        { id: 'String 0x1045', value: '<mailto:leave@contoso.com>' },
        { id: expect.stringContaining('Name List-Unsubscribe-Post'), value: 'List-Unsubscribe=One-Click' },
      ],
    },
  ],
  [
    'a name beside the address, and a domain outside ASCII',
    message({ toRecipients: [to('Mia Cole <mia@contoso.com>'), to('ben@bücher.example')] }),
    {
      toRecipients: [
        { name: 'Mia Cole', address: 'mia@contoso.com' },
        { name: 'ben@xn--bcher-kva.example', address: 'ben@xn--bcher-kva.example' },
      ],
    },
  ],
  [
    'file names with separators, and none',
    files(file({ name: 'SI\\2026/1.pdf' }), file({ name: '' }), file({ name: null, contentType: null })),
    { attachments: [{ name: 'SI_2026_1.pdf' }, { name: 'attachment-2.pdf' }, { name: 'attachment-3' }] },
  ],
  [
    'the property tags of a thread and of a confidential message',
    extended(['String 0x1039', '<1@contoso.com>'], ['Binary 0x0071', 'AQ=='], ['Integer 0x36', '2']),
    { singleValueExtendedProperties: [{ id: 'String 0x1039' }, { id: 'Binary 0x0071' }, { id: 'Integer 0x36' }] },
  ],
  [
    'a Reply-To of more than 995 characters',
    headersOf(['Reply-To', sales(45)]),
    { replyTo: expect.objectContaining({ length: 45 }) },
  ],
  [
    'the types that an AttachmentItem may have',
    files({
      '@odata.type': '#microsoft.graph.fileAttachment',
      AttachmentItem: {
        '@odata.type': '#microsoft.graph.attachmentItem',
        name: 'a.pdf',
        contentType: 'application/pdf',
        contentBytes: 'JVBERg==',
      },
    }),
    attached({}),
  ],
  ['line breaks in the subject', message({ subject: 'Invoice\r\n103042' }), { subject: 'Invoice 103042' }],
];

const address = (text: string) => message({ ccRecipients: [to(text)] });
const place = '/message/ccRecipients/0/emailAddress/address';

/** With the pointer to the one fault, and what is said of it. */
export const refused: [string, unknown, string, RegExp][] = [
  [
    'a line break in a media type',
    files(file({ contentType: 'a/b\r\nX: y' })),
    '/message/attachments/0/contentType',
    /not a media type/,
  ],
  [
    'a media type without end',
    files(file({ contentType: 'x'.repeat(300) })),
    '/message/attachments/0/contentType',
    /has 300 characters; at most 255/,
  ],
  [
    'an item',
    files({ '@odata.type': '#microsoft.graph.itemAttachment', item: {} }),
    '/message/attachments/0/@odata.type',
    /itemAttachment; only files/,
  ],
  [
    'a link to a file',
    files({ '@odata.type': '#microsoft.graph.referenceAttachment' }),
    '/message/attachments/0/@odata.type',
    /referenceAttachment, a link/,
  ],
  [
    'base64 with a space',
    files(file({ contentBytes: 'JVBE Rg=' })),
    '/message/attachments/0/contentBytes',
    /in place of a \+/,
  ],
  ['an object that was posted before', { sender: ann, Message: {} }, '/Message', /build a new one for each request/],
  ['two spellings of a name', { ...message({}), Message: {} }, '/Message', /another spelling of message/],
  [
    'a property that Graph has and we do not',
    message({ isDraft: true }),
    '/message/isDraft',
    /known to Microsoft Graph/,
  ],
  [
    'the property of a draft of ours',
    message({
      singleValueExtendedProperties: [{ id: 'String {dcd3fb8b-58e7-4bd6-93cc-0bde5122df34} Name x', value: '' }],
    }),
    '/message/singleValueExtendedProperties/0/id',
    /reserved/,
  ],
  [
    'another sender as a property',
    message({ singleValueExtendedProperties: [{ id: 'String 0x0065', value: 'ben@fabrikam.com' }] }),
    '/message/singleValueExtendedProperties/0/id',
    /not a property tag that is accepted \(.*String 0x1042/,
  ],
  ...['0x0065', '101', '0x0042', '0x0C1F', '0x007D', '0x0037'].map((id): [string, unknown, string, RegExp] => [
    `a property tag ${id} as a number in PS_MAPI`,
    extended([`String ${psMapi} Id ${id}`, 'ben@fabrikam.com']),
    '/message/singleValueExtendedProperties/0/id',
    /PS_MAPI/,
  ]),
  ...[
    ['Binary 0x0E4D', /not a property tag that is accepted/],
    ['Binary 0x004F', /not a property tag that is accepted/],
    ['String 0x0037', /not a property tag that is accepted/],
    ['Boolean 0x0E01', /not a property tag that is accepted/],
    ['SystemTime 0x3FEF', /\(notBefore\) is not supported yet/],
  ].map(([id, why]): [string, unknown, string, RegExp] => [
    `the property tag ${String(id)}`,
    extended([String(id), '']),
    '/message/singleValueExtendedProperties/0/id',
    why as RegExp,
  ]),
  [
    'List-Unsubscribe in two ways',
    message({
      internetMessageHeaders: [unsubscribe('<https://contoso.com>')],
      singleValueExtendedProperties: [{ id: `String ${psih} Name List-Unsubscribe`, value: '<https://fabrikam.com>' }],
    }),
    '/message/internetMessageHeaders/0/value',
    /not the same as singleValueExtendedProperties/,
  ],
  [
    'a long header as a property',
    extended([`String ${psih} Name x-a`, 'y'.repeat(5_000)]),
    '/message/singleValueExtendedProperties/0/value',
    /has 5000 characters; at most 995/,
  ],
  [
    'five headers as properties',
    extended(...[1, 2, 3, 4, 5].map((one): [string, string] => [`String ${psih} Name x-${one}`, '1'])),
    '/message/singleValueExtendedProperties/4/id',
    /more than 4 headers/,
  ],
  ...(
    [
      ['Reply-To without a value', headersOf(['Reply-To', null]), 'value', /is missing/],
      ['Reply-To of 501 addresses', headersOf(['Reply-To', sales(501)]), 'value', /more than 500 addresses/],
      ['a long List-Unsubscribe', headersOf(['List-Unsubscribe', 'x'.repeat(996)]), 'value', /has 996 characters/],
      [
        'Importance with a third property',
        message({ internetMessageHeaders: [{ name: 'Importance', value: 'high', x: 1 }] }),
        'x',
        /not a known property/,
      ],
    ] as const
  ).map(([what, body, name, why]): [string, unknown, string, RegExp] => [
    what,
    body,
    `/message/internetMessageHeaders/0/${name}`,
    why,
  ]),
  [
    'an AttachmentItem of another type',
    files({
      '@odata.type': '#microsoft.graph.referenceAttachment',
      AttachmentItem: { name: 'a.pdf', contentBytes: 'JVBERg==' },
    }),
    '/message/attachments/0/@odata.type',
    /referenceAttachment, a link/,
  ],
  ['a sender that is null', { ...message({}), sender: null }, '/sender', /is missing/],
  [
    'an expiresAt that has passed, in another case',
    { ...message({}), ExpiresAt: '2020-01-01T00:00:00Z' },
    '/ExpiresAt',
    /in the past/,
  ],
  [
    'the same with an idempotency key',
    { ...message({}), ExpiresAt: '2020-01-01T00:00:00Z', idempotencyKey: 'passed' },
    '/ExpiresAt',
    /in the past/,
  ],
  [
    'Reply-To in two ways',
    message({ replyTo: [to('a@contoso.com')], internetMessageHeaders: [{ name: 'Reply-To', value: 'b@contoso.com' }] }),
    '/message/internetMessageHeaders/0/value',
    /not the same as replyTo/,
  ],
  [
    'Importance in two ways',
    message({ importance: 'low', internetMessageHeaders: [{ name: 'importance', value: 'high' }] }),
    '/message/internetMessageHeaders/0/value',
    /not the same as importance/,
  ],
  ['several addresses in one field', address('a@contoso.com; b@contoso.com'), place, /more than one address/],
  ['mailto:', address('mailto:a@contoso.com'), place, /mailto:/],
  ['a zero-width space', address('a@contoso.com\u200b'), place, /invisible character U\+200B/],
  ['a trailing dot', address('a@contoso.com.'), place, /ends with a dot/],
  ['a trailing space', address('a@contoso.com '), place, /ends with a space/],
  ['a full-width dot', address('a@contoso\uff0ecom.de'), place, /xn--/],
  ['two names', message({ ccRecipients: [to('Mia <mia@contoso.com>', 'Ben')] }), place, /not a plain address/],
  ['a long subject', message({ subject: 'x'.repeat(300) }), '/message/subject', /has 300 characters; at most 255/],
  ...[
    ['ann@fabrikam.com;', /more than one address/],
    ['mailto:ann@fabrikam.com', /mailto:/],
    ['ann_fabrikam.com%23EXT%23@contoso.onmicrosoft.com', /percent-encoded/],
    ['ann@fabrikam.com\u200b', /U\+200B/],
    ['{00000000-0000-0000-0000-000000000000}', /empty GUID/],
  ].map(([sender, why]): [string, unknown, string, RegExp] => [
    `the sender ${String(sender)}`,
    { ...message({}), sender },
    '/sender',
    why as RegExp,
  ]),
];

/** Bodies as their senders write them, from which hostile ones are made. */
import { doorSecret, erp } from '../fakes/memory-connector.ts';
import { documents as doors, invoicePosted } from '../shared/doors/door-samples.ts';
import {
  changeNotifications,
  cloudEvent,
  freeTextInvoicePosted,
  gridEvent,
  salesInvoicePosted,
  salesOrderUpdated,
  subscriptionValidation,
  testEvent,
} from '../shared/doors/payloads.ts';
import { homeTenantId, hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { orderDocument, orderPayload } from '../shared/templates/sample-template.ts';
import { causedBy } from './doors.ts';
import { submission } from './api.ts';

export { doors, invoicePosted };

const to = (address: string, name = 'Mia') => ({ emailAddress: { address, name } });
const { message: plain } = submission();
const full = {
  ...plain,
  '@odata.type': '#microsoft.graph.message',
  body: { contentType: 'HTML', content: '<p>Hello <img src="cid:logo"></p>' },
  ccRecipients: [to('ben@contoso.com')],
  bccRecipients: [],
  replyTo: [to('sales@contoso.com')],
  importance: 'high',
  internetMessageHeaders: [{ name: 'x-order', value: '42' }],
  flag: { flagStatus: 'flagged', dueDateTime: { dateTime: '2026-01-09T00:00:00', timeZone: 'UTC' } },
  attachments: [
    {
      '@odata.type': '#microsoft.graph.fileAttachment',
      name: 'a.pdf',
      contentType: 'application/pdf',
      contentBytes: 'JVBERg==',
      isInline: true,
      contentId: 'logo',
    },
    { '@odata.type': '#microsoft.graph.itemAttachment', name: 'b', item: plain },
  ],
  singleValueExtendedProperties: [{ id: 'String {00020386-0000-0000-C000-000000000046} Name X', value: 'a' }],
};

export const submissions = [
  submission(),
  submission({ message: full, reference: 'SI-1', saveToSentItems: true, idempotencyKey: 'k-1' }),
  submission({
    sender: 'ann@fabrikam.com',
    notBefore: '2026-01-06T08:00:00Z',
    expiresAt: '2026-01-09T08:00:00Z',
    prefer: { handling: 'strict', wait: 0, respondAsync: true },
  }),
  { sender: 'ann@fabrikam.com', ...plain },
];

export const actions = [
  { message: plain },
  { Message: full, SaveToSentItems: 'true', '@odata.context': 'x' },
  { message: { ...plain, from: to('ann@fabrikam.com') }, saveToSentItems: null },
];

export const mime = [
  'From: ann@fabrikam.com\r\nTo: mia@contoso.com\r\nSubject: =?utf-8?q?Invoice?=\r\n\r\nHello',
  [
    'From: Ann <ann@fabrikam.com>',
    'To: "Mia, A" <mia@contoso.com>, undisclosed-recipients:;',
    'X-Guestmail-Sender: ann@fabrikam.com',
    'Message-ID: <1@fabrikam.com>',
    'Subject: a',
    ' b',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-16',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'a=C3=A9=',
    '--b',
    "Content-Disposition: attachment; filename*=UTF-8''%e2%82%ac.pdf",
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERg=!',
    '--b--',
  ].join('\r\n'),
];

/** What the sender of each kind of door posts, with the secret where that is in the payload. */
export const events = [
  { ...salesInvoicePosted, clientState: doorSecret },
  salesOrderUpdated,
  freeTextInvoicePosted,
  testEvent,
  { value: changeNotifications.value.map((one) => ({ ...one, clientState: doorSecret })) },
  [gridEvent],
  cloudEvent,
  [cloudEvent],
  subscriptionValidation,
].map((payload) => causedBy<unknown>(payload));

export const tenants = [
  {},
  {
    name: 'Contoso',
    applications: [{ clientId: erp, rights: ['send', 'read', 'manage'] }],
    sandbox: { allowedRecipients: ['@contoso.com'], rewriteTo: 'mia@contoso.com' },
    limits: { messagesPerMinute: 1_000 },
    departures: [{ homeTenantId: hostTenantId, startedAt: '2026-01-01T00:00:00Z' }],
  },
];

export const registrations = [
  { credential: 'federated', homeTenants: [homeTenantId] },
  { credential: 'secret', secretName: 'registration', homeTenants: [homeTenantId] },
];

/** A collection and what may be in it. */
export const tenantDocuments: readonly (readonly [collection: string, ...documents: object[]])[] = [
  ['templates', invoicePosted],
  ['templates', orderDocument],
  ['doors', ...Object.values(doors)],
  ['sources', { callerId: erp, secretNames: ['shop'] }],
  [
    'callbacks',
    { url: 'https://erp.contoso.com/events', events: ['message.sent'], callerId: erp, secretNames: ['shop'] },
    { url: 'https://erp.contoso.com/events', events: ['sender.connected'], audience: 'api://erp' },
  ],
];

export const invitations = [
  {
    guests: [
      { invitedUserEmailAddress: 'leo@fabrikam.com', sendInvitationMessage: true, customizedMessageBody: 'Hello' },
    ],
  },
  { guests: [{ invitedUserEmailAddress: 'ann@fabrikam.com', invitedUserDisplayName: 'Ann' }], preview: true },
];
export const previews = [
  {},
  { language: 'en-us', values: orderPayload },
  { document: orderDocument, values: orderPayload, language: 'DAN' },
  { document: invoicePosted },
];

export const departures = [{ confirm: hostTenantId }, { homeTenantId }, { homeTenantId, confirm: hostTenantId }];

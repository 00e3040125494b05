import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { WAIT_MAX_SECONDS } from '../../../shared/limits.ts';
import { countRecipients } from '../../../shared/submission/count-recipients.ts';
import { MESSAGE_MARKER_PROPERTY_SET } from '../../../shared/graph/message-marker.ts';
import { preferencesSchema, submissionSchema } from '../../../shared/submission/submission-schema.ts';
import { businessCentralBody, faultsOf, submissionOf, validBody } from './submission-sample.ts';

const recipient = (address: unknown, name?: unknown) => ({
  emailAddress: { address, ...(name !== undefined && { name }) },
});
const header = (name: unknown, value: unknown = 'v') => ({ name, value });
const file = (change: object = {}) => ({
  '@odata.type': '#microsoft.graph.fileAttachment',
  name: 'a.pdf',
  contentBytes: 'AAAA',
  ...change,
});
const m = (change: object) => ({ ...validBody, message: { ...validBody.message, ...change } });
const files = (change: object) => m({ attachments: [file(), file(change)] });
const headers = (...list: unknown[]) => m({ internetMessageHeaders: list });
const moment = (dateTime = '2026-12-01T06:00:00') => ({ dateTime, timeZone: 'UTC' });
const anySet = '00020329-0000-0000-c000-000000000046';
const properties = (...list: (readonly [string, string])[]) =>
  m({ singleValueExtendedProperties: list.map(([id, value]) => ({ id, value })) });
const bad = '\ud800';

/** Each body has one fault; beside it the pointer to it. */
const refused: [string, unknown][] = [
  ['/sender', { ...validBody, sender: undefined }],
  ['/sender', { ...validBody, sender: null }],
  ['/sender', { ...validBody, sender: 'ann' }],
  ['/sender', { ...validBody, sender: `a\u0000@fabrikam.com` }],
  ['/sender', { ...validBody, sender: `${'a'.repeat(310)}@fabrikam.com` }],
  ['/message', { ...validBody, message: undefined }],
  ['/message', { ...validBody, message: [] }],
  ['/saveToSentItems', { ...validBody, saveToSentItems: 'yes' }],
  ['/reference', { ...validBody, reference: 'a\nb' }],
  ['/reference', { ...validBody, reference: 'a'.repeat(256) }],
  ['/reference', { ...validBody, reference: 103042 }],
  ['/notBefore', { ...validBody, notBefore: '2026-10-01' }],
  ['/notBefore', { ...validBody, notBefore: '2027-02-01T00:00:00Z' }],
  ['/expiresAt', { ...validBody, expiresAt: '2026-11-05T00:00:00' }],
  ['/expiresAt', { ...validBody, expiresAt: '2026-11-01T00:00:00Z' }],
  ['/expiresAt', { ...validBody, expiresAt: '2027-01-30T00:00:01Z' }],
  ['/idempotencyKey', { ...validBody, idempotencyKey: '' }],
  ['/idempotencyKey', { ...validBody, idempotencyKey: 'a b' }],
  ['/idempotencyKey', { ...validBody, idempotencyKey: 'é' }],
  ['/idempotencyKey', { ...validBody, idempotencyKey: 'k'.repeat(257) }],
  ['/idempotencyKey', { ...validBody, idempotencyKey: 1 }],
  ['/status', { ...validBody, status: 'sent' }],
  ['/Sender', { ...validBody, Sender: 'x' }],
  ['/message/isDraft', m({ isDraft: false })],
  ['/message/surprise', m({ surprise: null })],
  ['/message/isReadReceiptRequested', m({ isReadReceiptRequested: 'yes' })],
  ['/message/isDeliveryReceiptRequested', m({ isDeliveryReceiptRequested: 1 })],
  ['/message/inferenceClassification', m({ inferenceClassification: 'spam' })],
  ['/message/categories', m({ categories: 'Red' })],
  ['/message/categories', m({ categories: Array.from({ length: 26 }, () => 'Red') })],
  ['/message/categories/1', m({ categories: ['Red', ''] })],
  ['/message/categories/0', m({ categories: ['a\nb'] })],
  ['/message/flag/flagStatus', m({ flag: { flagStatus: 'done' } })],
  ['/message/flag/startDateTime', m({ flag: { flagStatus: 'flagged', dueDateTime: moment() } })],
  ['/message/flag/startDateTime/dateTime', m({ flag: { startDateTime: moment('2026-12-01T06:00:00Z') } })],
  ['/message/flag/startDateTime/dateTime', m({ flag: { startDateTime: moment('2026-02-30T06:00:00') } })],
  ['/message/flag/startDateTime/timeZone', m({ flag: { startDateTime: { dateTime: '2026-12-01T06:00:00' } } })],
  ['/message/singleValueExtendedProperties/0/id', properties(['Name x', ''])],
  ['/message/singleValueExtendedProperties/0/id', properties([`String {${MESSAGE_MARKER_PROPERTY_SET}} Name x`, 'y'])],
  ['/message/singleValueExtendedProperties/1/id', properties(['String 0x1042', '<a>'], ['string 0X1042', '<b>'])],
  ['/message/singleValueExtendedProperties/0/value', properties(['String 0x1042', 'a\r\nBcc: b@c.de'])],
  ['/message/singleValueExtendedProperties/0/value', properties([`String {${anySet}} Name x`, 'a'.repeat(8_193)])],
  [
    '/message/singleValueExtendedProperties',
    properties(...Array.from({ length: 21 }, (_, n) => [`Integer 0x${n}`, '1'] as const)),
  ],
  ['/message/subject', m({ subject: 'a'.repeat(256) })],
  ['/message/subject', m({ subject: 'a\tb' })],
  ['/message/subject', m({ subject: 'a\u0000b' })],
  ['/message/subject', m({ subject: bad })],
  ['/message/body', m({ body: 'text' })],
  ['/message/body/contentType', m({ body: { contentType: 'markdown', content: '' } })],
  ['/message/body/content', m({ body: { contentType: 'Text', content: bad } })],
  ['/message/body/charset', m({ body: { content: '', charset: 'utf-8' } })],
  ['/message/importance', m({ importance: 'urgent' })],
  ['/message/toRecipients', m({ toRecipients: [] })],
  ['/message/toRecipients', m({ toRecipients: null })],
  ['/message/toRecipients', m({ toRecipients: 'ann@fabrikam.com' })],
  ['/message/toRecipients/0', m({ toRecipients: ['ann@fabrikam.com'] })],
  ['/message/toRecipients/0/emailAddress', m({ toRecipients: [{}] })],
  [
    '/message/toRecipients/0/address',
    m({ toRecipients: [{ ...recipient('a@fabrikam.com'), address: 'b@fabrikam.com' }] }),
  ],
  ['/message/toRecipients/0/emailAddress/address', m({ toRecipients: [recipient('a@fabrikam')] })],
  ['/message/toRecipients/0/emailAddress/address', m({ toRecipients: [recipient(' a@fabrikam.com')] })],
  ['/message/toRecipients/0/emailAddress/address', m({ toRecipients: [{ emailAddress: { name: 'A' } }] })],
  ['/message/toRecipients/0/emailAddress/name', m({ toRecipients: [recipient('a@fabrikam.com', 'A\nB')] })],
  ['/message/toRecipients/0/emailAddress/name', m({ toRecipients: [recipient('a@fabrikam.com', 'A'.repeat(256))] })],
  [
    '/message/toRecipients/0/emailAddress/routingType',
    m({ toRecipients: [{ emailAddress: { address: 'a@b.de', routingType: 'SMTP' } }] }),
  ],
  ['/message/ccRecipients/0/emailAddress/address', m({ ccRecipients: [recipient('a')] })],
  ['/message/bccRecipients/1/emailAddress/address', m({ bccRecipients: [recipient('a@b.de'), recipient('b')] })],
  ['/message/replyTo/0/emailAddress/address', m({ replyTo: [recipient(null)] })],
  ['/message/from/emailAddress/address', m({ from: recipient('a') })],
  ['/message/sender/emailAddress/address', m({ from: recipient('a@b.de'), sender: recipient('b@b.de') })],
  ['/message/internetMessageHeaders', headers(...Array.from({ length: 5 }, (_, index) => header(`x-${index}`)))],
  ['/message/internetMessageHeaders/0/name', headers(header('Subject'))],
  ['/message/internetMessageHeaders/0/name', headers(header('x-'))],
  ['/message/internetMessageHeaders/0/name', headers(header('x-a:b'))],
  ['/message/internetMessageHeaders/0/name', headers(header('x-a b'))],
  ['/message/internetMessageHeaders/0/name', headers(header(`x-${'a'.repeat(254)}`))],
  ['/message/internetMessageHeaders/0/name', headers(header('X-GuestMail-Id'))],
  ['/message/internetMessageHeaders/1/name', headers(header('x-a'), header('X-A'))],
  ['/message/internetMessageHeaders/0/value', headers(header('x-a', 'b\r\nc'))],
  ['/message/internetMessageHeaders/0/value', headers(header('x-a', 'b'.repeat(996)))],
  ['/message/internetMessageHeaders/0/value', headers({ name: 'x-a' })],
  ['/message/attachments', m({ attachments: Array.from({ length: 251 }, () => file()) })],
  ['/message/attachments/1/@odata.type', files({ '@odata.type': undefined })],
  ['/message/attachments/1/@odata.type', files({ '@odata.type': '#microsoft.graph.itemAttachment' })],
  ['/message/attachments/1/sourceUrl', files({ sourceUrl: 'https://contoso.com/a' })],
  ['/message/attachments/1/contentLocation', files({ contentLocation: 'https://contoso.com/a' })],
  ['/message/attachments/1/name', files({ name: '..' })],
  ['/message/attachments/1/name', files({ name: 'a\u202f\u0000.pdf' })],
  ['/message/attachments/1/contentType', files({ contentType: 'application/pdf\r\nX: y' })],
  ['/message/attachments/1/contentBytes', files({ contentBytes: 'AAA' })],
  ['/message/attachments/1/contentBytes', files({ contentBytes: null })],
  ['/message/attachments/1/isInline', files({ isInline: 'no' })],
  ['/message/attachments/1/contentId', files({ contentId: '<a> <b>' })],
];

const accepted: [string, object][] = [
  ['an empty subject', m({ subject: '' })],
  ['a subject of 255 characters', m({ subject: 'a'.repeat(255) })],
  ['a message with Bcc alone', m({ toRecipients: [], bccRecipients: [recipient('a@b.de')] })],
  ['a message without body', m({ body: undefined })],
  ['a body without contentType', m({ body: { content: 'a\n\tb' } })],
  ['importance in any case', m({ importance: 'HIGH' })],
  ['from and sender that agree', m({ from: recipient('A@b.de', 'A'), sender: recipient('a@B.de') })],
  ['four x- headers', headers(header('X-1'), header('x-2', ''), header('x-3', 'é'), header('x-4', 'b'.repeat(995)))],
  ['an attachment without bytes', files({ contentBytes: '' })],
  ['an inline attachment', files({ isInline: true, contentId: 'logo@contoso.com' })],
  ['isInline without contentId', files({ isInline: true, contentId: null })],
  ['empty contentType and contentId', files({ contentType: '', contentId: '' })],
  ['a recipient with an empty name', m({ toRecipients: [recipient('a@b.de', '')] })],
  [
    'null for everything that may be absent',
    { ...m({ subject: null, body: null, from: null }), saveToSentItems: null, reference: null },
  ],
  [
    'every property of Graph that sending can carry',
    m({
      isReadReceiptRequested: true,
      isDeliveryReceiptRequested: false,
      categories: ['Red category'],
      inferenceClassification: 'Focused',
      flag: { flagStatus: 'FLAGGED', startDateTime: moment(), dueDateTime: moment('2026-12-02T06:00:00.0000000') },
      singleValueExtendedProperties: [{ id: `String {${anySet}} Name x`, value: 'two\nlines' }],
    }),
  ],
  ['an expiry exactly 90 days ahead', { ...validBody, expiresAt: '2027-01-30T00:00:00Z' }],
];

describe('submissionSchema', () => {
  it.each(refused)('points at %s when that is what is wrong', (pointer, body) => {
    expect(faultsOf(body)).toEqual([pointer]);
  });

  it.each(accepted)('accepts %s', (_, body) => {
    expect(countRecipients(submissionOf(body))).toBeGreaterThan(0);
  });

  it('is closed at every level', () => {
    const objects: string[] = [];
    const visit = (schema: z.core.JSONSchema.BaseSchema, path: string): void => {
      if (schema.type === 'object') objects.push(`${path} ${JSON.stringify(schema.additionalProperties)}`);
      for (const [name, inner] of Object.entries(schema.properties ?? {}))
        visit(inner as typeof schema, `${path}/${name}`);
      for (const inner of schema.anyOf ?? []) visit(inner, path);
      if (schema.items) visit(schema.items as typeof schema, `${path}/*`);
    };
    visit(z.toJSONSchema(submissionSchema, { io: 'input' }), '');
    expect(objects.length).toBeGreaterThan(10);
    expect(objects.filter((object) => !object.endsWith(' false'))).toEqual([]);
  });

  it('knows every property that Business Central writes', () => {
    expect(submissionSchema.safeParse({ sender: 'ann@fabrikam.com', ...businessCentralBody }).success).toBe(true);
  });
});

describe('preferencesSchema', () => {
  it('says in a sentence what each preference does, for whoever reads the API', () => {
    const described = z.toJSONSchema(preferencesSchema, { io: 'input' });
    const said = Object.entries(described.properties ?? {}).map(([name, property]) => [
      name,
      /^\p{L}.*\.$/u.test((property as { description?: string }).description ?? ''),
    ]);
    expect(said).toEqual([
      ['handling', true],
      ['wait', true],
      ['respondAsync', true],
    ]);
  });

  it.each([0, WAIT_MAX_SECONDS])('takes a wait of %i seconds', (wait) => {
    expect(preferencesSchema.safeParse({ wait }).success).toBe(true);
  });

  it.each([-1, 0.5, WAIT_MAX_SECONDS + 1, '5'])('says what a wait may be in place of %j', (wait) => {
    const { error } = preferencesSchema.safeParse({ wait });
    expect(error?.issues.map(({ message }) => message)).toEqual([
      `is not a whole number from 0 to ${WAIT_MAX_SECONDS}`,
    ]);
  });
});

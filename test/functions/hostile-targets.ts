/**
 * How each route is aimed at: values of its address, queries that it reads, and bodies that it nearly takes.
 *
 * A route is here or the test fails, so that none is left out. Whether an operation is described does not matter.
 */
import type { Arbitrary } from 'fast-check';
import type { RouteName } from '../../functions/http-handlers.ts';
import { listAssets } from '../../shared/pages/kit/assets.ts';
import * as bodies from './hostile-bodies.ts';
import { signInState } from './hostile-credentials.ts';
import { known, type HostileStage } from './hostile-stage.ts';
import { almost } from './hostile-values.ts';

export interface Target {
  /** By the names in braces in the path; hostile ones come beside them. */
  params?: Readonly<Record<string, readonly string[]>>;
  query?: Readonly<Record<string, readonly string[]>>;
  body?: Arbitrary<string | Uint8Array>;
  /** Beside hostile ones; default: those of JSON. */
  headers?: readonly Readonly<Record<string, string>>[];
}

const consolePages = ['overview', 'messages', 'senders', 'confirm', 'sign-out', 'nothing', '__proto__'];
const json = [{ 'content-type': 'application/json' }];
const text = (value: unknown) => String(value);
const writeForm = (value: unknown) =>
  Object.entries(value as object)
    .map((pair) =>
      pair
        .map((one) => encodeURIComponent(typeof one === 'string' ? one.toWellFormed() : JSON.stringify(one)))
        .join('='),
    )
    .join('&');
const form = (...valid: object[]): Target => ({
  body: almost(valid, writeForm),
  headers: [{ 'content-type': 'application/x-www-form-urlencoded', origin: 'https://guestmail.contoso.com' }],
});
const page = {
  lang: ['de', 'en', 'xx'],
  tab: ['01234567'],
  ended: ['', '1'],
  erased: ['01234567'],
  disconnected: ['x'],
};
const list = { top: ['1', '0', '1000', '1e3'], cursor: ['x', 'AAAA', 'e30=', '1_2_3'] };
const document = { ...list, from: ['2026-01-01T00:00:00Z'], to: ['2025-01-01'], status: ['sent', 'sent,held', 'x'] };

/** `stage` is what there is to aim at. */
export function createTargets({ messages, attachment }: Aims): Record<RouteName, Target | readonly Target[]> {
  const id = { id: [...messages, '0'.repeat(32)] };
  const [own = '', other = ''] = known.tenants;
  const tenant = [own, own, own, other];
  const names = ['invoice-posted', 'order', 'dataverse', 'event-grid', 'shop', 'new', 'UPPER'];
  const collection = [
    'templates',
    'templates',
    'templates',
    'doors',
    'doors',
    'sources',
    'callbacks',
    'mailboxes',
    '__proto__',
  ];
  const clients = ['0000ca11-0000-4000-8000-0000000000b1', ...names];
  const sendMail: Target = { body: almost(bodies.actions), headers: json };
  const mimeMail = almost(bodies.mime, (value) => Buffer.from(text(value), 'latin1').toString('base64'));
  const documents = { params: { tenant, collection, name: names } };
  const inConsole = form({ act: 'cancel', session: '01234567' }, { act: 'erase', tenant: own });
  const empty: Target = { params: id, body: almost([{}]), headers: json };
  return {
    authorize: { query: { ...page, tenant }, ...form({ purpose: 'me' }, { restart: 'x' }, { tenant: own }) },
    authorizeEnded: { query: page },
    callback: {
      query: {
        state: [signInState, signInState, 'admin', 'x'],
        code: ['ann', 'ben', '\0', 'a@b.com"<b>', ''],
        error: ['access_denied', 'invalid_grant', 'x'],
        error_description: ['AADSTS65004: declined', 'AADSTS90094', 'Error: x'.slice(0, 5)],
        admin_consent: ['True', 'False', ''],
        tenant,
      },
    },
    me: { query: { ...page, refused: messages, released: messages } },
    meCheck: { query: page },
    meTest: form({ a: '1' }, { lang: 'de' }),
    meDisconnect: form({ a: '1' }, { confirm: 'true' }),
    meErase: form({ a: '1' }, { confirm: 'true' }),
    meRefuse: { params: id, ...form({ a: '1' }) },
    meRelease: { params: id, ...form({ a: '1' }) },
    meSignOut: { query: page, ...form({ a: '1' }) },
    console: { query: { ...page, ...list, tenant } },
    consoleEnd: form({}),
    consoleItem: {
      params: { page: consolePages, item: [...messages, own, 'template_order'] },
      query: { ...page, ...list, tenant },
      ...inConsole,
    },
    consolePage: { params: { page: consolePages }, query: { ...page, ...list, tenant }, ...inConsole },
    assets: { params: { name: [...listAssets({ accentColor: undefined }).map(({ name }) => name), 'constructor'] } },
    docsErrors: { query: page },
    trust: { query: page },
    send: { body: almost(bodies.submissions), headers: json },
    sendSigned: {
      params: { source: [`${own}.shop`, `${own}.shop`, `${own}.shop`, `${own}.unknown`, `${other}.shop`] },
      body: almost(bodies.submissions),
      headers: json,
    },
    attachment: {
      params: { name: ['a.pdf', attachment, 'guestmail-file-x', 'CON', 'a.pdf ', '\ud83d\ude00.txt'] },
      body: almost(['hello', 'hel'], text),
      headers: ['application/pdf', 'image/png; name=x'].flatMap((type) => [
        { 'content-type': type, 'content-length': '5' },
        { 'content-type': type, 'content-length': '5', 'content-range': 'bytes 5-9/10' },
      ]),
    },
    messages: { query: { ...document, sender: known.senders, reference: ['SI-1'], idempotencyKey: ['k-1', ''] } },
    changedMessages: { query: list },
    message: { params: id },
    messageContent: { params: id },
    messageCancel: empty,
    messageResend: empty,
    graphBatch: { body: almost([{ requests: [{ id: '1', method: 'POST', url: '/me/sendMail' }] }]), headers: json },
    graphSendMail: { params: { user: known.senders }, ...sendMail },
    graphSendMailAsMe: { ...sendMail },
    graphSendMailAsMeQualified: { body: mimeMail, headers: [{ 'content-type': 'text/plain' }] },
    graphSendMailQualified: {
      params: { user: known.senders },
      body: mimeMail,
      headers: [{ 'content-type': 'text/plain' }],
    },
    graphUnknown: { params: { path: ['me', 'users/x/messages', '$metadata'] } },
    senders: { query: list },
    changedSenders: { query: list },
    findSender: { body: almost(known.senders.map((sender) => ({ sender }))), headers: json },
    sender: { params: { sender: known.senders } },
    senderDiagnosis: { params: { sender: known.senders }, query: page, body: almost([{}]), headers: json },
    senderTest: { params: { sender: known.senders }, body: almost([{}]), headers: json },
    events: {
      params: { door: Object.keys(bodies.doors).map((name) => `${own}.${name}`) },
      query: { validationToken: ['abc', '<b>', '\0', 'a'.repeat(2_000)] },
      body: almost(bodies.events),
      headers: [...json, { 'content-type': 'application/cloudevents+json' }],
    },
    openApi: { query: { url: ['x'] } },
    swagger: { query: { url: ['x'] } },
    health: { query: { x: ['1'] } },
    healthReady: { query: { x: ['1'] } },
    audit: { query: list },
    invitations: {
      query: { preview: ['true', 'x'] },
      body: almost(bodies.invitations),
      headers: [...json, { 'content-type': 'text/csv' }],
    },
    registrations: { query: list },
    registrationVersions: { params: { name: clients } },
    registration: {
      params: { name: clients },
      body: almost(bodies.registrations),
      headers: json,
    },
    tenants: { query: list },
    tenant: { params: { tenant }, body: almost(bodies.tenants), headers: json },
    tenantDocuments: { params: { tenant, collection: [...collection, 'versions'] } },
    tenantDocument: bodies.tenantDocuments.map(([kind, ...valid]) => ({
      params: { tenant, collection: [kind, kind, kind, kind, ...collection], name: ['new', ...names] },
      body: almost(valid),
      headers: json,
    })),
    documentVersions: documents,
    previewTemplate: { ...documents, body: almost(bodies.previews), headers: json },
    diagnoseSender: {
      params: { tenant },
      body: almost(known.senders.flatMap((sender) => [{ sender }, { sender, test: true }])),
      headers: json,
    },
    offBoardTenant: { params: { tenant }, body: almost(bodies.departures), headers: json },
    unknown: { params: { path: ['', 'x', '.env', 'wp-login.php'] } },
  };
}

/** What of a stage is aimed at. */
export type Aims = Pick<HostileStage, 'messages' | 'attachment'>;

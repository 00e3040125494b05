/** What a mail server does at each step, what is said of the message then, and what the server really has. */
import { afterAll, describe, expect, it } from 'vitest';
import type { SmtpFault } from '../../infra/local/emulators/smtp/smtp-fault.ts';
import type { ErrorCode } from '../../shared/outcomes.ts';
import { describeProvider, type ServiceAct } from './provider.ts';
import { address, createSmtpSample, fault, largeMime, reply, say, without } from './smtp-sample.ts';

const sample = await createSmtpSample();
const { smtp, send, mailbox, provider, tokens } = sample;
afterAll(() => smtp.close());

const refused = (code: ErrorCode, graphCode?: string, ...recipients: [string, number][]) => ({
  kind: 'refused',
  code,
  ...(graphCode !== undefined && { graphCode }),
  ...(recipients.length > 0 && { recipients: list(recipients) }),
});
const list = (recipients: [string, number][]) =>
  recipients.map(([name, smtpCode]) => ({ address: `${name}@contoso.com`, smtpCode }));
const unknown = (reason: string) => ({ kind: 'unknown', reason });
const unavailable = (graphCode?: string, ...recipients: [string, number][]) =>
  refused('mail_server_unavailable', graphCode, ...recipients);

/** Faults, the outcome, how often the server has the message, and for how many. */
const rows: [string, SmtpFault[], object, number, (number | undefined)?, { mime: string }?][] = [
  ['nothing', [], { kind: 'sent' }, 1, 3],
  ['421 at the greeting', [reply('greeting', 421, '4.3.2 busy')], unavailable('421 4.3.2'), 0],
  ['554 at the greeting', [reply('greeting', 554, 'no service here')], refused('mail_server_unusable', '554'), 0],
  ['421 at the sign-in', [reply('auth', 421, '4.3.2 busy')], unavailable('421 4.3.2'), 0],
  ['421 at MAIL', [reply('mail', 421, '4.3.2 busy')], unavailable('421 4.3.2'), 0],
  ['421 at one RCPT', [reply('rcpt', 421, '4.3.2 busy', 'nils')], unavailable('421 4.3.2'), 0],
  ['421 after the message', [reply('message', 421, '4.3.2 busy')], unavailable('421 4.3.2'), 0],
  ['454 at the sign-in', [reply('auth', 454, '4.7.0 later')], unavailable('454 4.7.0'), 0],
  ['504 at the sign-in', [reply('auth', 504, '5.7.4 mechanism')], refused('mail_server_unusable', '504 5.7.4'), 0],
  [
    '535 that no credential helps',
    [reply('auth', 535, '5.7.139 off')],
    refused('home_tenant_blocked', '535 5.7.139'),
    0,
  ],
  ['530 at MAIL', [reply('mail', 530, '5.7.57 sign in')], refused('mail_server_unusable', '530 5.7.57'), 0],
  ['450 at MAIL', [reply('mail', 450, '4.7.1 later')], unavailable('450 4.7.1'), 0],
  ['550 at MAIL', [reply('mail', 550, '5.7.1 not yours')], refused('send_as_denied', '550 5.7.1'), 0],
  ['552 at MAIL', [reply('mail', 552, '5.3.4 too large')], refused('message_too_large', '552 5.3.4'), 0],
  [
    '450 for one of three',
    [reply('rcpt', 450, '4.2.0 later', 'nils')],
    { kind: 'sent', recipients: list([['nils', 450]]) },
    1,
    2,
  ],
  [
    '450 and 550 for two of three',
    [reply('rcpt', 450, '4.2.0 later', 'ida'), reply('rcpt', 550, '5.1.1 nobody', 'mia')],
    {
      kind: 'sent',
      recipients: list([
        ['mia', 550],
        ['ida', 450],
      ]),
    },
    1,
    1,
  ],
  [
    '550 and 450 for all',
    [reply('rcpt', 450, '4.2.0 later', 'nils'), reply('rcpt', 550, '5.1.1 nobody')],
    unavailable('450 4.2.0', ['mia', 550], ['nils', 450], ['ida', 550]),
    0,
  ],
  [
    '550 for all',
    [reply('rcpt', 550, '5.1.1 nobody')],
    refused('invalid_recipients', '550 5.1.1', ['mia', 550], ['nils', 550], ['ida', 550]),
    0,
  ],
  [
    '550 for all, because nothing is relayed',
    [reply('rcpt', 550, '5.7.54 relay')],
    refused('mail_server_unusable', '550 5.7.54', ['mia', 550], ['nils', 550], ['ida', 550]),
    0,
  ],
  ['432 after the message', [reply('message', 432, '4.3.2 threads')], refused('mailbox_throttled', '432 4.3.2'), 0],
  ['451 after the message', [reply('message', 451, '4.3.0 later')], unavailable('451 4.3.0'), 0],
  ['554 after the message', [reply('message', 554, '5.6.0 content')], refused('message_refused', '554 5.6.0'), 0],
  ['552 after the message', [reply('message', 552, 'too large')], refused('message_too_large', '552'), 0],
  [
    'Exchange: not as this sender',
    [reply('message', 554, '5.2.252 SendAsDenied; mia@contoso.com')],
    refused('send_as_denied', '554 5.2.252'),
    0,
  ],
  ['Exchange: blocked', [reply('message', 550, '5.1.8 bad sender')], refused('mailbox_blocked', '550 5.1.8'), 0],
  [
    'Exchange: limit of the day',
    [reply('message', 550, '5.1.90 limit')],
    refused('sending_limit_reached', '550 5.1.90'),
    0,
  ],
  ['no STARTTLS', [without('STARTTLS')], refused('mail_server_unusable', '500'), 0],
  ['no sign-in', [without('AUTH')], refused('mail_server_unusable'), 0],
  ['cut before the greeting', [fault('greeting', 'cut')], unavailable(), 0],
  ['cut at the sign-in', [fault('auth', 'cut')], unavailable(), 0],
  ['cut at MAIL', [fault('mail', 'cut')], unavailable(), 0],
  ['cut at RCPT', [fault('rcpt', 'cut')], unavailable(), 0],
  ['cut within the message', [fault('data', 'cut')], unavailable(), 0, undefined, { mime: largeMime }],
  [
    '451 within the message',
    [reply('data', 451, '4.3.0 later')],
    unavailable('451 4.3.0'),
    0,
    undefined,
    { mime: largeMime },
  ],
  [
    '250 within the message',
    [reply('data', 250, 'taken')],
    unknown('answered early'),
    0,
    undefined,
    { mime: largeMime },
  ],
  ['cut after the message, not taken', [fault('message', 'cut')], unknown('connection lost'), 0],
  ['answer lost', [fault('message', 'take-and-cut')], unknown('connection lost'), 1, 3],
  ['an answer that is none', [fault('message', 'garbage')], unknown('connection lost'), 1, 3],
  ['silence at the greeting', [fault('greeting', 'hang')], unavailable(), 0],
  ['silence at RCPT', [fault('rcpt', 'hang')], unavailable(), 0],
  ['silence after the message', [fault('message', 'hang')], unknown('no answer in time'), 1, 3],
  ['a slow answer', [{ step: 'message', action: { kind: 'wait', milliseconds: 150 } }], { kind: 'sent' }, 1, 3],
];

describe('createSmtpProvider', () => {
  it.each(rows)('says of %s what is certain', async (_name, faults, outcome, taken, recipients, asked) => {
    const { connections } = smtp;
    expect(await send(faults, asked)).toEqual(outcome);
    expect(smtp.mails.map(({ to }) => to.length)).toEqual(taken === 1 ? [recipients] : []);
    expect(smtp.connections - connections).toBe(1);
  });

  it('sends what was written, signed in and encrypted, and names itself, the sender and the size', async () => {
    await send();
    const [mail] = smtp.mails;
    expect(mail).toMatchObject({ from: address, user: address, isSecure: true, clientName: 'guestmail.contoso.com' });
    expect(mail?.to).toEqual(['mia@contoso.com', 'nils@contoso.com', 'ida@contoso.com']);
    expect(mail?.parameters['SIZE']).toBe(String(mail?.mime.length));
    expect(mail?.mime).not.toContain('ida@');
  });

  it('says goodbye where it can, and falls silent in the middle of a message', async () => {
    const before = smtp.goodbyes;
    await send();
    await expect.poll(() => smtp.goodbyes).toBe(before + 1);
    await send([reply('mail', 550, '5.7.1 not yours')]);
    await expect.poll(() => smtp.goodbyes).toBe(before + 2);
    await send([fault('data', 'cut')], { mime: largeMime });
    expect(smtp.goodbyes).toBe(before + 2);
  });

  it('writes again only to those whom it is told', async () => {
    await send([], { recipients: ['ida@contoso.com'] });
    expect(smtp.mails.map(({ to }) => to)).toEqual([['ida@contoso.com']]);
    expect(smtp.mails[0]?.mime).toContain('To: mia@contoso.com');
  });

  it('asks for a receipt in the envelope', async () => {
    await send([], { body: say({ isDeliveryReceiptRequested: true }) });
    expect(smtp.mails[0]?.parameters).toMatchObject({ RET: 'HDRS', ENVID: '0123456789abcdef0123456789abcdef' });
  });

  it('shows a token by XOAUTH2, once, and says when it was refused, with or without a challenge', async () => {
    const asked = { mailbox: mailbox({}, 'xoauth2'), secret: 'old' };
    smtp.signIns.length = 0;
    expect(await send([], asked)).toEqual({ kind: 'unauthorized', graphCode: '535 5.7.3' });
    expect(await send([fault('auth', 'challenge')], asked)).toEqual({ kind: 'unauthorized', graphCode: '535' });
    expect(await send([], { ...asked, secret: 'right' })).toEqual({ kind: 'sent' });
    expect(smtp.signIns).toEqual(
      ['old', 'old', 'right'].map((secret) => ({ method: 'XOAUTH2', user: address, secret })),
    );
  });

  it('gets a token of the home tenant, and another one after it was refused', async () => {
    tokens.length = 0;
    const from = mailbox({}, 'xoauth2');
    expect(await provider.open(from)).toBe('old');
    expect(await provider.open(from, { refused: 'old' })).toBe('right');
    const asked = {
      homeTenantId: from.document.homeTenantId,
      scope: 'https://outlook.office365.com/.default',
    };
    expect(tokens).toEqual([asked, { ...asked, refused: 'old' }]);
  });

  it('reads a password again, and gives up when it is the one that was refused', async () => {
    expect(await provider.open(mailbox())).toBe('right');
    expect(await provider.open(mailbox(), { refused: 'wrong' })).toBe('right');
    await expect(provider.open(mailbox(), { refused: 'right' })).rejects.toMatchObject({
      code: 'mail_server_unusable',
    });
  });

  it.each(['Token-Pepper', 'client-secret'])('shows %s to no mail server', async (secretName) => {
    const credential = { kind: 'password', user: address, secretName } as const;
    await expect(provider.open(mailbox({ credential }))).rejects.toMatchObject({ code: 'mail_server_unusable' });
  });

  it.each<[string, object, ErrorCode]>([
    ['a port where nobody listens', { port: 1 }, 'mail_server_unavailable'],
    ['an address of a private network', { host: '10.0.0.1' }, 'mail_server_unusable'],
    ['the address of the metadata of clouds', { host: '169.254.169.254' }, 'mail_server_unusable'],
    ['a name that does not exist', { host: 'nothing.invalid' }, 'mail_server_unusable'],
    ['TLS where the server begins in clear text', { security: 'tls' }, 'mail_server_unusable'],
  ])('sends nothing to %s', async (_name, changes, code) => {
    expect(await send([], { mailbox: mailbox(changes) })).toEqual({ kind: 'refused', code });
    expect(smtp.mails).toEqual([]);
  });

  it('tries a document without sending', async () => {
    smtp.mails.length = 0;
    smtp.faults.clear();
    expect(await provider.check(mailbox())).toMatchObject({ ok: true });
    expect(await provider.check(mailbox({}, 'xoauth2'))).toMatchObject({
      ok: false,
      who: 'operator',
      detail: expect.stringContaining('sign-in'),
    });
    expect(await provider.check(mailbox({ port: 1 }))).toMatchObject({ ok: false });
    expect(smtp.mails).toEqual([]);
  });
});

const acts: Record<ServiceAct, SmtpFault[]> = {
  'takes it': [],
  'refuses the credential': [reply('auth', 535, '5.7.3 no')],
  'refuses the message': [reply('message', 554, '5.6.0 content')],
  'has no such mailbox': [reply('mail', 550, '5.7.60 not yours')],
  'asks for a pause': [reply('message', 432, '4.3.2 threads')],
  'is not reached': [fault('greeting', 'cut')],
  'loses the answer': [fault('message', 'take-and-cut')],
  'fails in the middle': [fault('message', 'garbage')],
};
const others = {
  'has no such mailbox': refused('send_as_denied'),
  'asks for a pause': refused('mailbox_throttled'),
  'is not reached': unavailable(),
};
describeProvider(
  'smtp',
  (act) => {
    const { connections } = smtp;
    return {
      send: ({ body, mime }) => send(acts[act], { body, ...(mime !== undefined && { mime }) }),
      requests: () => smtp.connections - connections,
    };
  },
  others,
);

describe('createSmtpProvider on other servers', () => {
  it.each([
    ['that take one command after the other', { isPipelining: false }],
    ['that begin with TLS', { security: 'tls' as const }],
  ])('hands mail to servers %s', async (_name, options) => {
    const other = await createSmtpSample(options);
    try {
      expect(await other.send([reply('rcpt', 450, '4.2.0 later', 'nils')])).toMatchObject({
        kind: 'sent',
        recipients: list([['nils', 450]]),
      });
      expect(await other.send([reply('rcpt', 550, '5.1.1 nobody')])).toMatchObject({ code: 'invalid_recipients' });
      expect(await other.send([fault('message', 'take-and-cut')])).toEqual(unknown('connection lost'));
      expect(other.smtp.mails).toHaveLength(1);
    } finally {
      await other.smtp.close();
    }
  });

  it.each<[string, object]>([
    ['whose certificate nobody trusts', { tls: {} }],
    ['that are on this machine, for a connector that is not', { isLoopbackAllowed: false }],
  ])('signs in to no server %s', async (_name, dependencies) => {
    const other = await createSmtpSample({}, dependencies);
    try {
      expect(await other.send()).toEqual({ kind: 'refused', code: 'mail_server_unusable' });
      expect(other.smtp.signIns).toEqual([]);
    } finally {
      await other.smtp.close();
    }
  });

  it('sends nothing larger than the server takes', async () => {
    const other = await createSmtpSample({ sizeMax: 500 });
    try {
      const body = say({ body: { contentType: 'Text', content: 'x'.repeat(600) } });
      expect(await other.send([], { body })).toEqual({ kind: 'refused', code: 'message_too_large' });
    } finally {
      await other.smtp.close();
    }
  });

  it('ends a session that takes too long as a whole', async () => {
    const limits = { idleMilliseconds: 10_000, totalMilliseconds: 1_000 };
    const other = await createSmtpSample({}, { limits });
    try {
      expect(await other.send([fault('mail', 'hang')])).toEqual(unavailable());
      expect(await other.send([fault('message', 'hang')])).toEqual(unknown('no answer in time'));
    } finally {
      await other.smtp.close();
    }
  });
});

/**
 * Mailboxes whose mail goes to a mail server, or into files, over the wire: what the caller hears, and what the server really has.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApiClient, type ApiClient } from '../../infra/admin/api-client.ts';
import { readCommand } from '../../infra/admin/read-command.ts';
import { runCommand } from '../../infra/admin/run-command.ts';
import { createCertificateAuthority, issueCertificate } from '../../infra/local/emulators/kit/certificate-authority.ts';
import type { SmtpFault, SmtpStep } from '../../infra/local/emulators/smtp/smtp-fault.ts';
import { startSmtp } from '../../infra/local/emulators/smtp/start-smtp.ts';
import { startApp, strict, submission } from './app.ts';
import { itemOf, putItem } from './delivery-items.ts';

const folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
const authority = { ...createCertificateAuthority(new Date()), path: join(folder, 'authority.crt') };
await writeFile(authority.path, authority.certificate);
const certificate = issueCertificate(authority, new Date());
const app = await startApp({ delivers: true, authority });
const { registrations, callerToken, keyVault } = app.stack;
const smtp = await startSmtp({ certificate, port: 0, authenticate: (_user, secret) => secret === 'correct horse' });
afterAll(() => Promise.all([app.close(), smtp.close(), rm(folder, { recursive: true })]));

const billing = 'billing@fabrikam.com';
const document = {
  provider: 'smtp',
  host: 'localhost',
  port: smtp.port,
  security: 'starttls',
  credential: { kind: 'password', user: billing, secretName: 'smtp-password' },
  mailboxes: [{ address: billing }],
};
const to = (...names: string[]) => names.map((name) => ({ emailAddress: { address: `${name}@contoso.com` } }));
let api: ApiClient;

async function admin(line: string, value?: unknown): Promise<void> {
  const surroundings = { api, print: () => undefined, ask: async () => undefined, writeResult: async () => undefined };
  await runCommand(readCommand(line.split(' ')), { ...surroundings, readSource: async () => JSON.stringify(value) });
}

beforeAll(async () => {
  api = await createApiClient({
    publicUrl: app.publicUrl,
    readToken: () => callerToken(registrations.operator.clientId),
  });
  keyVault.setSecret('smtp-password', 'correct horse');
  await admin('set mailbox billing -', document);
});
beforeEach(() => {
  smtp.faults.clear();
  smtp.mails.length = 0;
});

const fault = (step: SmtpStep, kind: 'cut' | 'take-and-cut'): SmtpFault => ({ step, action: { kind } });
const refuse = (recipient: string, code: number): SmtpFault => ({
  step: 'rcpt',
  recipient: `${recipient}@contoso.com`,
  action: { kind: 'reply', code, text: code < 500 ? '4.2.0 later' : '5.1.1 nobody' },
});
const three = { toRecipients: to('mia'), ccRecipients: to('nils'), bccRecipients: to('ida') };
function send(subject: string, headers: Record<string, string> = {}, sender = billing) {
  const { message } = submission('', subject) as { message: object };
  return app.call('POST', '/send', { body: { sender, message: { ...message, ...three } }, headers });
}
const read = async (id: unknown) => (await app.call('GET', `/messages/${String(id)}`)).json;
const recipientsOf = () => smtp.mails.map((mail) => mail.to.map((address) => address.split('@')[0]));
let ahead = 0;
/** When its time has come. */
async function deliver(id: unknown): Promise<void> {
  await app.setClock((ahead += 120));
  await putItem(app, itemOf(String(id)));
  await expect.poll(async () => (await read(id))['status'], { timeout: 20_000 }).toBe('sent');
}

describe('a mailbox of a mail server', () => {
  it('sends once for a key, to everybody, and shows nobody the blind ones', async () => {
    const keyed = { ...strict, 'Idempotency-Key': 'one' };
    const [first, second] = [await send('Rechnung', keyed), await send('Rechnung', keyed)];
    expect([first.status, first.json['status'], first.json['recipients']]).toEqual([200, 'sent', undefined]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(recipientsOf()).toEqual([['mia', 'nils', 'ida']]);
    expect(smtp.mails[0]).toMatchObject({ from: billing, user: billing, isSecure: true });
    expect(smtp.mails[0]?.mime).toContain(`Message-ID: <${String(first.json['id'])}@fabrikam.com>`);
    expect(smtp.mails[0]?.mime).not.toMatch(/ida@|bcc:/i);
  });

  it('does not know whether it was sent when the last answer is lost, and never repeats it', async () => {
    smtp.faults.add(fault('message', 'take-and-cut'));
    const { status, json } = await send('lost');
    expect([status, json['status'], json['code']]).toEqual([202, 'unknown', undefined]);
    await app.runTimer('sweep');
    expect(recipientsOf()).toEqual([['mia', 'nils', 'ida']]);
  });

  it('tries again by itself what was certainly not sent', async () => {
    smtp.faults.add(fault('rcpt', 'cut'));
    const { status, json } = await send('later');
    expect([status, json['status'], json['error'].code]).toEqual([202, 'queued', 'mail_server_unavailable']);
    await deliver(json['id']);
    expect(recipientsOf()).toEqual([['mia', 'nils', 'ida']]);
  });

  it('goes on with those who were put off, and never again to one who has it', async () => {
    smtp.faults.add(refuse('nils', 450), refuse('ida', 550));
    const { status, json } = await send('in part');
    expect([status, json['status'], json['error'].code]).toEqual([202, 'queued', 'mail_server_unavailable']);
    const states = (...replies: [string, number][]) =>
      replies.map(([state, smtpCode], index) => ({
        pointer: `/message/${['to', 'cc', 'bcc'][index]}Recipients/0`,
        status: state,
        smtpCode,
      }));
    const first = states(['taken', 250], ['deferred', 450], ['refused', 550]);
    expect((await read(json['id']))['recipients']).toEqual(first);
    await deliver(json['id']);
    expect(recipientsOf()).toEqual([['mia'], ['nils']]);
    const last = await read(json['id']);
    expect(last['recipients']).toEqual(states(['taken', 250], ['taken', 250], ['refused', 550]));
    expect(JSON.stringify(last)).not.toContain('@contoso.com');
  });

  it('says at once to a strict caller who has it and who has not', async () => {
    smtp.faults.add(refuse('nils', 450));
    const { status, json } = await send('strict', strict);
    expect([status, json['status']]).toEqual([200, 'sent']);
    expect(json['recipients'].map((one: { status: string }) => one.status)).toEqual(['taken', 'refused', 'taken']);
    await app.setClock((ahead += 120));
    await app.runTimer('sweep');
    expect(recipientsOf()).toEqual([['mia', 'ida']]);
  });

  it('waits for a new password, which is read again once the old one is refused', async () => {
    keyVault.setSecret('smtp-password', 'wrong');
    const { status, json } = await send('password', strict);
    expect([status, json['code'], json['who']]).toEqual([422, 'mail_server_unusable', 'operator']);
    keyVault.setSecret('smtp-password', 'correct horse');
    expect((await send('password again', strict)).json['status']).toBe('sent');
  });

  it('takes no secret of the connector as a password', async () => {
    const credential = { ...document.credential, secretName: 'Token-Pepper' };
    await expect(admin('set mailbox other -', { ...document, credential })).rejects.toThrow(
      /\/credential\/secretName names a secret of the connector itself/,
    );
  });
});

describe('a mailbox of a test system', () => {
  const tests = 'tests@fabrikam.com';
  const eml = { provider: 'eml', mailboxes: [{ address: tests }] };

  it('is only for a tenant with a sandbox', async () => {
    await expect(admin('set mailbox tests -', eml)).rejects.toThrow(/\/provider stores mail unsealed/);
    await admin('set tenant -', { sandbox: { allowedRecipients: ['@contoso.com'] } });
    await admin('set mailbox tests -', eml);
    const { status, json } = await send('Probe', strict, tests);
    expect([status, json['status']]).toEqual([200, 'sent']);
    const sent = smtp.mails.length;
    await admin('set tenant -', {});
    expect((await send('Probe', strict, tests)).json['code']).toBe('mail_server_unusable');
    expect([sent, smtp.mails.length]).toEqual([0, 0]);
  });
});

/**
 * The email provider for Finance & Operations, as its text says it posts, with files of test/examples/finance-operations/.
 *
 * System.Net.Mail of .NET 10 wrote them: for each a MailMessage was built twice and handed to an SmtpClient whose DeliveryMethod is
 * SpecifiedPickupDirectory. So date and boundaries differ between the two, and a blind recipient is in X-Receiver alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readMailer } from '../examples/read-mailer.ts';
import { startApp } from './app.ts';

const app = await startApp();
await app.connect('ann');
afterAll(() => app.close());

const { erp, connector } = app.stack.registrations;
const settings = {
  apiAddress: app.publicUrl,
  tokenEndpoint: app.stack.operatorAccess.tokenEndpoint,
  tokenScope: `${connector.clientId}/.default`,
  clientId: erp.clientId,
  clientSecret: erp.secrets[0]?.value ?? '',
};
const source = readFileSync(join(import.meta.dirname, '../../infra/finance-operations/GuestmailMailer.xpp'), 'utf8');
const createMailer = (changes = {}) => {
  const slept: number[] = [];
  const sleep = async (milliseconds: number) => {
    slept.push(milliseconds);
    await app.setClock(milliseconds / 1000);
  };
  return { slept, ...readMailer(source, { ...settings, ...changes }, sleep) };
};
const saved = (name: string) => readFileSync(join(import.meta.dirname, `../examples/finance-operations/${name}.eml`));
/** The same email about something else. */
const about = (subject: string, name = 'alert') =>
  Buffer.from(saved(name).toString().replace('Alert: due date passed', subject));
const { graph } = app.stack;
const mails = (subject: string) => graph.messages().filter((message) => message.subject === subject);
const addressesOf = (list: readonly { address: string }[] | undefined) => list?.map(({ address }) => address);
const day = '2026-11-30';
const problemOf = (sending: Promise<string>) =>
  sending.then(
    () => '',
    ({ message }: Error) => message,
  );
const answer = (status: number, headers = {}) => ({
  action: { kind: 'answer' as const, status, headers, body: { error: { code: 'ApplicationThrottled' } } },
});

describe('GuestmailMailer.xpp', () => {
  it.each([
    {
      name: 'invoice',
      subject: 'Rechnung CIV-000708 für Adatum – fällig',
      to: ['mia@contoso.com'],
      blind: ['archive@contoso.com'],
      files: 2,
    },
    {
      name: 'statement',
      subject: 'Statement of account',
      to: ['leo@contoso.com'],
      blind: ['mia@contoso.com'],
      files: 2,
    },
    {
      name: 'alert',
      subject: 'Alert: due date passed',
      to: ['mia@contoso.com', 'leo@contoso.com'],
      blind: [],
      files: 0,
    },
  ])('sends $name once although .NET writes other bytes each time, and names no blind recipient', async (mail) => {
    const { name, subject, to, blind, files } = mail;
    const mailer = createMailer();
    const since = graph.requests.length;
    expect(saved(name).equals(saved(`${name}-again`))).toBe(false);
    expect(await mailer.send(saved(name), day)).toBe('');
    expect(await mailer.send(saved(`${name}-again`), day)).toMatch(/^Not sent again: the same email was sent at 20/);
    const [sent, ...more] = mails(subject);
    expect(more).toEqual([]);
    expect(addressesOf(sent?.toRecipients)).toEqual(to);
    expect(addressesOf(sent?.bccRecipients)).toEqual(blind);
    expect(sent?.attachments ?? []).toHaveLength(files);
    const [given] = graph.requests.slice(since).filter(({ path }) => path.endsWith('/sendMail'));
    const mime = Buffer.from(given?.body ?? '', 'base64').toString();
    const naming = mime.split('\r\n').filter((line) => blind.some((address) => line.includes(address)));
    expect(naming).toEqual(blind.map((address) => `Bcc: ${address}`));
    expect(mime).not.toMatch(/^(?:x-sender|x-receiver|date):/im);
    expect(mailer.slept).toEqual([]);
  });

  it('sends it again on another day, for a user who asks for it, and under a Message-ID of its own', async () => {
    const mailer = createMailer();
    const mail = about('often');
    const named = Buffer.concat([Buffer.from('Message-ID: <often-1@fabrikam.com>\r\n'), mail]);
    for (const scope of [day, '2026-12-01', 'a-user', 'a-user-again']) expect(await mailer.send(mail, scope)).toBe('');
    expect(mails('often')).toHaveLength(4);
    expect(await mailer.send(named, day)).toBe('');
    expect(await mailer.send(named, '2026-12-01')).toContain('Not sent again');
    expect(mails('often')).toHaveLength(5);
  });

  it('sends what a user sends from their own mailbox alone, whatever sender email they have set', async () => {
    await app.connect('mia');
    const as = (key: string) => app.stack.directory.person(key).userPrincipalName;
    const mailer = createMailer();
    expect(await problemOf(mailer.send(about('as a colleague'), 'a-click', as('mia')))).toMatch(
      /From .*\(invalid_request\)/,
    );
    expect(mails('as a colleague')).toEqual([]);
    expect(await mailer.send(about('as myself'), 'another-click', as('ann'))).toBe('');
    expect(mails('as myself')).toHaveLength(1);
    expect(source).toMatch(/sendInteractive\([^}]*where userInfo\.id == curUserId\(\);/);
    expect(source).toMatch(/ToString\(\), userInfo\.networkAlias\);/);
    expect(source).toMatch(/sendNonInteractive\([^}]*, 1, 10\), ''\);/);
  });

  it('has no name that is a reserved word of X++', () => {
    const example = readFileSync(join(import.meta.dirname, '../examples/finance-operations.xpp'), 'utf8');
    for (const text of [source, example]) expect(text).not.toMatch(/\b(?:client|server|display|edit|anytype) = new\b/);
    expect(source).not.toMatch(/\(files\.GetValue\(0\),/);
  });

  it('says who has to connect, keeps nothing of it, and sends it once they have', async () => {
    const mailer = createMailer();
    const { userPrincipalName } = app.stack.directory.person('ben');
    const fromBen = Buffer.from(about('from Ben').toString().replaceAll('ann@fabrikam.com', userPrincipalName));
    const problem = await problemOf(mailer.send(fromBen, day));
    expect(problem).toContain('(consent_required)');
    expect(problem).toContain(`${app.publicUrl}/authorize`);
    await app.connect('ben');
    expect(mails('from Ben')).toEqual([]);
    expect(await mailer.send(fromBen, day)).toBe('');
    expect(mails('from Ben')).toHaveLength(1);
  });

  it('repeats no email that may have been sent', async () => {
    graph.faults.add({ path: '/sendMail', action: { kind: 'cut-after-accepting' } });
    const mailer = createMailer();
    const [lost, again] = [
      await problemOf(mailer.send(about('lost'), day)),
      await problemOf(mailer.send(about('lost'), day)),
    ];
    expect(lost).toMatch(/Sent Items.*\(delivery_unknown\) {2}[0-9a-f]{32}$/);
    expect(again).toBe(lost);
    expect(mails('lost')).toHaveLength(1);
  });

  it('waits and repeats what passes, and sends once', async () => {
    graph.faults.add({ path: '/sendMail', ...answer(429, { 'Retry-After': '1' }) });
    const mailer = createMailer();
    const problem = await problemOf(mailer.send(about('busy'), day));
    expect([problem, mailer.slept, mails('busy').length]).toEqual(['', [20_000], 1]);
  });

  it('says what is wrong with an email or with the set-up, and tries neither again', async () => {
    const mailer = createMailer();
    const wrong = Buffer.from(about('wrong').toString().replaceAll('mia@contoso.com', 'mia@contoso'));
    expect(await problemOf(mailer.send(wrong, day))).toMatch(/To .*\(invalid_request\)/);
    expect(await problemOf(createMailer({ clientSecret: 'wrong' }).send(saved('alert'), day))).toMatch(
      /^Guestmail is not set up: no access token. AADSTS7000215/,
    );
    expect(mailer.slept).toEqual([]);
  });
});

/**
 * `npm run demo`: makes the whole journey by itself and prints for each step what it proves and how long it took.
 *
 * Real servers, real protocols, free ports; exit code 0 only if every step held.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../build/build-app.ts';
import { findFreePort, startHostProcess } from '../host/host-process.ts';
import { connect, createHttpBrowser, signIn } from '../browser/http-browser.ts';
import { anyPorts, startStack, type Stack } from '../stack.ts';

const closing: (() => Promise<unknown>)[] = [];
let failures = 0;

async function step<Result>(what: string, proves: string, run: () => Promise<Result>): Promise<Result | undefined> {
  const startedAt = performance.now();
  const say = (mark: string, text: string) =>
    process.stdout.write(
      `${mark} ${what.padEnd(34)} ${`${(performance.now() - startedAt).toFixed(0)} ms`.padStart(8)}  ${text}\n`,
    );
  try {
    const result = await run();
    say('ok  ', proves);
    return result;
  } catch (error) {
    failures += 1;
    say('FAIL', error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function expect(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new Error(otherwise);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const appFolder = join(folder, 'app');
  const stack = await step(
    'start the local stack',
    'Entra, Graph, Key Vault, identity and Azurite serve https',
    async () => {
      const ports = { ...anyPorts, host: await findFreePort() };
      const [started] = await Promise.all([startStack({ ports, folder }), buildApp(appFolder)]);
      closing.push(started.close);
      return started;
    },
  );
  if (!stack) return;
  const host = await step('start the Functions host', 'the bundle runs with nothing but its settings', async () => {
    const started = await startHostProcess(stack.environment, undefined, appFolder);
    closing.push(started.close);
    return started;
  });
  if (host) await journey(stack);
}

/** Nothing is kept for later, so every answer says what came of it. */
const strict = { Prefer: 'handling=strict' };

async function journey(stack: Stack): Promise<void> {
  const { publicUrl, directory, graph, storage, callerToken } = stack;
  const ann = directory.person('ann');
  const sender = ann.host?.objectId ?? '';
  const authorization = { Authorization: `Bearer ${await callerToken()}` };
  const browser = createHttpBrowser();
  const send = (subject: string, key: string) =>
    fetch(`${publicUrl}/send`, {
      method: 'POST',
      headers: { ...authorization, 'Content-Type': 'application/json', 'Idempotency-Key': key, ...strict },
      body: JSON.stringify({
        sender,
        message: {
          subject,
          body: { contentType: 'Text', content: 'Hello' },
          toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
        },
      }),
    });
  const mails = (subject: string) => graph.messages().filter((message) => message.subject === subject);

  await step('send before consent', '409 consent_required, and Graph never hears of it', async () => {
    const response = await send('too early', 'demo-0');
    const { code, consentUrl } = (await response.json()) as { code?: string; consentUrl?: string };
    expect(response.status === 409 && code === 'consent_required', `${response.status} ${code}`);
    expect(consentUrl === `${publicUrl}/authorize`, 'no consentUrl');
    expect(graph.messages().length === 0, 'a mail was sent');
  });
  await step('connect as Ann', 'both sign-ins end on a page that names her mailbox', async () => {
    const page = await connect(browser, publicUrl, ann.mail);
    expect(
      page.status === 200 && page.url.startsWith(`${publicUrl}/me?`),
      `${page.status} at ${new URL(page.url).pathname}`,
    );
    expect(page.body.includes('ann@fabrikam.com'), 'the page does not name the mailbox');
  });
  await step('look at what is stored', 'no token, recipient or secret in clear text', async () => {
    const response = await fetch(`${publicUrl}/senders/${sender}`, { headers: authorization });
    const { status, mailbox } = (await response.json()) as { status?: string; mailbox?: string };
    expect(status === 'connected' && mailbox === 'ann@fabrikam.com', JSON.stringify({ status, mailbox }));
    const written = storage.table.requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);
    expect(
      written.length > 0 && !written.some((body) => /eyJ[\w-]{10,}\.eyJ|refresh_token/i.test(body)),
      'a token was stored in clear text',
    );
  });
  await sendThrice(stack, send);
  await step('disconnect', 'the key is gone, so what was sealed can never be read', async () => {
    const me = await signIn(
      browser,
      await browser.submit(await browser.open(`${publicUrl}/me`), '/me/disconnect'),
      ann.mail,
    );
    expect(me.status === 200 && /disconnected/i.test(me.body), String(me.status));
  });
  await step('send after disconnect', '409 consent_required, and nothing goes out', async () => {
    const response = await send('too late', 'demo-3');
    expect(response.status === 409 && mails('too late').length === 0, String(response.status));
  });
}

type Send = (subject: string, key: string) => Promise<Response>;

async function sendThrice({ graph, entra, directory }: Stack, send: Send): Promise<void> {
  const { home } = directory.person('ann');
  const mails = (subject: string) => graph.messages().filter((message) => message.subject === subject);
  await step('send', '200, and the mail is in her Sent Items, from her', async () => {
    const response = await send('first', 'demo-1');
    expect(response.status === 200, `${response.status} ${await response.text()}`);
    const [mail] = mails('first');
    expect(mail?.from.address === 'ann@fabrikam.com' && mails('first').length === 1, `from ${mail?.from.address}`);
  });
  await step('send the same again', 'the key makes it one mail', async () => {
    const response = await send('first', 'demo-1');
    expect(response.status === 200 && response.headers.get('idempotency-replayed') === 'true', String(response.status));
    expect(mails('first').length === 1, 'it was sent twice');
  });
  await step(
    'refresh, then send',
    'a token that Graph refuses is renewed once, and the mail goes out once',
    async () => {
      const before = entra.requests.filter(({ path }) => path.includes('/token')).length;
      graph.challenge('tenantId' in home ? home.objectId : '');
      const response = await send('after refresh', 'demo-2');
      expect(response.status === 200 && mails('after refresh').length === 1, String(response.status));
      expect(entra.requests.filter(({ path }) => path.includes('/token')).length > before, 'no refresh was made');
    },
  );
}

try {
  await main();
} finally {
  for (const close of closing.toReversed()) await close().catch(() => undefined);
}
process.stdout.write(failures === 0 ? 'Every step held.\n' : `${failures} steps failed.\n`);
process.exit(failures === 0 ? 0 : 1);

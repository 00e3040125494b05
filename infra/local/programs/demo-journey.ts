/**
 * The journey of the demonstration: connect, send, refresh, disconnect; what each step proves is checked at the servers.
 */
import { connect, createHttpBrowser, signIn } from '../browser/http-browser.ts';
import type { Stack } from '../stack.ts';
import { expect, type DemoSteps } from '../tour/demo-steps.ts';

/** Nothing is kept for later, so every answer says what came of it. */
const strict = { Prefer: 'handling=strict' };

export async function runDemoJourney(stack: Stack, { step }: Pick<DemoSteps, 'step'>): Promise<void> {
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
  await sendThrice(stack, send, step);
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

async function sendThrice({ graph, entra, directory }: Stack, send: Send, step: DemoSteps['step']): Promise<void> {
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

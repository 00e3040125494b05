/**
 * `npm run pictures`: takes the pictures of the README on the journey that the README describes.
 *
 * A real browser connects Ann's mailbox, the ERP sends, and the two pages are photographed. Free ports, no network.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../browser/launch-browser.ts';
import { buildApp } from '../../build/build-app.ts';
import { findFreePort, startHostProcess } from '../host/host-process.ts';
import { anyPorts, startStack, type Stack } from '../stack.ts';

const pictures = join(import.meta.dirname, '..', 'pictures');
const closing: (() => Promise<unknown>)[] = [];

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const appFolder = join(folder, 'app');
  const stack = await startStack({ ports: { ...anyPorts, host: await findFreePort() }, folder });
  closing.push(stack.close);
  await buildApp(appFolder);
  const host = await startHostProcess(stack.environment, undefined, appFolder);
  closing.push(host.close);
  const browser = await launchBrowser();
  closing.push(() => browser.close());
  const viewport = { width: 800, height: 680 };
  const page = await browser.newPage({ ignoreHTTPSErrors: true, viewport, deviceScaleFactor: 1.5 });

  await page.goto(`${stack.publicUrl}/authorize`);
  await take(page, 'consent-page');
  await connect(page, stack);
  await page.getByRole('button', { name: 'Send a test email to me' }).click();
  await page.getByRole('heading', { name: 'The test email was sent' }).waitFor();
  await send(stack, 'Order confirmation SO-20451', 'ben@fabrikam.com');
  await send(stack, 'Reminder: invoice SI-103017 is due', 'noa@northwindtraders.com');
  await send(stack, 'Invoice SI-103042', 'mia@contoso.com');
  await page.goto(`${stack.graph.url}/mailbox/${stack.directory.person('ann').mail}`);
  await take(page, 'mailbox-page');
}

async function take(page: Page, name: string): Promise<void> {
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path });
  process.stdout.write(`${path}\n`);
}

async function connect(page: Page, { directory, publicUrl }: Stack): Promise<void> {
  const { mail } = directory.person('ann');
  await page.getByRole('button', { name: 'Continue to Microsoft' }).click();
  await page.getByRole('button', { name: mail, exact: true }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.waitForURL(`${publicUrl}/me?*`);
}

async function send({ publicUrl, callerToken }: Stack, subject: string, address: string): Promise<void> {
  const response = await fetch(`${publicUrl}/send`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await callerToken()}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      sender: 'ann@fabrikam.com',
      message: {
        subject,
        body: { contentType: 'Text', content: 'Please find the details below.' },
        toRecipients: [{ emailAddress: { address } }],
      },
    }),
  });
  if (response.status !== 200) throw new Error(`The mail was not sent: ${response.status} ${await response.text()}`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const close of closing.toReversed()) await close().catch(() => undefined);
}

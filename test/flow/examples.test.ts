/**
 * The examples of test/examples/, each against the running connector: programs are run, texts are read and their requests made.
 *
 * A machine with Node and npm alone runs curl.sh (where bash and curl are part of the system) and node.mjs. powershell.ps1 and
 * csharp.cs run when RUN_EXAMPLES names them, for instance `RUN_EXAMPLES=powershell,csharp`; a program that is then missing is a
 * failure. test/examples/examples.test.ts compares them with requests.http on every machine.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readAl } from '../examples/read-al.ts';
import { readFlow } from '../examples/read-flow.ts';
import { readHttpFile, type PlainRequest } from '../examples/read-http-file.ts';
import { readXpp } from '../examples/read-xpp.ts';
import { startApp, submission } from './app.ts';

const folder = join(import.meta.dirname, '../examples');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const { PATH, HOME, SystemRoot, TEMP, RUN_EXAMPLES } = process.env;
const forPrograms = { PATH, HOME, SystemRoot, TEMP, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };

const commands: Record<string, [command: string, ...args: string[]]> = {
  node: [process.execPath, join(folder, 'node.mjs')],
  curl: ['bash', join(folder, 'curl.sh')],
  powershell: ['pwsh', '-NoProfile', '-File', join(folder, 'powershell.ps1')],
  csharp: ['dotnet', 'run', join(folder, 'csharp.cs')],
};
const asked = (RUN_EXAMPLES ?? '').split(',').filter(Boolean);
const programs = [...new Set(['node', ...(process.platform === 'win32' ? [] : ['curl']), ...asked])];
process.stdout.write(`Examples that run here: ${programs.join(', ')}; the others are read and their requests made.\n`);

interface Order {
  sender: string;
  invoice: string;
}

/** What a person sees of the answer, and whether it says that the mail was sent. */
interface Shown {
  isSent: boolean;
  text: string;
}

const app = await startApp();
afterAll(() => app.close());
const { erp, connector } = app.stack.registrations;
const settings = {
  API_ADDRESS: app.publicUrl,
  TOKEN_ENDPOINT: app.stack.operatorAccess.tokenEndpoint,
  TOKEN_SCOPE: `${connector.clientId}/.default`,
  CLIENT_ID: erp.clientId,
  CLIENT_SECRET: erp.secrets[0]?.value ?? '',
};
await app.connect('ann');

async function runProgram(name: string, { sender, invoice }: Order): Promise<Shown> {
  const [command, ...args] = commands[name] ?? [`no example ${name}`];
  const certificate = app.stack.environment['NODE_EXTRA_CA_CERTS'];
  const child = spawn(command, args, {
    env: {
      ...forPrograms,
      NODE_EXTRA_CA_CERTS: certificate,
      CURL_CA_BUNDLE: certificate,
      SSL_CERT_FILE: certificate,
      ...settings,
      SENDER: sender,
      INVOICE: invoice,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) expect(text.trim()).toBe('Sent.');
  else expect(code, text).toBe(1);
  return { isSent: code === 0, text };
}

async function post({ url, headers, body }: PlainRequest): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', headers, body });
  return (await response.json()) as Record<string, unknown>;
}

type BuildRequests = (order: Order, accessToken: string) => { token: PlainRequest; send: PlainRequest };

const texts: Record<string, BuildRequests> = {
  'requests.http': ({ sender, invoice }, accessToken) => {
    const [token, send] = readHttpFile(read('requests.http')).map(({ build }) =>
      build({ ...settings, SENDER: sender, INVOICE: invoice }, { token: { access_token: accessToken } }),
    );
    return { token, send } as ReturnType<BuildRequests>;
  },
  'business-central.al': ({ sender, invoice }, accessToken) =>
    readAl(read('business-central.al'), {
      ApiAddressTok: settings.API_ADDRESS,
      TokenEndpointTok: settings.TOKEN_ENDPOINT,
      TokenScopeTok: settings.TOKEN_SCOPE,
      ClientIdTok: settings.CLIENT_ID,
      ClientSecret: settings.CLIENT_SECRET,
      'GetAccessToken()': accessToken,
      Sender: sender,
      InvoiceNo: invoice,
      CustomerAddress: 'mia@contoso.com',
    }),
  'finance-operations.xpp': ({ sender, invoice }, accessToken) =>
    readXpp(read('finance-operations.xpp'), {
      apiAddress: settings.API_ADDRESS,
      tokenEndpoint: settings.TOKEN_ENDPOINT,
      tokenScope: settings.TOKEN_SCOPE,
      clientId: settings.CLIENT_ID,
      clientSecret: settings.CLIENT_SECRET,
      'this.requestAccessToken()': accessToken,
      _sender: sender,
      _invoiceId: invoice,
      _customerAddress: 'mia@contoso.com',
    }),
  'power-automate.json': ({ sender, invoice }, accessToken) =>
    readFlow(read('power-automate.json'), {
      settings,
      trigger: { sender, invoice },
      runName: `08584-${invoice}`,
      accessToken,
    }),
};

async function makeRequests(build: BuildRequests, order: Order): Promise<Shown> {
  const { access_token: accessToken } = await post(build(order, '').token);
  const answer = await post(build(order, String(accessToken)).send);
  const { detail = (answer['error'] as Record<string, unknown> | undefined)?.['detail'] } = answer;
  return { isSent: answer['status'] === 'sent', text: String(detail) };
}

const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);

async function expectExample(name: string, run: (order: Order) => Promise<Shown>): Promise<void> {
  const order = { sender: app.stack.directory.person('ann').host?.userPrincipalName ?? '', invoice: `SI-${name}` };
  expect(await run(order)).toMatchObject({ isSent: true });
  expect(await run(order)).toMatchObject({ isSent: true });
  const [mail, ...more] = mails(`Invoice ${order.invoice}`);
  expect(more).toEqual([]);
  expect(mail?.from.address).toBe('ann@fabrikam.com');
  expect(JSON.stringify(mail)).toMatch(/mia@contoso\.com.*<p>Thank you for your order\.<\/p>/);

  app.stack.graph.faults.add({ path: '/sendMail', action: { kind: 'cut-after-accepting' } });
  const lost = await run({ ...order, invoice: `SI-${name}-lost` });
  expect(lost.isSent).toBe(false);
  expect(lost.text).toContain('Sent Items');

  const sender = app.senderOf('ben');
  const { json } = await app.call('POST', '/send', { body: submission(sender, name) });
  const refused = await run({ sender, invoice: `SI-${name}-ben` });
  expect(refused.isSent).toBe(false);
  expect(json['status']).toBe('held');
  expect(refused.text).toContain(json['error'].detail);
}

describe('the examples that are programs', () => {
  if (process.platform === 'win32')
    it('leave out curl.sh on Windows, which has no bash of its own', () => expect(programs).not.toContain('curl'));

  it.each(programs)('send once, say so, and show why not: %s', async (name) => {
    await expectExample(name, (order) => runProgram(name, order));
  });
});

describe('the examples that are texts', () => {
  it.each(Object.entries(texts))('make the requests of a mail that is sent once: %s', async (name, build) => {
    await expectExample(name, (order) => makeRequests(build, order));
  });
});

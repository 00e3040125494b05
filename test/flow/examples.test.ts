/**
 * The examples of test/examples/, each against the running connector: programs are run, texts are read and their requests made, and
 * documents are written as the operator writes them.
 *
 * A machine with Node and npm alone runs curl.sh (where bash and curl are part of the system) and those for Node. powershell.ps1 and
 * csharp.cs run when RUN_EXAMPLES names them, for instance `RUN_EXAMPLES=powershell,csharp`; a program that is then missing is a
 * failure. test/examples/examples.test.ts compares them with requests.http on every machine.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCertificateAuthority, issueCertificate } from '../../infra/local/emulators/kit/certificate-authority.ts';
import { startServerProcess, type HostProcess } from '../../infra/local/host/host-process.ts';
import { readAl } from '../examples/read-al.ts';
import { readFlow } from '../examples/read-flow.ts';
import { readHttpFile, type PlainRequest } from '../examples/read-http-file.ts';
import { readXpp } from '../examples/read-xpp.ts';
import { startApp, submission } from './app.ts';
import { startGateway } from './gateway.ts';

const folder = join(import.meta.dirname, '../examples');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const { PATH, HOME, SystemRoot, TEMP, RUN_EXAMPLES } = process.env;
const forPrograms = { PATH, HOME, SystemRoot, TEMP, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };

const commands: Record<string, [command: string, ...args: string[]]> = {
  node: [process.execPath, join(folder, 'node.mjs')],
  'graph-client': [process.execPath, join(folder, 'graph-client.mjs')],
  'signed-webhook': [process.execPath, join(folder, 'signed-webhook.mjs')],
  curl: ['bash', join(folder, 'curl.sh')],
  powershell: ['pwsh', '-NoProfile', '-File', join(folder, 'powershell.ps1')],
  csharp: ['dotnet', 'run', join(folder, 'csharp.cs')],
};
const asked = (RUN_EXAMPLES ?? '').split(',').filter(Boolean);
const everywhere = ['node', 'graph-client', 'signed-webhook'];
const programs = [...new Set([...everywhere, ...(process.platform === 'win32' ? [] : ['curl']), ...asked])];
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

/** Signs the certificates of all servers, so that whoever trusts it reaches each of them. */
const authority = createCertificateAuthority(new Date());
const certificates = mkdtempSync(join(tmpdir(), 'guestmail-'));
const authorityPath = join(certificates, 'authority.pem');
writeFileSync(authorityPath, authority.certificate);
const app = await startApp({ delivers: true, authority: { ...authority, path: authorityPath } });
const startHttps = (target: string) => startGateway(target, 'https', issueCertificate(authority, new Date()));
const https = await startHttps(app.publicUrl);
afterAll(async () => {
  await https.close();
  await app.close();
  rmSync(certificates, { recursive: true });
});
const { erp, connector, operator } = app.stack.registrations;
const { id: hostTenantId } = app.stack.directory.hostTenant;
const createSecret = () => randomBytes(32).toString('base64');
const settings = {
  API_ADDRESS: app.publicUrl,
  TOKEN_ENDPOINT: app.stack.operatorAccess.tokenEndpoint,
  TOKEN_SCOPE: `${connector.clientId}/.default`,
  CLIENT_ID: erp.clientId,
  CLIENT_SECRET: erp.secrets[0]?.value ?? '',
};
const secrets = {
  'shop-signing-secret': `whsec_${createSecret()}`,
  'callback-signing-secret': createSecret(),
  'door-key': createSecret(),
};
for (const [name, value] of Object.entries(secrets)) app.stack.keyVault.setSecret(name, value);
/** What a program has in place of the settings of all. */
const ownSettings: Record<string, Record<string, string>> = {
  'graph-client': { API_ADDRESS: `${https.url}/api` },
  'signed-webhook': { SOURCE: `${hostTenantId}.shop`, SIGNING_SECRET: secrets['shop-signing-secret'] },
};
await app.connect('ann');

/** A document as the operator writes it, under the name of its file. */
async function writeDocument(file: string, changes: Record<string, unknown> = {}): Promise<void> {
  const body = { ...(JSON.parse(read(file)) as object), ...changes };
  const path = `/tenants/${hostTenantId}/${file.replace(/\.json$/, '')}`;
  const { status, json } = await app.call('PUT', path, { body, as: operator.clientId });
  expect(status, JSON.stringify(json)).toBe(201);
}

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
      ...ownSettings[name],
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

interface Answer {
  status: number;
  /** Empty where there is no body. */
  json: Record<string, unknown>;
}

async function post({ url, headers, body }: PlainRequest): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, json: JSON.parse(text || '{}') as Answer['json'] };
}

type BuildRequests = (order: Order, accessToken: string) => { token: PlainRequest; send: PlainRequest };

/** A request of a file, with what the variables of the environment and the answer of `token` fill in. */
function buildRequest(file: string, name: string, values: Record<string, string>, accessToken = ''): PlainRequest {
  const found = readHttpFile(read(file)).find((request) => request.name === name);
  if (!found) throw new Error(`${file} has no request ${name}.`);
  return found.build({ ...settings, ...values }, { token: { access_token: accessToken } });
}

const ofRequests =
  (send: string): BuildRequests =>
  ({ sender, invoice }, accessToken) => {
    const values = { SENDER: sender, INVOICE: invoice };
    return {
      token: buildRequest('requests.http', 'token', values),
      send: buildRequest('requests.http', send, values, accessToken),
    };
  };

const texts: Record<string, BuildRequests> = {
  'requests.http': ofRequests('send'),
  'requests.http-graph': ofRequests('graph'),
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
  const { access_token: accessToken } = (await post(build(order, '').token)).json;
  const { status, json } = await post(build(order, String(accessToken)).send);
  // Graph's own door says no more of a mail that was sent.
  if (status === 202 && Object.keys(json).length === 0) return { isSent: true, text: '' };
  const error = json['error'] as Record<string, unknown> | undefined;
  return { isSent: json['status'] === 'sent', text: String(json['detail'] ?? error?.['detail'] ?? error?.['message']) };
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

  const unconnected = app.stack.directory.person('ben');
  const { json } = await app.call('POST', '/send', { body: submission(app.senderOf('ben'), name) });
  expect(json['status']).toBe('held');
  // Graph's own door keeps nothing, and `from` is an address.
  const [sender, reason] = /graph/.test(name)
    ? [unconnected.userPrincipalName, `consentUrl: ${app.publicUrl}/authorize`]
    : [app.senderOf('ben'), json['error'].detail];
  const refused = await run({ sender, invoice: `SI-${name}-ben` });
  expect(refused.isSent).toBe(false);
  expect(refused.text).toContain(reason);
}

describe('the examples that are programs', () => {
  beforeAll(() => writeDocument('sources/shop.json'));

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

describe('the examples of events', () => {
  const ann = { HOST_TENANT_ID: hostTenantId, DOOR_SECRET: secrets['door-key'], INITIATOR: app.senderOf('ann') };
  beforeAll(async () => {
    for (const kind of ['templates', 'doors'])
      for (const name of readdirSync(join(folder, kind))) await writeDocument(`${kind}/${name}`);
  });

  it.each([
    ['businessCentral', 'Invoice 103042', /<b>103042<\/b> for Adatum Corporation is posted/],
    ['dataverse', 'Order 1001 was changed', /is €1,500\.50 now/],
    ['financeOperations', 'Rechnung CIV-000708', /6\.510,00\s€.*Fällig: 31\. Dezember 2026/],
  ])('send one mail as who caused it, whenever it comes: %s', async (name, subject, content) => {
    const event = buildRequest('events.http', name, ann);
    const [first, again] = [await post(event), await post(event)];
    const idOf = ({ json }: Answer) => (json['value'] as { id: string }[])[0]?.id;
    expect([first.status, idOf(again)]).toEqual([202, idOf(first)]);
    await expect.poll(() => mails(subject).length, { timeout: 20_000 }).toBe(1);
    const [mail] = mails(subject);
    expect(mail).toMatchObject({
      from: { address: 'ann@fabrikam.com' },
      toRecipients: [{ address: 'mia@contoso.com' }],
    });
    expect(mail?.body.content).toMatch(content);
  });

  it.each(readHttpFile(read('events.http')).map(({ name }) => name))('prove who sends them: %s', async (name) => {
    const { status } = await post(buildRequest('events.http', name, { ...ann, DOOR_SECRET: createSecret() }));
    expect(status).toBe(401);
  });
});

describe('callback-receiver.mjs', () => {
  const secret = secrets['callback-signing-secret'];
  let receiver: HostProcess;
  beforeAll(async () => {
    receiver = await startServerProcess([join(folder, 'callback-receiver.mjs')], { PORT: '0', SIGNING_SECRET: secret });
  });
  afterAll(() => receiver.close());

  /** An event about what has the id of the event itself. */
  function signed(id: string, at = new Date(), key = secret) {
    const body = JSON.stringify({ type: 'message.failed', timestamp: at.toISOString(), data: { id } });
    const timestamp = Math.floor(at.getTime() / 1000);
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': new Webhook(key).sign(id, new Date(timestamp * 1000), body),
    };
    return { method: 'POST', headers, body };
  }
  const call = async (init: RequestInit) => (await fetch(receiver.url, init)).status;
  /** What it printed since the line `from`, until it had taken this last event. */
  async function printedUntil(last: string, from: number): Promise<string[]> {
    expect(await call(signed(last))).toBe(204);
    await expect.poll(() => receiver.lines.at(-1)).toBe(`message.failed ${last}`);
    return receiver.lines.slice(from, -1);
  }

  it('takes what the connector tells it', async () => {
    const gateway = await startHttps(receiver.url);
    await writeDocument('callbacks/erp.json', { url: `${gateway.url}/events` });
    const waiting = submission(app.senderOf('ann'), 'told');
    const { json } = await app.call('POST', '/send', { body: waiting, headers: { Prefer: 'respond-async' } });
    await expect.poll(() => mails('told').length, { timeout: 20_000 }).toBe(1);
    // A change is told half a minute later.
    await app.setClock(60);
    const timer = `${new URL(app.host.url).origin}/admin/functions/callbacks`;
    await fetch(timer, { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } });
    await expect.poll(() => receiver.lines, { timeout: 20_000 }).toContain(`message.sent ${String(json['id'])}`);
    await gateway.close();
    await app.setClock(0);
  });

  it('takes an event once, however often it comes, and signed with the next secret beside', async () => {
    const from = receiver.lines.length;
    expect([await call(signed('one')), await call(signed('one'))]).toEqual([204, 204]);
    const two = signed('two');
    const other = signed('two', new Date(), createSecret()).headers['webhook-signature'];
    const both = `${other} v1a,x ${two.headers['webhook-signature']}`;
    expect(await call({ ...two, headers: { ...two.headers, 'webhook-signature': both } })).toBe(204);
    expect(await printedUntil('three', from)).toEqual(['message.failed one', 'message.failed two']);
  });

  it('refuses whatever else comes, and takes nothing of it', async () => {
    const from = receiver.lines.length;
    const seconds = (off: number) => new Date(Date.now() + off * 1000);
    const fresh = signed('fresh');
    const { body } = fresh;
    const changed = (headers: Record<string, string>) => ({ ...fresh, headers: { ...fresh.headers, ...headers } });
    const refused: [RequestInit, number][] = [
      [signed('forged', seconds(0), createSecret()), 401],
      [signed('late', seconds(-310)), 401],
      [signed('early', seconds(310)), 401],
      [changed({ 'webhook-id': 'another' }), 401],
      [changed({ 'webhook-timestamp': 'now' }), 401],
      [changed({ 'webhook-signature': 'v1,' }), 401],
      [changed({ 'webhook-signature': fresh.headers['webhook-signature'].replace('v1', 'v2') }), 401],
      [{ ...fresh, body: body.replace('failed', 'sent') }, 401],
      [{ method: 'POST', body }, 401],
      [{ ...fresh, body: ' '.repeat(70_000) }, 413],
      [{ method: 'GET' }, 405],
    ];
    for (const [init, status] of refused) expect(await call(init)).toBe(status);
    expect(await call(signed('just', seconds(-290)))).toBe(204);
    expect(await printedUntil('last', from)).toEqual(['message.failed just']);
  });
});

/**
 * Webhooks over the wire, in both directions: signed by the packages that senders use, and told to a receiver that verifies with them; from
 * documents that the operator writes.
 */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { afterAll, describe, expect, it } from 'vitest';
import { createCertificateAuthority, issueCertificate } from '../../infra/local/emulators/kit/certificate-authority.ts';
import { startApp, submission, until } from './app.ts';

const folder = await mkdtemp(join(tmpdir(), 'guestmail-webhooks-'));
const certificateFile = join(folder, 'authority.crt');
const authority = createCertificateAuthority(new Date());
await writeFile(certificateFile, authority.certificate);
const app = await startApp({ authority: { ...authority, path: certificateFile } });
const { operator, erp } = app.stack.registrations;
const hostTenantId = app.stack.environment['HOST_TENANT_ID'] ?? '';
const ann = app.senderOf('ann');

interface Told {
  headers: Record<string, string>;
  body: string;
}
const told: Told[] = [];
const answers: number[] = [];
const { certificate: cert, privateKey: key } = issueCertificate(authority, new Date());
const receiver = createServer({ cert, key }, (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    told.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(answers.shift() ?? 204).end();
  });
}).listen(0, '127.0.0.1');
await once(receiver, 'listening');
await app.connect('ann');
afterAll(async () => {
  receiver.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const [inSecret, outSecret, rotated] = ['in', 'out', 'new'].map(
  (name) => `whsec_${Buffer.from(name.repeat(16)).toString('base64')}`,
) as [string, string, string];
app.stack.keyVault.setSecret('shop', inSecret);
app.stack.keyVault.setSecret('shop-next', rotated);
app.stack.keyVault.setSecret('status', outSecret);

const write = (place: string, body: unknown, method = 'PUT', version?: number) =>
  app.call(method, `/tenants/${hostTenantId}/${place}`, {
    ...(body !== undefined && { body }),
    as: operator.clientId,
    ...(version !== undefined && { headers: { 'If-Match': `"${version}"` } }),
  });

interface Posted {
  source?: string;
  headers?: Record<string, string>;
}
/** A request that one of the packages has signed. */
async function post(
  id: string,
  subject: string,
  signer: Pick<Webhook, 'sign'>,
  { source = 'shop', headers = {} }: Posted = {},
) {
  const body = JSON.stringify(submission(ann, subject));
  const at = new Date();
  const response = await fetch(`${app.publicUrl}/send/${hostTenantId}.${source}`, {
    method: 'POST',
    body,
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signer.sign(id, at, body),
      ...headers,
    },
  });
  const json = JSON.parse(await response.text()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, json };
}
const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);

describe('a source of signed webhooks', () => {
  it('sends as the operator has written it, each delivery once, whichever package signs, and with either of two secrets', async () => {
    const unknown = await post('msg_1', 'too early', new Webhook(inSecret));
    expect((await write('sources/shop', { callerId: erp.clientId, secretNames: ['shop', 'shop-next'] })).status).toBe(
      201,
    );
    const first = await post('msg_1', 'first', new Webhook(inSecret));
    expect([first.status, first.json['status']]).toEqual([200, 'sent']);
    const again = await post('msg_1', 'first', new Svix(inSecret));
    expect([again.json['id'], again.headers.get('idempotency-replayed')]).toEqual([first.json['id'], 'true']);
    expect((await post('msg_2', 'next secret', new Webhook(rotated))).status).toBe(200);
    expect([mails('first').length, mails('next secret').length, mails('too early').length]).toEqual([1, 1, 0]);
    // The application in whose name it is kept reads it with its own token.
    expect((await app.call('GET', `/messages/${String(first.json['id'])}`)).json['status']).toBe('sent');

    const wrong = await post('msg_3', 'wrong', new Webhook(outSecret));
    const withoutId = ({ requestId: _requestId, ...rest }: Record<string, unknown>) => rest;
    expect([unknown.status, wrong.status]).toEqual([401, 401]);
    expect(withoutId(wrong.json)).toEqual(withoutId(unknown.json));
    const both = await post('msg_4', 'both', new Webhook(inSecret), { headers: { Authorization: 'Bearer x' } });
    expect(both.status).toBe(400);
  });
});

describe('a callback', () => {
  it('is told what becomes of messages and senders, signed, by the same id until it has taken it', async () => {
    const url = `https://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
    const document = {
      url,
      events: ['message.cancelled', 'sender.connected'],
      callerId: erp.clientId,
      secretNames: ['status'],
    };
    const written = await write('callbacks/status', document);
    expect(written.status).toBe(201);
    // Its first run notes where it begins, and tells nothing, of which there is no line.
    const { requests } = app.stack.storage.table;
    const seen = requests.length;
    const isNoted = () =>
      requests.slice(seen).some(({ method, path }) => method === 'POST' && /\/due(\?|$)/.test(path));
    await fetch(`${new URL(app.publicUrl).origin}/admin/functions/callbacks`, { method: 'POST', body: '{}' });
    await until(isNoted);
    const later = { notBefore: new Date(Date.now() + 3_600_000).toISOString() };
    const { json } = await app.call('POST', '/send', { body: submission(ann, 'later', later) });
    await app.call('POST', `/messages/${String(json['id'])}/cancel`);
    // The person had connected shortly before, which is told, too.
    answers.push(503, 503);
    await app.setClock(180);
    const failed = await app.runTimer('callbacks');
    expect(failed).toMatchObject({ delivered: 0, failed: 2 });
    await app.setClock(240);
    expect(await app.runTimer('callbacks')).toMatchObject({ delivered: 2, failed: 0 });

    const [before, after] = told.filter(({ body }) => body.includes(String(json['id'])));
    expect(after?.headers['webhook-id']).toBe(before?.headers['webhook-id']);
    const signed = new Webhook(outSecret).sign(
      String(after?.headers['webhook-id']),
      new Date(Number(after?.headers['webhook-timestamp']) * 1000),
      after?.body ?? '',
    );
    expect(after?.headers['webhook-signature']).toBe(signed);
    expect(JSON.parse(after?.body ?? '')).toMatchObject({
      type: 'message.cancelled',
      data: { id: json['id'], status: 'cancelled' },
    });
    for (const { body } of told) for (const text of ['later', '@', 'Hello']) expect(body).not.toContain(text);
  });
});

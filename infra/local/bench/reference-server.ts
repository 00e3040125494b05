/**
 * The yardstick: a server without SDKs that makes the same four requests for a send, by hand, with node:https.
 *
 * It reads the sender's rows, inserts a message row with five rows beside it, posts to Graph and replaces the row, and does nothing else:
 * no token is checked, nothing is sealed, parsed for faults or repeated. Its transactions have as many rows and about as many bytes as
 * the connector's; a test compares them. Configured by one JSON text in REFERENCE.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface ReferenceSettings {
  tableEndpoint: string;
  storageToken: string;
  graphUrl: string;
  /** By sender: partition of its rows, and its token for Graph. */
  senders: Record<string, { partitionKey: string; accessToken: string }>;
}

const settings = JSON.parse(process.env['REFERENCE'] ?? '') as ReferenceSettings;
const agent = new Agent({ keepAlive: true });
const storageHeaders = {
  Authorization: `Bearer ${settings.storageToken}`,
  Accept: 'application/json;odata=minimalmetadata',
  'x-ms-version': '2019-02-02',
  DataServiceVersion: '3.0;',
};

function call(url: string, given: Record<string, string>, body?: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const isPost = body !== undefined;
    const headers = { ...given, ...(isPost && { 'Content-Length': Buffer.byteLength(body) }) };
    const outgoing = request(url, { method: isPost ? 'POST' : 'GET', headers, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function batch(parts: string[]): Promise<string> {
  const boundary = `batch_${randomBytes(8).toString('hex')}`;
  const inner = parts.map(
    (part) =>
      `--c_${boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n${part}\r\n`,
  );
  const body = `--${boundary}\r\nContent-Type: multipart/mixed; boundary=c_${boundary}\r\n\r\n${inner.join('')}--c_${boundary}--\r\n--${boundary}--\r\n`;
  const headers = { ...storageHeaders, 'Content-Type': `multipart/mixed; boundary=${boundary}` };
  const answer = await call(`${settings.tableEndpoint}/$batch`, headers, body);
  const [etag] = /W\/"[^"]+"/.exec(answer.body) ?? [];
  if (answer.status !== 202 || !etag) throw new Error(`The table service answered ${answer.status}.`);
  return etag;
}

function write(method: string, rowKey: string, columns: object, etag?: string): string {
  const partitionKey = 'reference';
  const address = `${settings.tableEndpoint}/messages`;
  const target = method === 'POST' ? address : `${address}(PartitionKey='${partitionKey}',RowKey='${rowKey}')`;
  const headers = ['Content-Type: application/json', 'Accept: application/json;odata=minimalmetadata'];
  if (etag) headers.push(`If-Match: ${etag}`);
  if (method === 'POST') headers.push('Prefer: return-no-content');
  const body = method === 'DELETE' ? '' : JSON.stringify({ PartitionKey: partitionKey, RowKey: rowKey, ...columns });
  return `${method} ${target} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}\r\n`;
}

const timeTypes = Object.fromEntries(
  ['createdAt', 'updatedAt', 'expiresAt', 'dueAt'].map((name) => [`${name}@odata.type`, 'Edm.DateTime']),
);

async function send(text: string): Promise<object> {
  const { sender, message } = JSON.parse(text) as { sender: string; message: object };
  const known = settings.senders[sender];
  if (!known) throw new Error('An unknown sender.');
  const filter = encodeURIComponent(`PartitionKey eq '${known.partitionKey}'`);
  const found = await call(`${settings.tableEndpoint}/grants()?$filter=${filter}`, storageHeaders);
  const { value } = JSON.parse(found.body) as { value: object[] };
  if (value.length < 2) throw new Error('The sender has no rows.');
  const id = randomBytes(16).toString('hex');
  const now = new Date().toISOString();
  const { partitionKey } = known;
  const row = {
    status: 'sending',
    sender: partitionKey,
    hostTenantId: partitionKey,
    callerId: partitionKey,
    createdAt: now,
    updatedAt: now,
    expiresAt: now,
    dueAt: now,
    ...timeTypes,
    contentDigest: id + id,
    attemptId: id,
    mac: id + id,
    recipientCount: 1,
    attempts: '[]',
  };
  const indexed = (name: string) => write('PUT', `${name}_${partitionKey}_a_${id}`, { callerId: partitionKey });
  const etag = await batch([
    write('POST', `message_${id}`, row),
    write('PUT', `due_${now}_${id}`, {}),
    ...['sender', 'caller', 'tenant'].map(indexed),
    write('PUT', `fence_${partitionKey}_${partitionKey.slice(0, 32)}`, {}),
  ]);
  const headers = { Authorization: `Bearer ${known.accessToken}`, 'Content-Type': 'application/json' };
  const answer = await call(`${settings.graphUrl}/me/sendMail`, headers, JSON.stringify({ message }));
  if (answer.status !== 202) throw new Error(`Graph answered ${answer.status}.`);
  const attempts = JSON.stringify([{ at: new Date(), outcome: 'sent', graphRequestId: id }]);
  const sent = { ...row, status: 'sent', updatedAt: new Date().toISOString(), attempts };
  const left = ['message', 'due', 'sender', 'caller', 'tenant'].map((name) => `${name}_${partitionKey}_a_${id}`);
  await batch([
    write('PUT', `message_${id}`, sent, etag),
    write('DELETE', `due_${now}_${id}`, {}, '*'),
    write('PUT', `due_b_${id}`, { rows: JSON.stringify(left) }),
  ]);
  return { id, status: 'sent' };
}

const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const answer = (status: number, body: object) =>
      outgoing.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    send(Buffer.concat(chunks).toString()).then(
      (body) => answer(200, body),
      (error: unknown) => answer(500, { detail: String(error) }),
    );
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
for (const end of ['SIGTERM', 'disconnect']) process.on(end, () => process.exit(0));

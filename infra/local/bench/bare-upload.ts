/**
 * The yardstick of large messages: takes a blob as it is to a draft by hand, in ranges one after another, with node:https and nothing else.
 * The next range is read while one is on its way; nothing is opened, checked or repeated.
 *
 * A process of its own, as the app is. Configured by one JSON text in BARE_UPLOAD; takes a little first, then all of it, deletes its
 * drafts, and prints how many milliseconds the second time took, from creating the upload session on. Without a blob it uploads bytes that
 * it has in memory.
 */
import { Agent, request } from 'node:https';

export interface BareUploadSettings {
  graphUrl: string;
  accessToken: string;
  /** So many of the blob. */
  bytes: number;
  rangeBytes: number;
  /** With the headers that open it. */
  blob?: { url: string; headers: Record<string, string> };
}

const settings = JSON.parse(process.env['BARE_UPLOAD'] ?? '') as BareUploadSettings;
const { graphUrl, accessToken, bytes, rangeBytes, blob } = settings;
const agent = new Agent({ keepAlive: true });
const inMemory = Buffer.alloc(rangeBytes, 'A');

function call(method: string, url: string, given: Record<string, string>, body?: string | Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = { ...given, ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }) };
    const outgoing = request(url, { method, headers, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const answer = Buffer.concat(chunks);
        const { statusCode = 0 } = incoming;
        if (statusCode < 300) resolve(answer);
        else reject(new Error(`${method} was answered ${statusCode}: ${answer.toString('utf8', 0, 500)}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function read(start: number, end: number): Promise<Buffer> {
  if (!blob || start >= end) return inMemory.subarray(0, end - start);
  return call('GET', blob.url, { ...blob.headers, 'x-ms-range': `bytes=${start}-${end - 1}` });
}

/** In milliseconds. */
async function upload(size: number): Promise<number> {
  const json = { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' };
  const post = async (url: string, body: string) =>
    JSON.parse((await call('POST', url, json, body)).toString()) as Record<string, unknown>;
  const draft = await post(`${graphUrl}/me/messages`, '{"subject":"bare upload"}');
  const path = `${graphUrl}/me/messages/${encodeURIComponent(String(draft['id']))}`;
  const item = JSON.stringify({ AttachmentItem: { attachmentType: 'file', name: 'bare', size } });
  const startedAt = performance.now();
  const session = await post(`${path}/attachments/createUploadSession`, item);
  const endOf = (start: number) => Math.min(size, start + rangeBytes);
  let next = read(0, endOf(0));
  for (let start = 0; start < size; start += rangeBytes) {
    const end = endOf(start);
    const range = await next;
    next = read(end, endOf(end));
    const headers = {
      'Content-Type': 'application/octet-stream',
      'Content-Range': `bytes ${start}-${end - 1}/${size}`,
    };
    await call('PUT', String(session['uploadUrl']), headers, range);
  }
  const milliseconds = performance.now() - startedAt;
  await call('DELETE', path, json);
  return milliseconds;
}

await upload(2 * rangeBytes);
process.stdout.write(String(await upload(bytes)));
agent.destroy();

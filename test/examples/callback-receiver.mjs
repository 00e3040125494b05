/**
 * Is told what became of messages and senders, with Node alone: verifies the signature, and takes each event once. A proxy before it
 * serves https. Settings: README.md in this folder. Prints each event; do in its place what the ERP has to do.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { PORT, SIGNING_SECRET } = process.env;

const TOLERANCE_SECONDS = 300;
/** An event comes again for 75 hours at most. */
const REMEMBERED_MILLISECONDS = 4 * 86_400_000;
const BODY_MAX_BYTES = 64 * 1024;

const key = Buffer.from(SIGNING_SECRET.replace(/^whsec_/, ''), 'base64');
/** Lost when the program ends. What has a database keeps the ids there, in one transaction with what it does. */
const taken = new Set();

function isSigned(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers;
  // Whoever has seen an event could post it again later.
  const secondsOff = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(secondsOff <= TOLERANCE_SECONDS)) return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  // There are several while the secret is rotated.
  return signatures.split(' ').some((signature) => {
    const [version, digest = ''] = signature.split(',');
    const given = Buffer.from(digest, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** Answers with a status: 2xx for what was taken; everything else comes again. */
async function receive(request) {
  if (request.method !== 'POST') return 405;
  // Callbacks come with Content-Length, and Node reads no more than it says.
  if (!(Number(request.headers['content-length']) <= BODY_MAX_BYTES)) return 413;
  // The bytes that were signed: JSON that was parsed and written again may differ.
  const body = Buffer.concat(await request.toArray());
  if (!isSigned(request.headers, body)) return 401;
  const { 'webhook-id': id } = request.headers;
  if (taken.has(id)) return 204;
  const { type, data } = JSON.parse(body);
  console.log(`${type} ${data.id}`);
  taken.add(id);
  setTimeout(() => taken.delete(id), REMEMBERED_MILLISECONDS).unref();
  return 204;
}

const server = createServer(async (request, response) => {
  const status = await receive(request).catch(() => 500);
  response.writeHead(status, { Connection: 'close' }).end();
});
server.listen(PORT, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));

/**
 * How much memory the largest bodies take: many times as many as the smallest instance works on at once, posted together, by strangers
 * and by a caller.
 *
 * What is deployed says how large, how many at once and how much memory; the host keeps to it, and the others wait unread. It is the
 * peak of the whole process, on Linux; Azure's host is another process, which is not here.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { startHostProcess } from '../host/host-process.ts';
import type { Stack } from '../stack.ts';
import type { Row } from './budget.ts';

const SETTLE_MILLISECONDS = 200;
const HELD_MAX_MILLISECONDS = 20_000;
/** What a submission may have; the host takes a little more. */
const SUBMISSION_MAX_BYTES = 8 * 2 ** 20;

export interface Bodies {
  bytes: number;
  atOnce: number;
  memoryMB: number;
}

interface Kind {
  who: string;
  body: Buffer;
  headers: Record<string, string>;
  /** Times what is worked on at once. */
  times: number;
  status: number;
}

/** Of the smallest instance, as it is deployed. */
export function readDeployedBodies(): Bodies {
  const file = join(import.meta.dirname, '../../snapshots/smallest.snapshot.json');
  const text = readFileSync(file, 'utf8');
  const read = (pattern: RegExp) => Number(pattern.exec(text)?.[1]);
  return {
    bytes: read(/"FUNCTIONS_REQUEST_BODY_SIZE_LIMIT",\s+"value": "(\d+)"/),
    atOnce: read(/"AzureFunctionsJobHost__extensions__http__maxConcurrentRequests",\s+"value": "(\d+)"/),
    memoryMB: read(/"instanceMemoryMB": (\d+)/),
  };
}

/** On a host of its own for each row. */
export async function measureBodies(stack: Stack, appFolder: string, bodies = readDeployedBodies()): Promise<Row[]> {
  const token = await stack.callerToken();
  const kinds: Kind[] = [
    { who: 'strangers', body: Buffer.alloc(bodies.bytes, 'A'), headers: {}, times: 4, status: 401 },
    {
      who: 'a caller',
      body: buildCostliest(Math.min(bodies.bytes, SUBMISSION_MAX_BYTES)),
      headers: { Authorization: `Bearer ${token}` },
      times: 2,
      status: 413,
    },
  ];
  const rows: Row[] = [];
  for (const kind of kinds) rows.push(await measureKind(stack, appFolder, bodies, kind));
  return rows;
}

async function measureKind(stack: Stack, appFolder: string, bodies: Bodies, kind: Kind): Promise<Row> {
  const { bytes, atOnce, memoryMB } = bodies;
  const { who, body, headers, times, status } = kind;
  const size = (body.length / 2 ** 20).toFixed(2);
  const what = `memory with ${atOnce * times} bodies of ${size} MB from ${who}, ${atOnce} at once`;
  const budget = `<= ${memoryMB} MB, the whole process`;
  if (!existsSync('/proc/self/status')) return { what, measured: 'only on Linux', budget };
  const limits = {
    FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: String(bytes),
    AzureFunctionsJobHost__extensions__http__maxConcurrentRequests: String(atOnce),
  };
  const host = await startHostProcess({ ...stack.environment, PORT: '0', ...limits }, undefined, appFolder);
  try {
    const process = `/proc/${host.child.pid}`;
    const url = `${new URL(host.url).origin}/api/send`;
    await post(url, Buffer.from('{}'), headers).end();
    writeFileSync(`${process}/clear_refs`, '5');
    const posts = Array.from({ length: atOnce * times }, () => post(url, body, headers));
    await waitFor(() => posts.filter(({ isHeld }) => isHeld()).length >= atOnce);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MILLISECONDS));
    const statuses = await Promise.all(posts.map(({ end }) => end()));
    const peakMB = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`${process}/status`, 'utf8'))?.[1]) / 1024;
    return {
      what,
      measured: `${peakMB.toFixed(0)} MB (answered ${[...new Set(statuses)].join(', ')})`,
      budget,
      holds: statuses.every((one) => one === status) && peakMB <= memoryMB,
    };
  } finally {
    await host.close();
  }
}

/** One character outside Latin-1 makes the text twice as large in memory. Graph does not take it, which is found after parsing. */
function buildCostliest(bytes: number): Buffer {
  const build = (fill: string) =>
    JSON.stringify({
      sender: 'ann@fabrikam.com',
      message: {
        subject: 'Invoice SI-103042',
        body: { contentType: 'HTML', content: `\u20ac${fill}` },
        toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
      },
    });
  return Buffer.from(build('A'.repeat(bytes - Buffer.byteLength(build('')))));
}

async function waitFor(isReached: () => boolean): Promise<void> {
  const end = Date.now() + HELD_MAX_MILLISECONDS;
  while (!isReached()) {
    if (Date.now() > end) throw new Error('The host reads fewer bodies than it is to work on at once.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** `isHeld`: all but the last byte has been written. */
function post(url: string, body: Buffer, more: Record<string, string>) {
  const headers = { ...more, 'Content-Type': 'application/json', 'Content-Length': body.length };
  const outgoing = request(url, { method: 'POST', headers });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode)));
  });
  let isHeld = false;
  outgoing.write(body.subarray(0, -1), () => (isHeld = true));
  return { isHeld: () => isHeld, end: () => (outgoing.end(body.subarray(-1)), answered) };
}

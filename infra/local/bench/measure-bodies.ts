/**
 * How much memory bodies of strangers take: as many of the largest that the smallest instance takes at once, all held before the
 * host has the end of any.
 *
 * What is deployed says how large and how many. It is the peak of the whole process, on Linux; Azure's host is another process,
 * which is not here.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { startHostProcess } from '../host/host-process.ts';
import type { Stack } from '../stack.ts';
import type { Row } from './budget.ts';

const SETTLE_MILLISECONDS = 200;

export interface Bodies {
  bytes: number;
  atOnce: number;
  memoryMB: number;
}

/** Of the smallest instance, as it is deployed. */
export function readDeployedBodies(): Bodies {
  const file = join(import.meta.dirname, '../../snapshots/smallest.snapshot.json');
  const text = readFileSync(file, 'utf8');
  const read = (pattern: RegExp) => Number(pattern.exec(text)?.[1]);
  return {
    bytes: read(/"FUNCTIONS_REQUEST_BODY_SIZE_LIMIT",\s+"value": "(\d+)"/),
    atOnce: read(/"perInstanceConcurrency": (\d+)/),
    memoryMB: read(/"instanceMemoryMB": (\d+)/),
  };
}

/** On a host of its own. */
export async function measureBodies(stack: Stack, appFolder: string, bodies = readDeployedBodies()): Promise<Row> {
  const { bytes, atOnce, memoryMB } = bodies;
  const what = `memory with ${atOnce} bodies of ${(bytes / 2 ** 20).toFixed(2)} MB from strangers at once`;
  const budget = `<= ${memoryMB} MB, the whole process`;
  if (!existsSync('/proc/self/status')) return { what, measured: 'only on Linux', budget };
  const host = await startHostProcess({ ...stack.environment, PORT: '0', ...limit(bytes) }, undefined, appFolder);
  try {
    const process = `/proc/${host.child.pid}`;
    const url = `${new URL(host.url).origin}/api/send`;
    await post(url, Buffer.from('{}')).end();
    writeFileSync(`${process}/clear_refs`, '5');
    const posts = Array.from({ length: atOnce }, () => post(url, Buffer.alloc(bytes, 'A')));
    await Promise.all(posts.map(({ held }) => held));
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MILLISECONDS));
    const statuses = await Promise.all(posts.map(({ end }) => end()));
    const peakMB = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`${process}/status`, 'utf8'))?.[1]) / 1024;
    const isRefused = statuses.every((status) => status === 401);
    return {
      what,
      measured: `${peakMB.toFixed(0)} MB (answered ${[...new Set(statuses)].join(', ')})`,
      budget,
      holds: isRefused && peakMB <= memoryMB,
    };
  } finally {
    await host.close();
  }
}

function limit(bytes: number): Record<string, string> {
  return { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: String(bytes) };
}

/** Without a token. `held`: all but the last byte has been written. */
function post(url: string, body: Buffer) {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
  const outgoing = request(url, { method: 'POST', headers });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode)));
  });
  const held = new Promise<void>((resolve) => outgoing.write(body.subarray(0, -1), () => resolve()));
  return { held, end: () => (outgoing.end(body.subarray(-1)), answered) };
}

/**
 * Starts and stops Azurite, Microsoft's storage emulator, as a child process on three free ports.
 *
 * https with the stack's certificate, because Azurite takes bearer tokens over nothing else. Two accounts, as deployed, with
 * random keys that are not passed on. Data is in memory, or in a folder when one is named. The child ends with this process,
 * however that ends. Only the front talks to it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Certificate } from '../kit/certificate.ts';

const START_MAX_MILLISECONDS = 60_000;
const STOP_MAX_MILLISECONDS = 8_000;
const OUTPUT_MAX_CHARACTERS = 4_096;
/** Longer than any session, so that a pooled connection is never closed under a request. */
const KEEP_ALIVE_SECONDS = 86_400;

export const STORAGE_SERVICES = ['table', 'queue', 'blob'] as const;
export type StorageService = (typeof STORAGE_SERVICES)[number];

/** The accounts of the connector's data and of the Functions host; they come first in the path. */
export const STORAGE_ACCOUNTS = { data: 'devstoreaccount1', host: 'hoststoreaccount1' };

export interface Azurite {
  processId: number;
  /** On 127.0.0.1. */
  ports: Record<StorageService, number>;
  close(): Promise<void>;
}

/** Starts Azurite and waits until its three services listen; rejects with its last output when they do not. */
export async function startAzurite(certificate: Certificate, dataFolder?: string): Promise<Azurite> {
  const folder = await mkdtemp(join(tmpdir(), 'azurite-'));
  try {
    const cert = join(folder, 'certificate.pem');
    const key = join(folder, 'key.pem');
    await writeFile(cert, certificate.certificate);
    await writeFile(key, certificate.privateKey, { mode: 0o600 });
    const child = spawnAzurite(cert, key, dataFolder);
    try {
      const ports = await readPorts(child);
      return { processId: child.pid ?? 0, ports, close: () => stop(child) };
    } catch (error) {
      await stop(child);
      throw error;
    }
  } finally {
    // Azurite has read both files by the time it listens.
    await rm(folder, { recursive: true, force: true });
  }
}

function spawnAzurite(cert: string, key: string, dataFolder?: string): ChildProcess {
  const services = STORAGE_SERVICES.flatMap((service) => [
    `--${service}Port`,
    '0',
    `--${service}KeepAliveTimeout`,
    String(KEEP_ALIVE_SECONDS),
  ]);
  const data = dataFolder === undefined ? ['--inMemoryPersistence'] : ['--location', dataFolder];
  const flags = ['--silent', '--disableTelemetry', '--skipApiVersionCheck', '--disableProductStyleUrl'];
  const tls = ['--oauth', 'basic', '--cert', cert, '--key', key];
  const accounts = Object.values(STORAGE_ACCOUNTS).map((name) => `${name}:${randomBytes(64).toString('base64')}`);
  const { NODE_OPTIONS: _options, ...environment } = process.env;
  return spawn(
    process.execPath,
    [fileURLToPath(new URL('./azurite-process.ts', import.meta.url)), ...services, ...data, ...flags, ...tls],
    { stdio: ['pipe', 'pipe', 'pipe'], env: { ...environment, AZURITE_ACCOUNTS: accounts.join(';') } },
  );
}

function readPorts(child: ChildProcess): Promise<Azurite['ports']> {
  return new Promise((resolve, reject) => {
    const ports: Partial<Azurite['ports']> = {};
    let output = '';
    const fail = (reason: string) => {
      clearTimeout(timer);
      reject(new Error(`Azurite ${reason}: ${output.trim()}`));
    };
    const timer = setTimeout(() => fail('did not start in time'), START_MAX_MILLISECONDS);
    const read = (chunk: Buffer) => {
      output = `${output}${chunk.toString('utf8')}`.slice(-OUTPUT_MAX_CHARACTERS);
      for (const [, name, port] of output.matchAll(/(\w+) service is successfully listening at \S+:(\d+)\s/g)) {
        ports[name?.toLowerCase() as StorageService] = Number(port);
      }
      if (!hasAllPorts(ports)) return;
      clearTimeout(timer);
      resolve(ports);
    };
    // Both streams are read to the end, because a child blocks when its output pipe is full.
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (code) => fail(`ended with code ${code}`));
  });
}

function hasAllPorts(ports: Partial<Azurite['ports']>): ports is Azurite['ports'] {
  return STORAGE_SERVICES.every((service) => ports[service]);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MAX_MILLISECONDS);
  child.stdin?.end();
  await ended;
  clearTimeout(timer);
}

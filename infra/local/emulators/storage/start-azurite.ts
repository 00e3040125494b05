/**
 * Starts and stops Azurite, Microsoft's storage emulator, as a child process on three free ports.
 *
 * https with a certificate of its own, because Azurite takes bearer tokens over nothing else. Pairs of accounts, as deployed,
 * with random keys that are not passed on. Data is in memory, or in a folder when one is named. The child ends with this
 * process, however that ends. Only the front talks to it.
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

/** What the names of the accounts of the connector's data and of the Functions host begin with; a number follows. */
export const ACCOUNT_PREFIXES = { data: 'devstoreaccount', host: 'hoststoreaccount' };

/** Names; they come first in the path. */
export type StorageAccounts = Record<keyof typeof ACCOUNT_PREFIXES, string>;

/** The pair with this number, from 1. */
export function nameAccounts(pair: number): StorageAccounts {
  return { data: `${ACCOUNT_PREFIXES.data}${pair}`, host: `${ACCOUNT_PREFIXES.host}${pair}` };
}

/** A running Azurite, whoever started it. */
export interface AzuriteAddress {
  /** On 127.0.0.1. */
  ports: Record<StorageService, number>;
  /** PEM; what it is called by is `localhost`. */
  certificate: string;
}

export interface Azurite extends AzuriteAddress {
  processId: number;
  close(): Promise<void>;
}

export interface AzuriteOptions {
  /** Absent: data is in memory. */
  dataFolder?: string;
  /** Pairs of accounts; default 1. */
  pairs?: number;
}

/** Starts Azurite and waits until its three services listen; rejects with its last output when they do not. */
export async function startAzurite(
  certificate: Certificate,
  { dataFolder, pairs = 1 }: AzuriteOptions = {},
): Promise<Azurite> {
  const folder = await mkdtemp(join(tmpdir(), 'azurite-'));
  try {
    const cert = join(folder, 'certificate.pem');
    const key = join(folder, 'key.pem');
    await writeFile(cert, certificate.certificate);
    await writeFile(key, certificate.privateKey, { mode: 0o600 });
    const child = spawnAzurite(cert, key, pairs, dataFolder);
    try {
      const ports = await readPorts(child);
      return {
        processId: child.pid ?? 0,
        ports,
        certificate: certificate.certificate,
        close: () => stop(child),
      };
    } catch (error) {
      await stop(child);
      throw error;
    }
  } finally {
    // Azurite has read both files by the time it listens.
    await rm(folder, { recursive: true, force: true });
  }
}

function spawnAzurite(cert: string, key: string, pairs: number, dataFolder?: string): ChildProcess {
  const services = STORAGE_SERVICES.flatMap((service) => [
    `--${service}Port`,
    '0',
    `--${service}KeepAliveTimeout`,
    String(KEEP_ALIVE_SECONDS),
  ]);
  const data = dataFolder === undefined ? ['--inMemoryPersistence'] : ['--location', dataFolder];
  const flags = ['--silent', '--disableTelemetry', '--skipApiVersionCheck', '--disableProductStyleUrl'];
  const tls = ['--oauth', 'basic', '--cert', cert, '--key', key];
  const names = Array.from({ length: pairs }, (_, index) => Object.values(nameAccounts(index + 1))).flat();
  const accounts = names.map((name) => `${name}:${randomBytes(64).toString('base64')}`);
  const { NODE_OPTIONS: _options, ...environment } = process.env;
  return spawn(
    process.execPath,
    [fileURLToPath(new URL('./azurite-process.ts', import.meta.url)), ...services, ...data, ...flags, ...tls],
    { stdio: ['pipe', 'pipe', 'pipe'], env: { ...environment, AZURITE_ACCOUNTS: accounts.join(';') } },
  );
}

function readPorts(child: ChildProcess): Promise<AzuriteAddress['ports']> {
  return new Promise((resolve, reject) => {
    const ports: Partial<AzuriteAddress['ports']> = {};
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

function hasAllPorts(ports: Partial<AzuriteAddress['ports']>): ports is AzuriteAddress['ports'] {
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

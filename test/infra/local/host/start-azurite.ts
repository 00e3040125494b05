/**
 * Starts Azurite's queue service over https for one test file, with a credential it accepts.
 */
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import type { TokenCredential } from '@azure/identity';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createCertificate } from '../../../../infra/local/emulators/kit/certificate.ts';

const AZURITE = join(import.meta.dirname, '../../../../node_modules/azurite/dist/src/queue/main.js');
const ISSUER = 'https://sts.windows.net/0f9e8d7c-0000-4000-8000-000000000001/';

export interface Azurite {
  /** The address that `__queueServiceUri` takes. */
  url: string;
  credential: TokenCredential;
  queue(name: string): QueueClient;
  stop(): Promise<void>;
}

/** This process trusts its certificate until `stop`. */
export async function startAzurite(): Promise<Azurite> {
  const directory = mkdtempSync(join(tmpdir(), 'azurite-'));
  const { certificate, privateKey } = createCertificate(new Date());
  const [cert, key] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
  writeFileSync(cert, certificate);
  writeFileSync(key, privateKey);
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, certificate]);

  const options = ['--queuePort', '0', '--inMemoryPersistence', '--disableTelemetry', '--silent', '--oauth', 'basic'];
  const child = spawn(process.execPath, [AZURITE, ...options, '--cert', cert, '--key', key], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let output = '';
  let port: string | undefined;
  while (!(port = /successfully listens on https:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1])) {
    output += String((await Promise.race([once(child.stdout, 'data'), ended]))[0]);
    if (child.exitCode !== null) throw new Error(`Azurite did not start: ${output}`);
  }
  const url = `https://127.0.0.1:${port}/devstoreaccount1`;
  const credential = createCredential();
  const service = new QueueServiceClient(url, credential);
  return {
    url,
    credential,
    queue: (name) => service.getQueueClient(name),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      setDefaultCACertificates(trusted);
      rmSync(directory, { recursive: true });
    },
  };
}

/** Azurite reads the claims and does not check the signature. */
function createCredential(): TokenCredential {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: ISSUER, aud: 'https://storage.azure.com', iat: now - 60, nbf: now - 60, exp: now + 3600 };
  const token = `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.${Buffer.from('none').toString('base64url')}`;
  return { getToken: () => Promise.resolve({ token, expiresOnTimestamp: (now + 3600) * 1000 }) };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { createCertificate } from '../../../../../infra/local/emulators/kit/certificate.ts';
import { startAzurite } from '../../../../../infra/local/emulators/storage/start-azurite.ts';

const folder = pathToFileURL(`${process.cwd()}/infra/local/emulators/`).href;

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

async function waitForEnd(processId: number): Promise<boolean> {
  for (let attempt = 0; attempt < 200 && isAlive(processId); attempt += 1) await sleep(50);
  return !isAlive(processId);
}

describe('startAzurite', () => {
  it('listens on three ports of its own and ends when closed, leaving no file behind', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'guestmail-azurite-'));
    vi.stubEnv('TMPDIR', temporary);
    const azurite = await startAzurite(createCertificate(new Date()));
    vi.unstubAllEnvs();
    const ports = Object.values(azurite.ports);
    expect(new Set(ports).size).toBe(3);
    expect(ports.every((port) => port > 0)).toBe(true);
    expect(isAlive(azurite.processId)).toBe(true);
    await azurite.close();
    expect(isAlive(azurite.processId)).toBe(false);
    await azurite.close();
    expect(await readdir(temporary)).toEqual([]);
    await rm(temporary, { recursive: true });
  }, 90_000);

  it('ends with the process that started it, even when that one is killed', async () => {
    const script = `
      const { startAzurite } = await import('${folder}storage/start-azurite.ts');
      const { createCertificate } = await import('${folder}kit/certificate.ts');
      const azurite = await startAzurite(createCertificate(new Date()));
      console.log(azurite.processId);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const processId = Number(line.toString());
    expect(isAlive(processId)).toBe(true);
    parent.kill('SIGKILL');
    expect(await waitForEnd(processId)).toBe(true);
  }, 90_000);

  it('says what Azurite said when it cannot start', async () => {
    const certificate = { certificate: 'no certificate', privateKey: 'no key' };
    await expect(startAzurite(certificate)).rejects.toThrow(/Azurite ended with code 1: [^]*PEM/i);
  }, 90_000);
});

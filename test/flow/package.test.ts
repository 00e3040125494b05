import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPackage } from '../../infra/build/build-package.ts';
import { unzip } from '../infra/build/unzip.ts';
import { startApp, submission, type App } from './app.ts';
import { buildDeployedSettings } from './deployed-settings.ts';

const root = join(import.meta.dirname, '../..');
let folder: string;
let files: Record<string, Buffer>;
let app: App;

/** Node refuses to read anything but the host itself, the package and the certificate of the stack. */
function refuseOtherFiles(certificate: string): Record<string, string> {
  const readable = [join(root, 'infra/local/host'), join(root, 'package.json'), folder, certificate];
  return { NODE_OPTIONS: ['--permission', ...readable.map((path) => `--allow-fs-read=${path}`)].join(' ') };
}

beforeAll(async () => {
  files = unzip(await buildPackage());
  folder = join(await realpath(await mkdtemp(join(tmpdir(), 'package-'))), 'app');
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  app = await startApp({
    appFolder: folder,
    environment: (stack) => ({
      ...buildDeployedSettings('smallest', stack),
      ...refuseOtherFiles(stack.environment['NODE_EXTRA_CA_CERTS'] ?? ''),
    }),
  });
});
afterAll(async () => {
  await app.close();
  await rm(dirname(folder), { recursive: true });
});

describe('the package, unzipped into an empty folder', () => {
  it('holds both bundles, host.json and a minimal package.json, and nothing else', () => {
    expect(Object.keys(files)).toEqual(['handlers.cjs', 'host.json', 'index.cjs', 'package.json']);
    expect(JSON.parse(String(files['package.json']))).toEqual({
      name: 'guestmail',
      version: expect.any(String),
      private: true,
      main: 'index.cjs',
    });
  });

  it('has no installed package beside or above it', () => {
    for (let at = folder; at !== dirname(at); at = dirname(at))
      expect(existsSync(join(at, 'node_modules'))).toBe(false);
  });

  it('starts there with the settings of the deployment and sends, reading no file from elsewhere', async () => {
    await app.connect('ann');
    const answer = await app.call('POST', '/send', { body: submission(app.senderOf('ann'), 'from the package') });

    expect([answer.status, answer.json['status']]).toEqual([200, 'sent']);
    expect(app.host.lines.filter((line) => /ERR_ACCESS_DENIED|permission/i.test(line))).toEqual([]);
  });
});

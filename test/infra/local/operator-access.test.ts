import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readOperatorAccess, writeOperatorAccess } from '../../../infra/local/operator-access.ts';

const access = {
  publicUrl: 'http://localhost:7071/api',
  tokenEndpoint: 'https://localhost:7080/token',
  clientId: 'id',
  clientSecret: 'secret',
  scope: 'id/.default',
  certificate: '',
};

it('is written for its owner, with its folder, and is gone when it is removed', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'guestmail-access-'));
  onTestFinished(() => rm(parent, { recursive: true }));
  const folder = join(parent, '7071');
  const remove = await writeOperatorAccess(access, folder);
  expect(await readOperatorAccess(folder)).toEqual(access);
  // Windows gives the file the rights of its folder.
  if (process.platform !== 'win32') expect((await stat(join(folder, 'operator.json'))).mode & 0o777).toBe(0o600);
  await remove();
  expect(await readOperatorAccess(folder)).toBeUndefined();
});

it('is as good as none when it is damaged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guestmail-access-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'operator.json'), JSON.stringify(access).slice(0, -1));
  expect(await readOperatorAccess(folder)).toBeUndefined();
});

/**
 * Builds the package to upload: a zip archive of the built folder, which runs without node_modules.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './build-app.ts';
import { zip } from './zip.ts';

/** Builds in a temporary folder and deletes it. */
export async function buildPackage(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
  try {
    await buildApp(folder);
    const names = (await readdir(folder)).toSorted();
    const files = await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const));
    return zip(Object.fromEntries(files));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs once before the files that need it: builds the app and unpacks the browser, so that no file pays for either again.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { unpackChromium } from '../infra/local/browser/unpack-chromium.ts';
import { buildApp } from '../infra/build/build-app.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built app, which nobody changes. */
    appFolder: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'guestmail-app-'));
  const isBrowserPacked = process.platform === 'linux' && process.arch === 'x64';
  await Promise.all([buildApp(folder), isBrowserPacked && unpackChromium()]);
  project.provide('appFolder', folder);
  return () => rm(folder, { recursive: true });
}

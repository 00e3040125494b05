/**
 * Starts the real browser for tests of pages and journeys, and for the pictures of the README.
 *
 * On Linux x64 it is the Chromium of the development dependencies, with its own fonts and libraries, so a machine needs
 * nothing else; elsewhere it is an installed Edge, Chrome or Chromium. Web security stays on, processes stay separate. No name
 * but the loopback ones resolves, so it never reaches the network.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { unpackChromium } from './unpack-chromium.ts';

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-domain-reliability',
  '--no-pings',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
];

/**
 * A new browser process; the caller closes it. `seen`: on a screen, where there is one. Emulators have a self-signed certificate: open their pages in a
 * `newContext({ ignoreHTTPSErrors: true })`.
 * @throws Error when this platform has no packaged browser and none is installed
 */
export async function launchBrowser(seen: Pick<LaunchOptions, 'headless' | 'slowMo'> = {}): Promise<Browser> {
  return chromium.launch({ ...(await findBrowser()), ...seen, args: switches, timeout: 30_000 });
}

async function findBrowser(): Promise<LaunchOptions> {
  if (process.platform === 'linux' && process.arch === 'x64') return packagedBrowser(await unpackChromium());
  if (process.platform === 'win32') return { channel: 'msedge' };
  if (process.platform === 'darwin') return { channel: 'chrome' };
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/snap/bin/chromium'].find(existsSync);
  if (!executablePath) throw new Error('A browser is needed: install the package "chromium".');
  return { executablePath };
}

function packagedBrowser(folder: string): LaunchOptions {
  const libraries = hasRecentLibc() ? [join(folder, 'al2023/lib')] : [];
  const searched = [...libraries, process.env['LD_LIBRARY_PATH'] ?? ''].filter(Boolean).join(':');
  return {
    executablePath: join(folder, 'chromium'),
    env: { ...process.env, LD_LIBRARY_PATH: searched, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** The packaged libraries are built for glibc 2.34; an older machine has to bring its own libnss3. */
function hasRecentLibc(): boolean {
  const report = Object.assign(process.report, { excludeNetwork: true }).getReport();
  const { header } = report as { header: { glibcVersionRuntime?: string } };
  const [major = 0, minor = 0] = (header.glibcVersionRuntime ?? '').split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 34);
}

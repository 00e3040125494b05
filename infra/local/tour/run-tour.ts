/**
 * `npm run demo -- --tour`: walks the whole product in two browsers, that of a guest and that of an administrator, checks what each step
 * proves, and leaves a numbered picture of each, with a page that shows them all.
 *
 * Everything happens on the local stack that it is given; nothing on a page is made up for it.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../browser/launch-browser.ts';
import type { HostProcess } from '../host/host-process.ts';
import type { DemoSteps } from './demo-steps.ts';
import type { Stack } from '../stack.ts';
import { showConfiguration } from './configuration-scene.ts';
import { showConsole } from './console-scene.ts';
import { showGuests } from './guests-scene.ts';
import { showLeaving } from './leaving-scene.ts';
import { showPeople } from './people-scene.ts';
import type { TourParts } from './tour-parts.ts';
import { writeIndex, type TourPicture } from './write-index.ts';

const SLOW_MILLISECONDS = 600;
const TIMER_ATTEMPTS_MAX = 200;

export interface TourOptions {
  stack: Stack;
  host: Pick<HostProcess, 'url' | 'lines'>;
  steps: DemoSteps;
  /** Folder of the pictures; what an earlier tour left there goes. */
  pictures: string;
  isHeaded: boolean;
  onClose(close: () => Promise<unknown>): void;
}

export async function runTour({ stack, host, steps, pictures, isHeaded, onClose }: TourOptions): Promise<void> {
  const browser = await launchBrowser(isHeaded ? { headless: false, slowMo: SLOW_MILLISECONDS } : {});
  onClose(() => browser.close());
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const open = async (width: number) => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width, height: 860 } });
    return context.newPage();
  };
  const taken: TourPicture[] = [];

  async function take(page: Page, name: string, says: string): Promise<void> {
    const file = `${String(taken.length + 1).padStart(2, '0')}-${name}.png`;
    const picture = { path: join(pictures, file), fullPage: true };
    // On a machine that is busy the browser may fail to draw one in time.
    await page.screenshot(picture).catch(() => page.screenshot(picture));
    taken.push({ file, says });
  }

  const parts: TourParts = {
    stack,
    person: await open(900),
    administrator: await open(1240),
    step: steps.step,
    take,
    call: createCall(stack),
    runTimer: (name) => runTimer(host, name),
  };
  await showPeople(parts);
  await showConsole(parts);
  await showGuests(parts);
  await showConfiguration(parts);
  await showLeaving(parts);
  await writeFile(join(pictures, 'index.html'), writeIndex(taken));
  process.stdout.write(`${taken.length} pictures: ${join(pictures, 'index.html')}\n`);
}

function createCall({ publicUrl, callerToken, registrations }: Stack): TourParts['call'] {
  return async (method, path, { body, headers, isOperator = false } = {}) => {
    const token = await (isOperator ? callerToken(registrations.operator.clientId) : callerToken());
    const response = await fetch(`${publicUrl}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {} };
  };
}

/** As Azure does by its schedule; ends when the app has written its line. */
async function runTimer({ url, lines }: TourOptions['host'], name: 'sweep' | 'refresh'): Promise<void> {
  const count = () => lines.filter((line) => line.startsWith(`{"function":"${name}"`)).length;
  const before = count();
  const headers = { 'Content-Type': 'application/json' };
  await fetch(`${new URL(url).origin}/admin/functions/${name}`, { method: 'POST', headers, body: '{}' });
  for (let attempt = 0; count() <= before; attempt++) {
    if (attempt === TIMER_ATTEMPTS_MAX) throw new Error(`The timer ${name} left no line.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

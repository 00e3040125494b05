/**
 * `npm run demo`: makes the whole journey by itself and prints for each step what it proves and how long it took. With `--tour` it walks
 * the whole product in a browser instead, and leaves pictures.
 *
 * Real servers, real protocols, free ports; exit code 0 only if every step held.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from '../../build/build-app.ts';
import { findFreePort, startHostProcess } from '../host/host-process.ts';
import { sharedFolder } from '../operator-access.ts';
import { anyPorts, startStack } from '../stack.ts';
import { runDemoJourney } from './demo-journey.ts';
import { createDemoSteps } from '../tour/demo-steps.ts';

const { values } = parseArgs({
  options: {
    tour: { type: 'boolean', default: false },
    headed: { type: 'boolean', default: false },
    pictures: { type: 'string' },
  },
});
const closing: (() => Promise<unknown>)[] = [];
const steps = createDemoSteps((text) => process.stdout.write(text));
const { step } = steps;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const appFolder = join(folder, 'app');
  const stack = await step(
    'start the local stack',
    'Entra, Graph, Key Vault, identity and Azurite serve https',
    async () => {
      const ports = { ...anyPorts, host: await findFreePort() };
      const [started] = await Promise.all([startStack({ ports, folder }), buildApp(appFolder)]);
      closing.push(started.close);
      return started;
    },
  );
  if (!stack) return;
  const host = await step('start the Functions host', 'the bundle runs with nothing but its settings', async () => {
    const started = await startHostProcess(stack.environment, undefined, appFolder);
    closing.push(started.close);
    return started;
  });
  if (!host) return;
  if (!values.tour) return runDemoJourney(stack, steps);
  const { runTour } = await import('../tour/run-tour.ts');
  const pictures = values.pictures ?? join(sharedFolder, 'tour');
  await runTour({ stack, host, steps, pictures, isHeaded: values.headed, onClose: (close) => closing.push(close) });
}

try {
  await main();
} finally {
  for (const close of closing.toReversed()) await close().catch(() => undefined);
}
const failures = steps.failures();
process.stdout.write(failures === 0 ? 'Every step held.\n' : `${failures} steps failed.\n`);
process.exit(failures === 0 ? 0 : 1);

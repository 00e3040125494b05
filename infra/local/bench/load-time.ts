/**
 * A program of its own: loads the app in the folder given as argument as the Functions worker does, and prints how much
 * CPU time that took in milliseconds; other load on the machine hardly changes it. Settings come from the environment.
 */
import { createCoreApi } from '../host/core-api.ts';
import { loadApp } from '../host/load-app.ts';

const core = createCoreApi({ log: () => undefined, logLevel: 'error' });
const before = process.cpuUsage();
await loadApp(process.argv[2] ?? '', core);
const { user, system } = process.cpuUsage(before);
process.stdout.write(String((user + system) / 1000));
process.exit(0);

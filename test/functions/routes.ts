/** The tables of triggers as the app registers it. Its file reads the settings when it is loaded, so it gets some. */
import { neededSettings } from '../shared/config-sample.ts';

const before = { ...process.env };
Object.assign(process.env, neededSettings);
export const { routes, schedules, queues } = await import('../../functions/index.ts');
for (const name of Object.keys(neededSettings)) {
  if (before[name] === undefined) delete process.env[name];
  else process.env[name] = before[name];
}

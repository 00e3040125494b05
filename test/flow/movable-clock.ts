/**
 * Loaded into a host before the app: puts its clock forward by the seconds that stand in the file CLOCK_FILE.
 *
 * Only what the clock says is moved; timers keep their pace. The file is looked at twenty times a second; a change is answered
 * with the line `clock {seconds}`.
 */
import { readFileSync } from 'node:fs';
import { env, stdout } from 'node:process';

const LOOK_MILLISECONDS = 50;
const path = env['CLOCK_FILE'] ?? '';
let ahead = readFileSync(path, 'utf8');

setInterval(() => {
  const text = readFileSync(path, 'utf8');
  if (text === ahead || text === '') return;
  ahead = text;
  stdout.write(`clock ${ahead}\n`);
}, LOOK_MILLISECONDS).unref();

const { now: realNow } = Date;
const now = () => realNow() + Number(ahead) * 1000;
globalThis.Date = new Proxy(Date, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length > 0 ? given : [now()], newTarget) as object,
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});

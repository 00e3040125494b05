/**
 * The program behind `npm run host`: runs this project's app, or the one in the directory given as argument.
 *
 * Settings come from the environment alone. `PORT` (7071; 0 takes a free one), `QUEUE_ENDPOINT` (becomes
 * `DataStorage__queueServiceUri` when that is not set), `SHUTDOWN_GRACE_SECONDS` (30). One line on stdout tells the
 * address; SIGINT, SIGTERM and the end of the process that started it end it with exit code 0, a failed start with 1.
 */
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { startHost, type Host } from './host.ts';
import type { Log } from './rpc.ts';

const log: Log = (level, message) => {
  const toError = level === 'warning' || level === 'error' || level === 'critical';
  (toError ? process.stderr : process.stdout).write(`${message}\n`);
};

// The reader of the output is gone: lines are lost and the app continues. Unhandled, the error would be logged, which
// would fail again, without end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const environment = process.env;
if (environment['QUEUE_ENDPOINT']) environment['DataStorage__queueServiceUri'] ||= environment['QUEUE_ENDPOINT'];

try {
  const graceSeconds = readWholeNumber('SHUTDOWN_GRACE_SECONDS', 30, 86_400);
  const host = await startHost({
    appDirectory: resolve(process.argv[2] ?? join(import.meta.dirname, '../../..')),
    environment,
    port: readWholeNumber('PORT', 7071, 65_535),
    log,
    now: () => new Date(),
  });
  stopOnSignals(host, graceSeconds);
  // Azure replaces a worker that the app has crashed; this process cannot, so it carries on.
  process.on('uncaughtException', (error) => log('error', `Uncaught: ${inspect(error)}`));
  process.on('unhandledRejection', (error) => log('error', `Unhandled rejection: ${inspect(error)}`));
  log('information', `Guestmail host listening on ${host.url}`);
} catch (error) {
  log('error', explainStart(error));
  process.exit(1);
}

function stopOnSignals(host: Host, graceSeconds: number): void {
  const stop = () => {
    // A second signal then ends the process at once, as it does without a handler.
    process.off('SIGINT', stop).off('SIGTERM', stop).off('disconnect', stop);
    host.close(graceSeconds * 1000).then(
      () => process.exit(0),
      (error: unknown) => {
        log('error', `The host did not stop cleanly: ${inspect(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  if (process.channel) process.on('disconnect', stop);
}

/** Only the message, unless the error looks like a bug, whose stack is needed. */
function explainStart(error: unknown): string {
  const { code } = error as { code?: unknown };
  const isBug =
    error instanceof TypeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError ||
    error instanceof RangeError ||
    code === 'MODULE_NOT_FOUND';
  return error instanceof Error && !isBug ? error.message : inspect(error);
}

function readWholeNumber(name: string, fallback: number, max: number): number {
  const value = environment[name] || String(fallback);
  const number = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  if (!(number <= max)) throw new Error(`${name} must be a whole number from 0 to ${max}.`);
  return number;
}

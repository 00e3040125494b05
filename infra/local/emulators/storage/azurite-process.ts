/**
 * The program of the child process that runs Azurite; its arguments are Azurite's own.
 *
 * Standard input is its lifeline: when the process that started it closes it or dies, Azurite stops by itself,
 * writing its data first, and the process ends within the bound below whatever Azurite does.
 */
import { createRequire } from 'node:module';

const STOP_MAX_MILLISECONDS = 5_000;

process.stdin.on('close', () => {
  process.emit('SIGTERM');
  setTimeout(() => process.exit(0), STOP_MAX_MILLISECONDS).unref();
});
process.stdin.resume();
// Standard output of a dead parent is a broken pipe, which must not end Azurite before its data is written.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

createRequire(import.meta.url)('azurite/dist/src/azurite.js');

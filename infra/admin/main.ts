/**
 * `npm run admin`: what a connector keeps of host tenants and app registrations, from a terminal.
 *
 * It asks the installation that PUBLIC_URL and API_AUDIENCE name, or the local stack of `npm start`. Exit code 0 done, 1 refused or failed,
 * 2 wrong command line. Prints no token and no secret.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { findTarget } from '../preflight/find-target.ts';
import { createApiClient } from './api-client.ts';
import { readCommand, UsageError } from './read-command.ts';
import { runCommand } from './run-command.ts';

async function readSource(source: string): Promise<string> {
  if (source === '-') return text(process.stdin);
  return readFile(source, 'utf8').catch(() => {
    throw new Error(`The file ${source} cannot be read.`);
  });
}

async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

try {
  const command = readCommand(process.argv.slice(2));
  const api = await createApiClient(await findTarget(process.env));
  const print = (line: string) => process.stdout.write(`${line}\n`);
  await runCommand(command, { api, print, readSource, writeResult: (path, content) => writeFile(path, content), ask });
} catch (error) {
  const isUsage = error instanceof UsageError;
  const more = isUsage ? '\n"npm run admin -- --help" lists what there is.' : '';
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${more}\n`);
  process.exitCode = isUsage ? 2 : 1;
}

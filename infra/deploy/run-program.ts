/**
 * Runs another program of this project in a process of its own and keeps all that it printed.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const run = join(import.meta.dirname, '..', 'local', 'run.mjs');

/** `name` as in `npm run <name>`. */
export function runProgram(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ exitCode: number; output: string }> {
  const child = spawn(process.execPath, [run, name], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ exitCode: code ?? 1, output }));
  });
}

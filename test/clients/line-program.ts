/** A program that is asked line by line, and answers each with a line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface LineProgram {
  /** The line that answers this one. */
  ask(line: string): Promise<string>;
  close(): Promise<void>;
}

/** `environment` is beside that of this process. */
export function startLineProgram(
  command: string,
  path: string,
  environment: Readonly<Record<string, string>>,
): LineProgram {
  const child = spawn(command, [path], { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${path} has ended.`);
      return value;
    },
    async close() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'close');
    },
  };
}

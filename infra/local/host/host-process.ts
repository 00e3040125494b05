/**
 * Starts the Functions host as a child process with the given settings and resolves when it listens.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface HostProcess {
  url: string;
  child: ChildProcess;
  /** Everything the host printed, at most the last 10,000 lines. */
  lines: string[];
  /** Lets it end by itself, and kills it when it does not in time. */
  close(): Promise<void>;
}

const LINES_MAX = 10_000;
const STOP_MILLISECONDS = 10_000;
const FREE_PORT_ATTEMPTS_MAX = 100;

/** `appFolder` holds another build of the app. Rejects with what the host printed when it ends before it listens. */
export function startHostProcess(
  environment: Record<string, string>,
  onLine?: (line: string) => void,
  appFolder?: string,
): Promise<HostProcess> {
  const program = [join(import.meta.dirname, 'main.ts'), ...(appFolder ? [appFolder] : [])];
  return startServerProcess(program, environment, onLine);
}

/**
 * Starts any program that prints `listening on` and its address. Rejects as `startHostProcess`. The program has a channel to this
 * process: when this one ends, however it does, the program hears `disconnect`.
 */
export async function startServerProcess(
  program: string[],
  environment: Record<string, string>,
  onLine?: (line: string) => void,
): Promise<HostProcess> {
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...forNode(), ...environment },
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The program has no output.');
  const lines: string[] = [];
  const keep = (line: string) => {
    if (lines.push(line) > LINES_MAX) lines.shift();
    onLine?.(line);
  };
  const listening = new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      const [, url] = /listening on (http\S+)/.exec(line) ?? [];
      if (url) resolve(url);
      else keep(line);
    });
    createInterface({ input: stderr }).on('line', keep);
    child.once('exit', () =>
      setImmediate(() => reject(new Error(lines.join('\n') || 'The host ended without a message.'))),
    );
    child.once('error', reject);
  });
  const url = await listening;
  return {
    url,
    child,
    lines,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      // Windows has no signal that a program could handle.
      if (process.platform === 'win32' && child.connected) child.disconnect();
      else child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** What Node itself takes from the environment: nothing that an app would read. */
function forNode(): NodeJS.ProcessEnv {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  return { PATH, NODE_COMPILE_CACHE };
}

/**
 * A port that was free a moment ago, for addresses that must be known before the server starts. It is below the range from
 * which systems assign ports, so it is most likely still free when it is needed.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < FREE_PORT_ATTEMPTS_MAX; attempt++) {
    const port = randomInt(20_000, 32_768);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  throw new Error('No free port was found.');
}

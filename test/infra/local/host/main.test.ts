import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fixtureDirectory } from './start-fixture.ts';

const MAIN = join(import.meta.dirname, '../../../../infra/local/host/main.ts');
const { PATH, NODE_COMPILE_CACHE } = process.env;
const forNode = { PATH, NODE_COMPILE_CACHE };
const READY = /^Guestmail host listening on (http:\/\/127\.0\.0\.1:\d+\S*)$/m;

interface Program {
  child: ChildProcess;
  output: { stdout: string; stderr: string };
  exit: Promise<number | null>;
  /** Resolves once stdout matches; rejects when the program ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
}

function run(fixture: string, environment: Record<string, string> = {}, channel: 'ipc' | 'ignore' = 'ignore'): Program {
  const child = spawn(process.execPath, [MAIN, fixtureDirectory(fixture)], {
    env: { ...forNode, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', channel],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout!.on('data', (data: Buffer) => (output.stdout += data.toString()));
  child.stderr!.on('data', (data: Buffer) => (output.stderr += data.toString()));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  const printed = async (pattern: RegExp) => {
    for (;;) {
      const match = pattern.exec(output.stdout);
      if (match) return match;
      if (child.exitCode !== null) throw new Error(`The program ended: ${output.stderr}`);
      await Promise.race([once(child.stdout!, 'data'), exit]);
    }
  };
  return { child, output, exit, printed };
}

/** Hundredths of a second of processor time, kernel included: fields 14 and 15 of /proc/<pid>/stat; 0 elsewhere. */
async function readProcessorTicks({ pid }: ChildProcess): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return user + system;
}

describe('the host program', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('prints one line when ready and exits 0 on %s', async (signal) => {
    const { child, output, exit, printed } = run('http');
    const [, url] = await printed(READY);
    expect((await fetch(`${url}/text`)).status).toBe(200);
    expect((await fetch(`${url!.replace('127.0.0.1', 'localhost')}/text`)).status).toBe(200);
    child.kill(signal);
    expect(await exit).toBe(0);
    expect(output.stdout).toBe(`Guestmail host listening on ${url}\n`);
    expect(output.stderr).toBe('');
  });

  it('ends when the process that started it is gone', async () => {
    const { child, output, printed } = run('http', {}, 'ipc');
    await printed(READY);
    const ended = once(child, 'exit');
    child.disconnect();
    expect(await ended).toEqual([0, null]);
    expect(output.stderr).toBe('');
  });

  it('goes on without a reader of its lines, at rest, and ends on SIGTERM', async () => {
    const { child, exit, printed } = run('http');
    const [, url] = await printed(READY);
    child.stdout?.destroy();
    child.stderr?.destroy();
    for (let request = 0; request < 5; request += 1) expect((await fetch(`${url}/logs`)).status).toBe(200);
    const before = await readProcessorTicks(child);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await readProcessorTicks(child)) - before).toBeLessThan(20);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  it('lets a request under way end after SIGTERM, takes no new one, and runs the appTerminate hooks', async () => {
    const { child, output, exit, printed } = run('http');
    const [, url] = await printed(READY);
    const answer = fetch(`${url}/slow`);
    await printed(/slow started/);
    child.kill('SIGTERM');
    const response = await answer;
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.text()).toBe('done ');
    expect(await exit).toBe(0);
    expect(output.stderr).toBe('');

    const withHook = run('background', {
      TICK_SCHEDULE: '0 0 0 1 1 *',
      WORK_QUEUE: 'work',
      Work__queueServiceUri: 'https://127.0.0.1:9/account',
      'AzureWebJobs.work.Disabled': 'true',
    });
    await withHook.printed(READY);
    withHook.child.kill('SIGTERM');
    expect(await withHook.exit).toBe(0);
    expect(withHook.output.stdout).toMatch(/appTerminate with data of the app\n$/);
  });

  it('writes warnings and errors of the app to stderr and its other lines to stdout', async () => {
    const { output, printed } = run('http');
    const [, url] = await printed(READY);
    await fetch(`${url}/logs`);
    await printed(/to stdout/);
    expect(output.stdout).toBe(`Guestmail host listening on ${url}\nto stdout { a: 1 }\n`);
    expect(output.stderr).toBe('to stderr\nto stderr too\n');
  });

  it("prints an app's own message once and nothing else when it does not start", async () => {
    const { output, exit } = run('refuses');
    expect(await exit).toBe(1);
    expect(output).toEqual({ stdout: '', stderr: 'Settings: PUBLIC_URL is missing; HOST_TENANT_ID is missing.\n' });
  });

  it('prints the stack when the app does not start because of a bug', async () => {
    const { output, exit } = run('broken');
    expect(await exit).toBe(1);
    expect(output.stderr).toMatch(/^TypeError: Cannot read[^]*broken\/index\.cjs/);
  });

  it('says in one line that the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { output, exit } = run('http', { PORT: String(port) });
    expect(await exit).toBe(1);
    expect(output).toEqual({ stdout: '', stderr: `Port ${port} is already in use; set PORT to another one.\n` });
  });

  it.each(['abc', '65536', '-1'])('refuses PORT=%s in one line', async (port) => {
    const { output, exit } = run('http', { PORT: port });
    expect(await exit).toBe(1);
    expect(output.stderr).toBe('PORT must be a whole number from 0 to 65535.\n');
  });

  it('fills the queue address of DataStorage from QUEUE_ENDPOINT unless it is set', async () => {
    const given = run('settings', { QUEUE_ENDPOINT: 'https://queue.contoso.com' });
    await given.printed(READY);
    expect(given.output.stdout).toContain('DataStorage__queueServiceUri=https://queue.contoso.com\n');
    const both = run('settings', { QUEUE_ENDPOINT: 'https://a', DataStorage__queueServiceUri: 'https://b' });
    await both.printed(READY);
    expect(both.output.stdout).toContain('DataStorage__queueServiceUri=https://b\n');
  });

  it('serves on after an error that the app let escape', async () => {
    const { output, printed } = run('settings');
    const [, url] = await printed(READY);
    await fetch(`${url}/escapes`);
    await printed(/escaped/);
    expect((await fetch(`${url}/escapes`)).status).toBe(200);
    expect(output.stderr).toMatch(/Unhandled rejection: Error: nobody waited/);
  });
});

/** The programs behind the npm scripts, started as a newcomer starts them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { portsAbove } from '../../../../infra/local/stack.ts';
import { settingNames } from '../../../../shared/config.ts';

const { PATH, NODE_COMPILE_CACHE } = process.env;
const forNode = { PATH, NODE_COMPILE_CACHE };
const root = join(import.meta.dirname, '..', '..', '..', '..');

/** A port with the ones of the emulators above it free, or so it was a moment ago. */
async function findPort(): Promise<number> {
  for (let port = 20_000 + (process.pid % 500) * 20; port < 31_900; port += 20) {
    const isFree = await Promise.all(Object.values(portsAbove(port)).map(isPortFree));
    if (isFree.every(Boolean)) return port;
  }
  throw new Error('No sixteen ports in a row are free.');
}

async function isPortFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('listening', () => resolve(true)).once('error', () => resolve(false));
  });
  if (isFree) await new Promise((resolve) => server.close(resolve));
  return isFree;
}

async function run(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, args, {
    env: { ...forNode, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (output.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

/** The runner in a folder of its own, where nothing else is but these packages. */
async function copyRunner(...packages: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'guestmail-run-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of packages) await mkdir(join(folder, 'node_modules', name), { recursive: true });
  await cp(join(root, 'infra/run.mjs'), join(folder, 'infra/run.mjs'));
  return join(folder, 'infra/run.mjs');
}

describe('run.mjs', () => {
  it('says in one line that the packages are not installed', async () => {
    const { code, stdout, stderr } = await run([await copyRunner(), 'start']);
    expect([code, stdout, stderr]).toEqual([1, '', 'The packages are not installed: run "npm ci" first.\n']);
  });

  it('says in one line that this Node is too old and none came with the packages', async () => {
    const older = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })";
    const preload = `data:text/javascript,${encodeURIComponent(older)}`;
    const { code, stdout, stderr } = await run(['--import', preload, await copyRunner('@azure/functions'), 'start']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^This is Node 20\.1\.0, and no Node 24 for \S+ came with the packages: [^\n]+\n$/);
  });

  it.each(['', 'constructor', 'nothing'])('lists the programs when asked for %j', async (name) => {
    const { code, stderr } = await run([await copyRunner('@azure/functions'), name]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Say which program to run: [^\n]*start[^\n]*\n$/);
  });
});

describe('start.ts', () => {
  it('says in one line which port is taken, and ends everything', async () => {
    const port = await findPort();
    const { entra } = portsAbove(port);
    const server = createServer().listen(entra, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { code, stderr } = await run([join(root, 'infra/local/programs/start.ts')], { PORT: String(port) });
    expect([code, stderr]).toEqual([1, `Port ${entra} (entra) is taken.\n`]);
  });

  it.each(['0', '-1', 'abc', '65000'])('refuses the port %s in one line', async (port) => {
    const { code, stdout, stderr } = await run([join(root, 'infra/local/programs/start.ts')], { PORT: port });
    expect([code, stdout, stderr]).toEqual([1, '', 'PORT must be a whole number from 1 to 32000.\n']);
  });

  it('prints one complete command for the ERP, and ends every process on Ctrl-C', async () => {
    const port = await findPort();
    const child = spawn(process.execPath, [join(root, 'infra/local/programs/start.ts')], {
      env: { ...forNode, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let printed = '';
    child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
    while (!printed.includes('Ctrl-C ends everything.')) await once(child.stdout, 'data');
    const [, url, token, body] = /^curl -i (\S+) .*"Authorization: (Bearer [^"]+)" -d '([^']+)'$/m.exec(printed) ?? [];
    const headers = { Authorization: String(token), 'Content-Type': 'application/json' };
    const early = await fetch(String(url), { method: 'POST', headers, body: String(body) });
    expect([early.status, ((await early.json()) as { code: string }).code]).toEqual([409, 'consent_required']);

    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    const isFree = await Promise.all(Object.values(portsAbove(port)).map(isPortFree));
    expect(isFree).not.toContain(false);
  });
});

describe('host.ts', () => {
  it('names every wrong setting at once and does not start', async () => {
    const { code, stdout, stderr } = await run([join(root, 'infra/local/programs/host.ts')], {
      PORT: '0',
      HOST_TENANT_ID: 'contoso',
      KEY_VAULT_URL: 'http://vault.northwindtraders.com',
    });
    expect([code, stdout]).toEqual([1, '']);
    const named = settingNames.filter((name) => new RegExp(`^  ${name} `, 'm').test(stderr));
    expect(named).toEqual(
      expect.arrayContaining(['HOST_TENANT_ID', 'API_AUDIENCE', 'PUBLIC_URL', 'KEY_VAULT_URL', 'TABLE_ENDPOINT']),
    );
    expect(stderr).not.toMatch(/evil|node:internal|\bat /);
  });
});

describe('demo.ts', () => {
  it('makes the whole journey and says what each step proves', async () => {
    const { code, stdout, stderr } = await run([join(root, 'infra/local/programs/demo.ts')]);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trim().split('\n');
    expect(lines.at(-1)).toBe('Every step held.');
    expect(lines.slice(0, -1).every((line) => /^ok {3}\S.* +\d+ ms {2}\S/.test(line))).toBe(true);
    for (const step of ['start the local stack', 'connect as Ann', 'send', 'refresh, then send', 'disconnect'])
      expect(stdout).toContain(`ok   ${step}`);
  });
});

/** The programs behind the npm scripts, started as a newcomer starts them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeProgram } from '../../../../infra/programs.mjs';
import { settingNames } from '../../../../shared/config.ts';

const { PATH, NODE_COMPILE_CACHE } = process.env;
const forNode = { PATH, NODE_COMPILE_CACHE };
const root = join(import.meta.dirname, '..', '..', '..', '..');

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
  for (const file of ['infra/run.mjs', 'infra/programs.mjs']) await cp(join(root, file), join(folder, file));
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
    const { code, stdout, stderr } = await run([
      '--no-experimental-strip-types',
      '--import',
      preload,
      await copyRunner('@azure/functions'),
      'start',
    ]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^This is Node 20\.1\.0, and no Node 24 for \S+ came with the packages: [^\n]+\n$/);
  });

  it.each(['', 'constructor', 'nothing'])('lists the programs when asked for %j', async (name) => {
    const { code, stderr } = await run([await copyRunner('@azure/functions'), name]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Say which program to run: [^\n]*start[^\n]*\n$/);
  });

  it('says what a program does, or which word it does not know, and starts neither, before packages are there', async () => {
    const runner = await copyRunner();
    const [help, misspelt] = await Promise.all([
      run([runner, 'teardown', '--confirm', 'x', '--help']),
      run([runner, 'bench', '--quik']),
    ]);
    expect(help).toEqual({ code: 0, stdout: `${describeProgram('teardown')}\n`, stderr: '' });
    expect([misspelt.code, misspelt.stdout]).toEqual([2, '']);
    expect(misspelt.stderr).toBe(
      'bench does not know --quik: "node infra/run.mjs bench --help" lists what it knows.\n',
    );
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

describe('demo.ts --tour', () => {
  it('walks the whole product in a browser, and leaves a picture of each scene', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guestmail-tour-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const words = ['--tour', '--pictures', folder];
    const { code, stdout, stderr } = await run([join(root, 'infra/local/programs/demo.ts'), ...words]);
    expect([code, stderr, stdout.match(/^FAIL.*$/gm)]).toEqual([0, '', null]);
    const pictures = (await readdir(folder)).filter((name) => name.endsWith('.png'));
    const index = await readFile(join(folder, 'index.html'), 'utf8');
    expect(pictures.length).toBeGreaterThan(20);
    expect(pictures.filter((name) => !index.includes(name))).toEqual([]);
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

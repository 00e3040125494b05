import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../.github/workflows');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const files = readdirSync(folder);

describe('the workflows', () => {
  it('are these', () => {
    expect(files.toSorted()).toEqual(['check.yml', 'deploy.yml']);
  });

  it.each(files)('%s is YAML', async (file) => {
    await expect(format(read(file), { parser: 'yaml' })).resolves.toContain('jobs:');
  });

  it.each(files)('%s uses actions by commit, which nobody can move, and leaves no token in the checkout', (file) => {
    const uses = [...read(file).matchAll(/^ +(?:- )?uses: (.+)$/gm)].map(([, action = '']) => action);

    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses)
      expect(action).toMatch(/^(\.\/\.github\/workflows\/check\.yml|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    const checkouts = read(file).match(/uses: actions\/checkout@/g) ?? [];
    expect(read(file).match(/persist-credentials: false/g)).toHaveLength(checkouts.length);
  });

  it.each(files)('%s reads the repository and no more, but for the one token that signs in', (file) => {
    const permissions = [...read(file).matchAll(/^( *)permissions:\n((?:\1 +\S.*\n)+)/gm)].map(([, , block = '']) =>
      block.trim().split(/\n\s*/),
    );

    expect(permissions[0]).toEqual(['contents: read']);
    expect(permissions.slice(1)).toEqual(file === 'deploy.yml' ? [['contents: read', 'id-token: write']] : []);
  });

  it.each(files)('%s stores and reads no secret', (file) => {
    expect(read(file)).not.toMatch(/secrets\.|client-secret|creds:|password/i);
  });

  it.each(files)('%s puts nothing that somebody else can write into a shell', (file) => {
    for (const [line] of read(file).matchAll(/^.*\brun:.*$/gm)) expect(line).not.toContain('${{');
  });

  it('check what any machine checks', () => {
    expect(read('check.yml')).toMatch(/^ +- run: \.ci\/run$/m);
  });

  it('try on every system what README.md tells a newcomer to run, on Windows in PowerShell 5.1', () => {
    const [, newcomer = ''] = read('check.yml').split('  newcomer:\n');
    const systems = [...newcomer.matchAll(/- os: (\S+)\n +shell: (\S+)$/gm)].map(([, os, shell]) => [os, shell]);
    const commands = [...newcomer.matchAll(/- run: (.+)$/gm)].map(([, command]) => command);

    expect(systems).toEqual([
      ['ubuntu-latest', 'bash'],
      ['macos-latest', 'bash'],
      ['windows-latest', 'powershell'],
    ]);
    expect(commands).toEqual(['npm ci', 'npm run demo', 'node infra/run.mjs test test/infra/local/programs']);
  });

  it('deploy only when it was checked, somebody started it, and the environment agrees', () => {
    const text = read('deploy.yml');

    expect(text).toMatch(/^on:\n {2}workflow_dispatch:\n\n/m);
    expect(text).toMatch(/^ {4}needs: check$/m);
    expect(text).toMatch(/^ {4}environment: production$/m);
    expect(text).toMatch(/^ +- run: npm run deploy -- --unattended$/m);
  });
});

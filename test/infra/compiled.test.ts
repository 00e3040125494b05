import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkQueries } from '../../infra/compile/check-queries.mjs';

const infra = join(import.meta.dirname, '../../infra');
const compile = (...options: string[]) =>
  spawnSync(process.execPath, [join(infra, 'compile/main.mjs'), ...options], {
    encoding: 'utf8',
    env: { ...process.env, CI: '' },
  });
const found = compile('--find');

describe('the committed snapshots', () => {
  it('were written from the Bicep files as they are now', () => {
    const recorded = JSON.parse(readFileSync(join(infra, 'snapshots/sources.json'), 'utf8')) as Record<string, string>;
    const usesGraph = /^app-registration\/(main|connector|caller)\./;
    const present = readdirSync(infra, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => /\.(bicep(param)?|kql)$/.test(file) && !usesGraph.test(file));

    expect(Object.keys(recorded).toSorted()).toEqual(present.toSorted());
    for (const file of present) {
      const text = readFileSync(join(infra, file), 'utf8').replaceAll('\r\n', '\n');
      expect(createHash('sha256').update(text).digest('hex'), file).toBe(recorded[file]);
    }
  });

  it('are what the compiler writes, where there is one', () => {
    const isHere = found.status === 0;
    const answer = isHere ? compile('--snapshots') : found;
    const verdict = isHere
      ? `the compiler validated the snapshots (${found.stdout.trim()})`
      : 'no Bicep compiler here: the snapshots are tested as committed, not validated';
    process.stdout.write(`infra: ${verdict}\n`);

    expect(answer.stdout + answer.stderr).toMatch(isHere ? /ok {6}built JSON/ : /compiler is missing/);
    expect(answer.status).toBe(isHere ? 0 : 1);
  }, 300_000);
});

describe('npm run infra', () => {
  it('says that the app registration was not compiled where its types are missing, and not that it is in order', () => {
    const folder = mkdtempSync(join(tmpdir(), 'guestmail-'));
    const compiler = join(folder, 'bicep');
    const committed = join(infra, 'snapshots');
    const script = `#!/bin/sh
case "$1 $2" in
  --version*) echo "Bicep CLI version 0.0.1" ;;
  *app-registration/main.bicep) echo "Error BCP190: The artifact has not been restored."; exit 1 ;;
  *main.bicep) cp "${committed}/main.json" . ;;
  *main.bicepparam) cp "${committed}/main.parameters.json" . ;;
esac\n`;
    writeFileSync(compiler, script, { mode: 0o755 });
    const { status, stdout } = spawnSync(process.execPath, [join(infra, 'compile/main.mjs')], {
      encoding: 'utf8',
      env: { ...process.env, BICEP: compiler },
    });
    rmSync(folder, { recursive: true });

    expect(stdout.match(/^infra: ok {6}/gm)).toHaveLength(6);
    expect(stdout).toMatch(/^infra: NOT RUN app registration: its types, .* are not on this machine/m);
    expect(status).toBe(0);
  });

  it('fails for a query that the language service objects to, and for one that answers no code', () => {
    const { ok, detail } = checkQueries([
      { where: 'smallest: one', query: 'AppTraces | where Mesage == "x" | extend code = "x"', isRule: true },
      { where: 'smallest: two', query: 'AppTraces | summarize count()', isRule: true },
      { where: 'smallest: a workbook', query: 'AppTraces | summarize count()', isRule: false },
    ]);

    expect(ok).toBe(false);
    expect(detail.split('\n').filter((line) => !line.startsWith(' '))).toEqual([
      expect.stringMatching(/^smallest: one: KS142 at 18: .*'Mesage'/),
      'smallest: two: it answers no column "code"',
    ]);
  });

  it('fails in one line where the compiler is missing', () => {
    const bare = spawnSync(process.execPath, [join(infra, 'compile/main.mjs')], {
      encoding: 'utf8',
      env: { PATH: '', HOME: infra, USERPROFILE: infra },
    });

    expect(bare.status).toBe(1);
    expect(bare.stdout).toBe('');
    expect(bare.stderr.trim().split('\n')).toEqual([expect.stringMatching(/^infra: the Bicep compiler is missing: /)]);
  });

  it('refuses an option that it does not know', () => {
    const answer = compile('--wirte');

    expect(answer.status).toBe(1);
    expect(answer.stderr).toMatch(/unknown option --wirte/);
  });
});

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

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
      .filter((file) => /\.bicep(param)?$/.test(file) && !usesGraph.test(file));

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

    expect(answer.stdout + answer.stderr).toMatch(isHere ? /ok {4} built JSON/ : /compiler is missing/);
    expect(answer.status).toBe(isHere ? 0 : 1);
  }, 300_000);
});

describe('npm run infra', () => {
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

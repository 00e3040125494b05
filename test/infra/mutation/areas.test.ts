import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultAreas, findArea, listAreas } from '../../../infra/mutation/areas.ts';

const root = join(import.meta.dirname, '../../..');

describe('findArea', () => {
  it.each([
    ['vault', 'shared/vault/**/*.ts', 'test/shared/vault/**/*.test.ts', 100],
    ['shared/callers/', 'shared/callers/**/*.ts', 'test/shared/callers/**/*.test.ts', 95],
    ['sign-in', 'shared/sign-in/**/*.ts', 'test/shared/sign-in/**/*.test.ts', 95],
    ['pages/kit', 'shared/pages/kit/**/*.ts', 'test/shared/pages/kit/**/*.test.ts', 85],
    ['vault/envelope', 'shared/vault/envelope.ts', 'test/shared/vault/**/*.test.ts', 100],
    ['outbox/fate.ts', 'shared/outbox/fate.ts', 'test/shared/outbox/**/*.test.ts', 95],
    ['outbox/replay', 'shared/outbox/replay.ts', 'test/shared/outbox/**/*.test.ts', 85],
    ['cache', 'shared/cache.ts', 'test/shared/*.test.ts', 85],
    ['.', 'shared/*.ts', 'test/shared/*.test.ts', 85],
  ])('finds %s, its tests and its goal', (word, file, tests, atLeastPercent) => {
    expect(findArea(root, word)).toMatchObject({ files: [file], tests: [tests], atLeastPercent });
  });

  it('tries adapters of Azure with the contracts as well', () => {
    const contracts = 'test/contract/**/*.test.ts';
    expect(findArea(root, 'azure/blobs')?.tests).toEqual(['test/shared/azure/blobs/**/*.test.ts', contracts]);
    expect(findArea(root, 'azure/sdk-transport')).toMatchObject({
      tests: ['test/shared/azure/**/*.test.ts', contracts],
      needsStorage: true,
    });
    expect(findArea(root, 'vault')?.needsStorage).toBeUndefined();
  });

  it('finds a sample of everything', () => {
    const { files, tests = [], sample, atLeastPercent } = findArea(root, 'sample') ?? {};
    expect([files, atLeastPercent]).toEqual([['shared/*.ts', 'shared/!(azure)/**/*.ts', 'functions/**/*.ts'], 85]);
    expect(tests).toContain('test/functions/**/*.test.ts');
    expect(sample).toEqual({ oneIn: 48, draw: 1 });
    expect(findArea(root, 'vault')?.sample).toBeUndefined();
  });

  it.each([2, 10, 48])('finds draw %i of everything, beside the first', (draw) => {
    const first = findArea(root, 'sample');
    expect(findArea(root, `sample-${draw}`)).toEqual({
      ...first,
      name: `sample-${draw}`,
      sample: { oneIn: 48, draw },
    });
  });

  it.each(['sample-', 'sample-0', 'sample-1', 'sample-02', 'sample-49', 'sample-100', 'sample-2.5', 'samples'])(
    'finds no sample %j',
    (word) => {
      expect(findArea(root, word)).toBeUndefined();
    },
  );

  it('finds the states of messages, each file of which exists', () => {
    const { files = [], atLeastPercent } = findArea(root, 'state') ?? {};

    expect(files).toContain('shared/outbox/message-state.ts');
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    expect(atLeastPercent).toBe(95);
  });

  it.each(['', '..', '../functions', 'vault/../../functions', 'README.md', 'vaults', 'vault/*', '--all'])(
    'finds nothing for %j',
    (word) => {
      expect(findArea(root, word)).toBeUndefined();
    },
  );
});

describe('listAreas', () => {
  it('lists folders and what is beside them, each of which is found', () => {
    const names = listAreas(root);

    expect(names).toEqual(expect.arrayContaining(['azure', 'vault', '.']));
    expect(names.filter((name) => !findArea(root, name))).toEqual([]);
  });
});

describe('defaultAreas', () => {
  it('are those with a goal of their own', () => {
    expect(defaultAreas.map((name) => findArea(root, name)?.atLeastPercent)).toEqual([100, 95, 95, 95]);
  });
});

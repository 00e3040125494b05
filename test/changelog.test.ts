import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8');
const { version, license } = JSON.parse(read('package.json')) as { version: string; license: string };
const [, ...entries] = read('CHANGELOG.md').split(/^## /m);

describe('CHANGELOG.md', () => {
  const released = entries.slice(1).map((entry) => /^\[(.+)\] - (\d{4}-\d\d-\d\d)\n/.exec(entry) ?? []);
  const versions = released.map(([, name = '']) => name.split('.').map(Number));

  it('begins with what is not released, then has the version of package.json', () => {
    expect(entries[0]).toMatch(/^\[Unreleased\]\n/);
    expect(released[0]?.[1]).toBe(version);
  });

  it('lists semantic versions with their dates, the newest first', () => {
    expect(versions.every((numbers) => numbers.length === 3 && numbers.every(Number.isInteger))).toBe(true);
    expect(versions).toEqual(versions.toSorted((one, other) => compare(other, one)));
    const dates = released.map(([, , date = '']) => date);
    expect(dates).toEqual(dates.toSorted((one, other) => other.localeCompare(one)));
  });

  it.each(entries)('says what the upgrade needs: %s', (entry) => {
    expect(entry).toMatch(/\n### Upgrade\n\n\S/);
  });
});

describe('LICENSE', () => {
  it('is the one that package.json and its lock file name', () => {
    const lock = JSON.parse(read('package-lock.json')) as { version: string; packages: Record<string, object> };

    expect(read('LICENSE')).toMatch(new RegExp(`^${license} License\n`));
    expect(lock).toMatchObject({ version, packages: { '': { version, license } } });
  });
});

function compare(one: number[], other: number[]): number {
  const index = one.findIndex((number, at) => number !== other[at]);
  return (one[index] ?? 0) - (other[index] ?? 0);
}

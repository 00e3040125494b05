import { describe, expect, it } from 'vitest';
import { zip } from '../../../infra/build/zip.ts';
import { unzip } from './unzip.ts';

describe('zip', () => {
  const files = {
    'host.json': Buffer.from('{}'),
    'größe/empty': Buffer.alloc(0),
    'index.cjs': Buffer.alloc(70_000, 'abc'),
  };

  it('makes an archive that holds every file', () => {
    expect(unzip(zip(files))).toEqual(files);
  });

  it('makes the same archive of the same files', () => {
    expect(zip(files).equals(zip(files))).toBe(true);
  });

  it('makes an empty archive of nothing', () => {
    expect(unzip(zip({}))).toEqual({});
  });
});

import { describe, expect, it } from 'vitest';
import { createBoundedMap } from '../../../../../infra/local/emulators/entra/bounded-map.ts';

describe('createBoundedMap', () => {
  it('forgets the oldest entry beyond its size', () => {
    const map = createBoundedMap<number>({ now: () => new Date(0), entriesMax: 2, lifetimeSeconds: 60 });
    for (const [index, key] of ['a', 'b', 'a', 'c'].entries()) map.set(key, index);
    expect(map.entries()).toEqual([
      ['a', 2],
      ['c', 3],
    ]);
  });

  it('forgets an entry after its lifetime', () => {
    let seconds = 0;
    const map = createBoundedMap<number>({
      now: () => new Date(seconds * 1000),
      entriesMax: 9,
      lifetimeSeconds: 60,
    });
    map.set('a', 1);
    seconds = 59.9;
    expect(map.get('a')).toBe(1);
    seconds = 60;
    expect(map.get('a')).toBeUndefined();
    expect(map.entries()).toEqual([]);
  });

  it('deletes one and all', () => {
    const map = createBoundedMap<number>({ now: () => new Date(0), entriesMax: 9, lifetimeSeconds: 60 });
    for (const key of ['a', 'b', 'c']) map.set(key, 1);
    map.delete('a');
    expect(map.entries()).toHaveLength(2);
    map.clear();
    expect(map.entries()).toEqual([]);
  });
});

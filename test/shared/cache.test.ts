import { describe, expect, it } from 'vitest';
import { createCache } from '../../shared/cache.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

function createSource() {
  const waiting: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  let loads = 0;
  return {
    count: () => loads,
    load: () => {
      loads += 1;
      return new Promise<string>((resolve, reject) => void waiting.push({ resolve, reject }));
    },
    resolve: (value: string) => waiting.shift()?.resolve(value),
    reject: (error: Error) => waiting.shift()?.reject(error),
  };
}

function setUp(entriesMax = 3, lifetimeSeconds = 60) {
  const clock = createManualClock();
  return { clock, cache: createCache<string>({ entriesMax, lifetimeSeconds, now: clock.now }) };
}

const value = (text: string) => async () => text;
const unexpected = async () => 'loaded again';

describe('createCache', () => {
  it('loads once and keeps the value for its lifetime', async () => {
    const { cache, clock } = setUp();
    expect(await cache.get('a', value('first'))).toBe('first');
    clock.pass(59);
    expect(await cache.get('a', unexpected)).toBe('first');
    clock.pass(1);
    expect(cache.peek('a')).toBeUndefined();
    expect(await cache.get('a', value('second'))).toBe('second');
  });

  it('counts the lifetime from the start of the load', async () => {
    const { cache, clock } = setUp();
    const source = createSource();
    const loading = cache.get('a', source.load);
    await Promise.resolve();
    clock.pass(50);
    source.resolve('first');
    await loading;
    clock.pass(10);
    expect(cache.peek('a')).toBeUndefined();
  });

  it('does not let a clock that is set back lengthen a life', async () => {
    const { cache, clock } = setUp();
    cache.set('a', 'first');
    clock.pass(-1);
    expect(cache.peek('a')).toBeUndefined();
  });

  it('answers a hundred readers with one load', async () => {
    const { cache } = setUp();
    const source = createSource();
    const readers = Array.from({ length: 100 }, () => cache.get('a', source.load));
    await Promise.resolve();
    source.resolve('first');
    expect(new Set(await Promise.all(readers))).toEqual(new Set(['first']));
    expect(source.count()).toBe(1);
  });

  it('passes a failure to everybody who waits and keeps nothing', async () => {
    const { cache } = setUp();
    const source = createSource();
    const readers = [cache.get('a', source.load), cache.get('a', source.load)];
    await Promise.resolve();
    source.reject(new Error('down'));
    for (const result of await Promise.allSettled(readers)) expect(result.status).toBe('rejected');
    expect(source.count()).toBe(1);
    expect(await cache.get('a', value('second'))).toBe('second');
  });

  it('turns an error thrown before the load began into a rejection', async () => {
    const { cache } = setUp();
    const load = () => {
      throw new Error('at once');
    };
    await expect(cache.get('a', load)).rejects.toThrow('at once');
    expect(await cache.get('a', value('second'))).toBe('second');
  });

  it('does not keep what a load brings after its key was deleted', async () => {
    for (const forget of ['delete', 'deleteWhere'] as const) {
      const { cache } = setUp();
      const source = createSource();
      const loading = cache.get('abc', source.load);
      await Promise.resolve();
      if (forget === 'delete') cache.delete('abc');
      else cache.deleteWhere((key) => key.startsWith('ab'));
      source.resolve('stale');
      expect(await loading).toBe('stale');
      expect(cache.peek('abc')).toBeUndefined();
    }
  });

  it('does not let an overtaken load replace or forget a newer one', async () => {
    const { cache } = setUp();
    const [old, young] = [createSource(), createSource()];
    const first = cache.get('a', old.load);
    await Promise.resolve();
    cache.delete('a');
    const second = cache.get('a', young.load);
    await Promise.resolve();
    old.resolve('old');
    await first;
    const third = cache.get('a', unexpected);
    young.resolve('young');
    expect([await second, await third, cache.peek('a')]).toEqual(['young', 'young', 'young']);
  });

  it('does not let a load replace what was set meanwhile', async () => {
    const { cache } = setUp();
    const source = createSource();
    const loading = cache.get('a', source.load);
    await Promise.resolve();
    cache.set('a', 'set');
    source.resolve('loaded');
    await loading;
    expect(cache.peek('a')).toBe('set');
  });

  it('lets the longest unused entry go first', () => {
    const { cache } = setUp(3);
    for (const key of ['a', 'b', 'c']) cache.set(key, key);
    cache.peek('a');
    cache.set('d', 'd');
    expect(['a', 'b', 'c', 'd'].map((key) => cache.peek(key))).toEqual(['a', undefined, 'c', 'd']);
  });

  it('holds no more entries than allowed, also by loading', async () => {
    const { cache } = setUp(2);
    for (const key of ['a', 'b', 'c']) await cache.get(key, value(key));
    expect(['a', 'b', 'c'].map((key) => cache.peek(key))).toEqual([undefined, 'b', 'c']);
  });

  it('gives one entry a lifetime of its own', () => {
    const { cache, clock } = setUp();
    cache.set('short', 'x', 5);
    cache.set('usual', 'x');
    clock.pass(5);
    expect([cache.peek('short'), cache.peek('usual')]).toEqual([undefined, 'x']);
  });

  it('forgets the keys that match and leaves the rest', () => {
    const { cache } = setUp();
    for (const key of ['a#1', 'a#2', 'b#1']) cache.set(key, key);
    cache.deleteWhere((key) => key.startsWith('a#'));
    expect(['a#1', 'a#2', 'b#1'].map((key) => cache.peek(key))).toEqual([undefined, undefined, 'b#1']);
  });
});

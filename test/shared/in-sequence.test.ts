import { describe, expect, it } from 'vitest';
import { createRunInSequence } from '../../shared/in-sequence.ts';

describe('createRunInSequence', () => {
  it('runs actions of one key in their order, and those of another at once', async () => {
    const run = createRunInSequence();
    const seen: string[] = [];
    const action = (name: string, turns: number) => async () => {
      seen.push(`${name} begins`);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      seen.push(`${name} ends`);
      return name;
    };
    const results = [run('a', action('first', 9)), run('a', action('second', 1)), run('b', action('other', 1))];
    expect(await Promise.all(results)).toEqual(['first', 'second', 'other']);
    expect(seen.filter((line) => !line.startsWith('other'))).toEqual([
      'first begins',
      'first ends',
      'second begins',
      'second ends',
    ]);
    expect(seen.indexOf('other ends')).toBeLessThan(seen.indexOf('first ends'));
  });

  it('goes on after an action that fails, for which it rejects', async () => {
    const run = createRunInSequence();
    const failing = run('a', () => Promise.reject(new Error('no')));
    const next = run('a', async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
    expect(await run('a', async () => 'again')).toBe('again');
  });
});

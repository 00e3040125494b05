import { describe, expect, it } from 'vitest';
import { createTurns } from '../../shared/turns.ts';

describe('createTurns', () => {
  it('begins at most so many, and the others in their order', () => {
    const begun: number[] = [];
    const turns = createTurns(2);
    const steps = [0, 1, 2, 3].map((index) => () => void begun.push(index));
    for (const step of steps) turns.enter(step);
    expect(begun).toEqual([0, 1]);
    turns.leave(steps[1] as () => void);
    expect(begun).toEqual([0, 1, 2]);
    turns.leave(steps[0] as () => void);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('passes over who has left while waiting, and takes a second leave for nothing', () => {
    const begun: string[] = [];
    const turns = createTurns(1);
    const [first, second, third, fourth] = ['a', 'b', 'c', 'd'].map((name) => () => void begun.push(name)) as [
      () => void,
      () => void,
      () => void,
      () => void,
    ];
    for (const step of [first, second, third, fourth]) turns.enter(step);
    turns.leave(second);
    turns.leave(first);
    turns.leave(first);
    expect(begun).toEqual(['a', 'c']);
  });
});

import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../shared/describe-faults.ts';
import { FAULTS_MAX } from '../../shared/limits.ts';

const missing = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ pointer: `/${index}`, detail: 'is missing' }));

describe('describeFaults', () => {
  it.each<[{ pointer: string; detail: string }[], string]>([
    [[{ pointer: '/sender', detail: 'is missing' }], '/sender is missing.'],
    [[{ pointer: '', detail: 'is empty' }], 'The body is empty.'],
    [[{ pointer: 'header:Prefer', detail: 'is odd.' }], 'The header Prefer is odd.'],
    [[{ pointer: 'query:top', detail: 'is odd' }], 'The query parameter top is odd.'],
    [
      [{ pointer: '/sender', detail: 'Build a new object for each request.' }],
      '/sender: Build a new object for each request.',
    ],
    [missing(3), '/0 is missing; /1 is missing; /2 is missing.'],
    [missing(4), '/0 is missing; /1 is missing; /2 is missing; and 1 more.'],
    [missing(15), '/0 is missing; /1 is missing; /2 is missing; and 12 more.'],
    [missing(FAULTS_MAX), '/0 is missing; /1 is missing; /2 is missing; and at least 47 more.'],
  ])('says %j in words', (faults, expected) => {
    expect(describeFaults(faults)).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { bodyId, digestOf } from '../../../shared/doors/event-id.ts';

const body = Buffer.from('{"eventName":"a"}');
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 2, 9) + seconds * 1000);

describe('digestOf', () => {
  it('tells lists of texts apart, also where together they read the same', () => {
    const lists = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc'],
      ['abc', ''],
      ['', 'abc'],
      ['1:a', 'b'],
      ['c', 'ab'],
      ['ä'],
      ['a'],
    ];
    expect(new Set(lists.map((parts) => digestOf(...parts))).size).toBe(lists.length);
  });

  it('is the same for a text and its bytes, and fits into a key', () => {
    expect(digestOf('Größe', 'x')).toBe(digestOf(Buffer.from('Größe'), 'x'));
    expect(digestOf('x')).toMatch(/^[\w-]{43}$/);
  });
});

describe('bodyId', () => {
  it('takes the same body for the same event, whenever it comes, where it has a time of its own', () => {
    expect(bodyId(body, true, at(0))).toBe(bodyId(body, true, at(86_400)));
    expect(bodyId(body, true, at(0))).not.toBe(bodyId(Buffer.from('{}'), true, at(0)));
  });

  it('takes it for a repetition for ten minutes where it has none', () => {
    expect(bodyId(body, false, at(0))).toBe(bodyId(body, false, at(599)));
    expect(bodyId(body, false, at(0))).not.toBe(bodyId(body, false, at(600)));
    expect(bodyId(body, false, at(0))).not.toBe(bodyId(body, true, at(0)));
  });
});

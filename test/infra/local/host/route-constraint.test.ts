import { describe, expect, it } from 'vitest';
import { constraintOf } from '../../../../infra/local/host/route-constraint.ts';

describe('constraintOf', () => {
  it.each([
    ['int', ['0', '-5', '2147483647'], ['', '1.5', 'a', '2147483648', '9'.repeat(30)]],
    ['long', ['9223372036854775807'], ['9223372036854775808']],
    ['bool', ['true', 'FALSE'], ['1', 'yes']],
    [
      'guid',
      ['6E7F0000-0000-0000-0000-00000000000a', '{6e7f0000-0000-0000-0000-00000000000a}'],
      ['6e7f', 'x'.repeat(36)],
    ],
    ['alpha', ['Abc'], ['a1', 'ä']],
    ['decimal', ['1.5', '-.5'], ['one']],
    ['min(3)', ['3', '99'], ['2', 'a']],
    ['max(3)', ['3', '-1'], ['4']],
    ['range(3,5)', ['3', '5'], ['2', '6']],
    ['minlength(3)', ['abc'], ['ab']],
    ['maxlength(3)', ['abc'], ['abcd']],
    ['length(3)', ['abc'], ['ab', 'abcd']],
    ['length(2,3)', ['ab', 'abc'], ['a', 'abcd']],
    ['regex(^a.c$)', ['abc', 'ABC'], ['ab']],
    ['required', ['a'], ['']],
  ])('%s accepts %j and refuses %j', (text, accepted, refused) => {
    const constraint = constraintOf(text, 'template');
    expect(accepted.map(constraint)).toEqual(accepted.map(() => true));
    expect(refused.map(constraint)).toEqual(refused.map(() => false));
  });

  it('refuses a constraint it does not know', () => {
    expect(() => constraintOf('datetime', 'a/{on:datetime}')).toThrow('"a/{on:datetime}"');
  });
});

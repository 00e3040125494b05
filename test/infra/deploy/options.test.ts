import { describe, expect, it } from 'vitest';
import { parseOptions, valueOptions } from '../../../infra/deploy/options.ts';

describe('parseOptions', () => {
  it.each(Object.keys(valueOptions))('takes nothing for no value of %s, but where nothing is one', (option) => {
    const mayBeEmpty = ['--organisation', '--alert-email'].includes(option);
    const parse = () => parseOptions([option, '']);

    if (mayBeEmpty) expect(Object.values(parse().values)).toEqual(['']);
    else expect(parse).toThrow(`${option} needs a value.`);
    for (const parts of [[option], [option, '--what-if']])
      expect(() => parseOptions(parts)).toThrow(`${option} needs a value.`);
  });
});

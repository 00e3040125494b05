import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commaLists, findListFaults, tidyList } from '../../../infra/deploy/comma-list.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../../../infra', file), 'utf8');

describe('commaLists', () => {
  it('are those that main.bicepparam splits and those that main.bicep calls comma-separated', () => {
    const parameters = read('main.bicepparam');
    const variableOf = (parameter: string) =>
      new RegExp(`^param ${parameter} = .*readEnvironmentVariable\\('(\\w+)'`, 'm').exec(parameters)?.[1];
    const described = [...read('main.bicep').matchAll(/comma-separated[^]*?^param (\w+)/gm)].map(([, name]) => name);
    const split = [...parameters.matchAll(/^param (\w+) = split\(/gm)].map(([, name]) => name);

    expect([...described, ...split].map((name) => variableOf(name ?? ''))).toEqual(commaLists);
  });

  it('are those that the template checks, under the same names', () => {
    const checked = read('main.bicep').matchAll(/\.\.\.listFaults\('\w+ \((\w+)\)'/g);
    expect([...checked].map(([, variable]) => variable)).toEqual(commaLists);
  });
});

const empty = 'has an empty entry: a comma too many';
const twice = 'has an entry twice';

describe.each(commaLists)('%s', (variable) => {
  it.each<[value: string, tidy: string, ...faults: string[]]>([
    ['one', 'one'],
    [' one , two ', ' one , two '],
    ['one,two,', 'one,two', empty],
    [',one', 'one', empty],
    ['one,,two', 'one,two', empty],
    ['one, ,two', 'one,two', empty],
    ['one,\t,two', 'one,two', empty],
    ['one,two, One', 'one,two', twice],
    ['one,,one,', 'one', empty, twice],
    // What names nothing is the app's to refuse.
    ['', ''],
    [' , ', ' , '],
  ])('"%s" is "%s" to the app', (value, tidy, ...faults) => {
    expect(findListFaults(new Map([[variable, value]]))).toEqual(faults.map((fault) => `  ${variable} ${fault}`));
    expect(tidyList(value)).toBe(tidy);
  });
});

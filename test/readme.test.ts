import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alarms, catalogue, isOperators, type AlarmCode } from '../shared/catalogue.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

describe('the README', () => {
  it('says what to do at every alarm that can be raised, and at no other', () => {
    const [, table = ''] = /\n\| alarm [^\n]*\n([\s\S]*?)\n\n/.exec(readme) ?? [];
    const told = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, code = '']) => code);
    const raised = (Object.keys({ ...catalogue, ...alarms }) as AlarmCode[]).filter(isOperators);

    expect(told.toSorted()).toEqual(raised.toSorted());
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingNames } from '../shared/config.ts';
import { alarms, outcomes, isAlarm, type AlarmCode } from '../shared/outcomes.ts';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const operating =
  readFileSync(join(import.meta.dirname, '../infra/README.md'), 'utf8').split('\n## Operating\n')[1] ?? '';

describe('the README', () => {
  it('lists the settings that the app reads, in its order', () => {
    const [, table = ''] = /\n## Settings\n[\s\S]*?\n((?:\|.*\n)+)/.exec(readme) ?? [];
    const names = table.split('\n').flatMap((row) => (row.split('|')[1] ?? '').match(/[A-Z][A-Z_]+/g) ?? []);

    expect(names).toEqual(settingNames);
  });

  it('leads to what to do at every alarm that can be raised, and at no other, and does not repeat it', () => {
    const [, table = ''] = /\n\| code [^\n]*\n([\s\S]*?)\n\n/.exec(operating) ?? [];
    const told = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, code = '']) => code);
    const raised = (Object.keys({ ...outcomes, ...alarms }) as AlarmCode[]).filter(isAlarm);

    expect(told.toSorted()).toEqual(raised.toSorted());
    expect(readme).toContain('](infra/README.md#operating)');
    expect(raised.filter((code) => readme.includes(`| \`${code}\``))).toEqual([]);
  });
});

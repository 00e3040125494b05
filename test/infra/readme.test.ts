import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { valueOptions } from '../../infra/deploy/options.ts';
import { readParameterFile } from '../../infra/deploy/choose-settings.ts';
import * as prices from '../../infra/local/bench/prices.ts';
import { alarms, isAlarm, outcomes, type AlarmCode } from '../../shared/outcomes.ts';
import { readTemplate } from './expanded.ts';
import { readCommandLine } from './fake-az/documented.mjs';

const text = readFileSync(join(import.meta.dirname, '../../infra/README.md'), 'utf8');
const firstPage = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

/** The rows of the table below a heading, as cells. */
function readTable(heading: string): string[][] {
  const [, section = ''] = text.split(`# ${heading}\n`);
  const table = (section.split(/\n##+ /)[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  const cells = (line: string) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
  return table.slice(2).map(cells);
}

describe('infra/README.md', () => {
  it('lists every parameter with its variable, default and description, in the order of the template', async () => {
    const variables = new Map((await readParameterFile()).map(([parameter, variable]) => [parameter, variable]));
    const expected = Object.entries(readTemplate().parameters ?? {}).map(([name, { defaultValue, metadata }]) => {
      const description = metadata?.description?.replace(/^(Required|Optional)\. /, '') ?? '';
      return [
        `\`${name}\``,
        variables.has(name) ? `\`${variables.get(name)}\`` : '',
        showDefault(defaultValue),
        description,
      ];
    });

    expect(readTable('Parameters')).toEqual(expected);
  });

  it('says what to do about every alarm, and about no other', () => {
    const known = [...Object.keys(outcomes), ...Object.keys(alarms)] as AlarmCode[];
    const codes = known.filter(isAlarm).map((code) => `\`${code}\``);

    expect(readTable('When an alarm comes').map(([code]) => code)).toEqual(codes);
  });

  it('shows every option of the programs that stands for a variable', () => {
    for (const [option, variable] of Object.entries(valueOptions)) {
      expect(text).toContain(`\`${option}\``);
      expect(text).toContain(`\`${variable}\``);
    }
  });

  it('names commands of the Azure CLI with options that they have, as the first page does', () => {
    const pages = [text, firstPage];
    const written = pages.flatMap((page) => [...page.matchAll(/`(az [^`]+)`|^ *(az .+)$/gm)]);
    const commands = written.map(([, inline, block]) => (inline ?? block ?? '').replace(/ > \S+$| && .*$/, ''));
    const faults = commands.flatMap((command) => {
      const [, ...parts] = command.match(/"[^"]*"|<[^>]*>|\S+/g) ?? [];
      const { fault } = readCommandLine(parts);
      return fault ? [`${command}: ${fault}`] : [];
    });

    expect(commands.length).toBeGreaterThan(25);
    expect(faults).toEqual([]);
  });

  it.each(['README.md', 'infra/local/README.md'])('%s has commands for PowerShell 5.1, too', (path) => {
    const page = readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
    const code = [...page.matchAll(/```[^]*?```|`[^`]+`/g)].map(([part]) => part);
    const variables = code.flatMap((part) =>
      [...part.matchAll(/(?<![\w-])([A-Z_]{2,})=\S+ \w/g)].map(([, name]) => name),
    );

    expect(code.filter((part) => / (&&|\|\|) /.test(part))).toEqual([]);
    expect(variables.length).toBeGreaterThan(0);
    for (const name of variables) expect(page).toContain(`$env:${name}=`);
  });

  it('computes a month from list prices as it says', () => {
    const months = [0, 10_000, 1_000_000].map(computeMonth);
    const lines = Object.keys(months[0] ?? {}) as (keyof ReturnType<typeof computeMonth>)[];
    const table = new Map(readTable('Cost').map(([what, ...cells]) => [what, cells]));

    for (const line of lines)
      expect(table.get(line), line).toEqual(months.map((month) => `$${month[line].toFixed(2)}`));
    const total = months.map((month) => Object.values(month).reduce((sum, dollars) => sum + dollars, 0));
    expect(table.get('Together')).toEqual(total.map((dollars) => `$${dollars.toFixed(2)}`));
    const [idle, few] = total.map((dollars) => `$${dollars.toFixed(2)}`);
    expect(firstPage).toContain(`${idle} a month idle, ${few} with 10,000 messages`);
  });
});

function showDefault(value: unknown): string {
  if (value === undefined) return 'required';
  if (value === '') return 'empty';
  if (Array.isArray(value)) return `\`${value.join(',')}\``;
  const shown = JSON.stringify(value).replaceAll('"', '');
  if (shown === '{}') return 'none';
  return shown.startsWith('[') ? 'made at deployment' : `\`${shown}\``;
}

/** As deployed; each is evaluated as often as the price is for. */
function countAlertRules(): number {
  const module = readFileSync(join(import.meta.dirname, '../../infra/modules/alerts.bicep'), 'utf8');
  expect(module).toContain("evaluationFrequency: 'PT15M'");
  const [rules = ''] = /^var rules = \[$[^]*?^\]$/m.exec(module) ?? [];
  return rules.match(/^ {4}name: /gm)?.length ?? 0;
}

/** The assumptions below the table. */
function computeMonth(sends: number) {
  const timerRuns = 12 * 24 * 30 + 24 * 30;
  const overlap = sends > 100_000 ? 4 : 1;
  const gigabyteSeconds = timerRuns * 0.5 + (sends * 1.2 * 0.5) / overlap;
  const executions = timerRuns + sends;
  const logGigabytes = 0.2 + sends * 0.000_008;
  return {
    'Flex Consumption, active time':
      Math.max(0, gigabyteSeconds - prices.FLEX_FREE_GIGABYTE_SECONDS) * prices.FLEX_GIGABYTE_SECOND,
    'Flex Consumption, executions': Math.max(0, executions - prices.FLEX_FREE_EXECUTIONS) * prices.FLEX_EXECUTION,
    'Table transactions': (timerRuns * 20 + sends * 3) * prices.TABLE_TRANSACTION,
    'Key Vault operations': (timerRuns * 4 + sends * 0.1) * prices.KEY_VAULT_OPERATION,
    'Table space': (0.1 + sends * 0.000_002) * 0.045,
    'Logs beyond 5 GB': Math.max(0, logGigabytes - 5) * 2.3,
    'Alert rules': countAlertRules() * prices.LOG_ALERT_RULE_MONTH,
  };
}

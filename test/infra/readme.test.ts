import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { valueOptions } from '../../infra/deploy/options.ts';
import { readParameterFile } from '../../infra/deploy/read-parameter-file.ts';
import { computeLogGigabytes, computeMonth, sumMonth, type Month } from '../../infra/cost/compute-month.ts';
import { COUNTED, FLUSH } from '../../shared/activity/counted-work.ts';
import { TIMER_RUNS_OF_DAY } from '../../shared/activity/estimate-cost.ts';
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

  it('computes a month from counted work and list prices, and begins with the total, as the first page does', () => {
    const months = [0, 10_000, 1_000_000].map((sends) => computeMonth(sends, COUNTED));
    const dollars = (month: number) => `$${month.toFixed(2)}`;
    const table = new Map(readTable('Cost').map(([what, ...cells]) => [what, cells]));
    const lines = Object.keys(months[0] ?? {}) as (keyof Month)[];

    for (const line of lines) expect(table.get(line), line).toEqual(months.map((month) => dollars(month[line])));
    expect([...table.keys()]).toEqual([...lines, 'Together']);
    const totals = months.map((month) => dollars(sumMonth(month)));
    expect(table.get('Together')).toEqual(totals);
    const [idle, few, many] = totals;
    for (const page of [text, firstPage])
      expect(page.replaceAll(/\s+/g, ' ')).toContain(
        `about ${idle} a month idle, ${few} with 10,000 messages and ${many} with 1,000,000`,
      );
    expect(firstPage.replaceAll(/\s+/g, ' ')).toContain(
      `${dollars(months[0]?.['Alert rules'] ?? 0)} of it for alert rules`,
    );
  });

  it('says what was counted', () => {
    const [, cost = ''] = text.replaceAll(/\s+/g, ' ').split('## Cost ');
    const { send, queuedSend, sweep, refresh } = COUNTED;
    const gigabytes = [0, 1_000_000].map((sends) => `${computeLogGigabytes(sends, COUNTED).toFixed(1)} GB`);

    expect(cost).toContain(
      `a send makes ${send.table} table transactions, ${send.tableWrites} of them writes, and a log line of ${send.logBytes} bytes; ` +
        `a run of \`sweep\` ${sweep.table} table and ${sweep.queue} queue transactions, ${sweep.keyVault} of Key Vault, and ` +
        `${sweep.logBytes} bytes; a run of \`refresh\` ${refresh.table} table transactions and ${refresh.logBytes} bytes`,
    );
    expect(cost).toContain(
      `A message that waits makes ${queuedSend.table} table transactions, ${queuedSend.tableWrites} of them writes, and ${queuedSend.queue} of the queue`,
    );
    expect(cost).toContain(`it makes ${FLUSH.table} table transactions, ${FLUSH.tableWrites} of them a write`);
    expect(cost).toContain(`${gigabytes[0]} of log in an idle month and ${gigabytes[1]} with 1,000,000 messages`);
  });

  it('counts the runs of the timers as they are scheduled', () => {
    const index = readFileSync(join(import.meta.dirname, '../../functions/index.ts'), 'utf8');

    expect(index).toContain(
      "schedules = { refresh: '0 7 * * * *', sweep: '0 */5 * * * *', callbacks: '30 * * * * *' }",
    );
    expect(TIMER_RUNS_OF_DAY).toEqual({ refresh: 24, sweep: 288, callbacks: 1_440 });
  });
});

function showDefault(value: unknown): string {
  if (value === undefined) return 'required';
  if (value === '') return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : `\`${value.join(',')}\``;
  const shown = JSON.stringify(value).replaceAll('"', '');
  if (shown === '{}') return 'none';
  return shown.startsWith('[') ? 'made at deployment' : `\`${shown}\``;
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listOfPage, listQueries } from '../../infra/compile/list-queries.mjs';
import { installations, ofType, only, readResources, readTemplate } from './expanded.ts';
import { examples, refused, timerUnwraps } from './alert-queries/examples.ts';
import { shown } from './alert-queries/workbook-examples.ts';
import { NOW, requests, trace, lines, type Row } from './alert-queries/rows.ts';

interface Answer {
  diagnostics: string[];
  columns: [name: string, type: string][];
  rows?: Record<string, unknown>[];
  error?: string;
}

const rules = new Map(
  ofType(readResources('smallest'), 'Insights/scheduledQueryRules').map(({ name, properties }) => [
    name.replace(/^.*?-alarm$/, 'alarm').replace(/^ag-.*?-(?=[a-z]+-[a-z]+$)/, ''),
    { window: String(properties['windowSize']), resource: name },
  ]),
);
const deployed = listQueries();
const queryOf = (rule: string) =>
  deployed.find(({ where }) => where === `smallest: ${rules.get(rule)?.resource}`)?.query;
const workbook = JSON.parse(
  only(readResources('smallest'), 'Insights/workbooks').properties['serializedData'] as string,
) as { items: { name: string; content: { query?: string } }[] };
const queryOfPart = (part: string) => workbook.items.find(({ name }) => name === part)?.content.query ?? '';
const windowMinutes: Record<string, number> = { PT30M: 30, P1D: 1_440, P2D: 2_880 };

/** What a rule sees: rows of its window. */
function inWindow(tables: Record<string, Row[]>, window: string) {
  const start = NOW.getTime() - (windowMinutes[window] ?? 0) * 60_000;
  const seen = (rows: Row[]) => rows.filter(({ TimeGenerated }) => Date.parse(TimeGenerated) >= start);
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, seen(rows)]));
}

/** One process for all: it takes seconds to load the language service. */
function run(cases: { query: string; tables?: Record<string, Row[]> }[]): Answer[] {
  const program = join(import.meta.dirname, 'alert-queries/run-queries.mjs');
  const input = JSON.stringify(cases.map((one) => ({ ...one, now: NOW })));
  const { stdout, stderr } = spawnSync(process.execPath, [program], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Answer[];
}

describe('the queries of the alerts', () => {
  let answers: Answer[];
  let analysed: Answer[];
  let refusals: Answer[];
  let parts: Answer[];
  beforeAll(() => {
    const evaluated = examples.map(([rule, , tables]) => ({
      query: queryOf(rule) ?? '',
      tables: inWindow(tables, rules.get(rule)?.window ?? ''),
    }));
    const wrong = {
      AppTraces: trace(lines('send')),
      AppRequests: [{ ...requests(1, '200', 'send')[0]!, ItemCount: '1.5' }],
    };
    const ofParts = shown.map(([part, , tables]) => ({ query: queryOfPart(part), tables }));
    const wrongly = refused.map(([query]) => ({ query, tables: wrong }));
    const all = run([...evaluated, ...deployed, ...ofParts, ...wrongly]);
    answers = all.slice(0, evaluated.length);
    analysed = all.slice(evaluated.length, evaluated.length + deployed.length);
    refusals = all.slice(-refused.length);
    parts = all.slice(-refused.length - shown.length, -refused.length);
  }, 300_000);

  it('have nothing that the language service objects to, and those of rules answer a code, in every installation', () => {
    expect(deployed.filter(({ isRule }) => isRule)).toHaveLength(7 * installations.length);
    for (const [index, { diagnostics, columns }] of analysed.entries()) {
      expect(diagnostics, deployed[index]?.query).toEqual([]);
      if (deployed[index]?.isRule) expect(columns).toContainEqual(['code', 'string']);
    }
  });

  it('each have rows that raise it and rows that do not', () => {
    for (const rule of rules.keys()) {
      const of = examples.filter(([name]) => name === rule).map(([, , , codes]) => codes.length > 0);
      expect([rule, of.includes(true), of.includes(false)]).toEqual([rule, true, true]);
    }
    expect(examples.filter(([rule]) => !rules.has(rule))).toEqual([]);
  });

  it.each(examples.map(([rule, what], index) => ({ rule, what, index })))('$rule: $what', ({ index }) => {
    const { error, rows = [] } = answers[index]!;
    expect(error).toBeUndefined();
    expect(new Set(rows.map(({ code }) => code))).toEqual(new Set(examples[index]![3]));
    expect(rows).toHaveLength(examples[index]![3].length);
  });

  it.each(shown.map(([part, what], index) => ({ part, what, index })))('$part of the workbook: $what', ({ index }) => {
    const { diagnostics, error, rows = [] } = parts[index]!;
    expect([diagnostics, error]).toEqual([[], undefined]);
    expect(new Set(rows)).toEqual(new Set(shown[index]![3]));
    expect(rows).toHaveLength(shown[index]![3].length);
  });

  it('of the workbook each have an example, in its order', () => {
    const names = workbook.items.flatMap(({ name, content }) => (content.query ? [name] : []));
    expect([...new Set(shown.map(([part]) => part))]).toEqual(names);
  });

  it.each(refused.map(([query], index) => ({ query, index })))('refuses $query', ({ index }) => {
    const { diagnostics, error = '' } = refusals[index]!;
    expect([...diagnostics, error].join(' ')).toMatch(refused[index]![1]);
  });

  it('stay below the lowest threshold while the timers do all they can', () => {
    const { minValue, defaultValue, metadata } = readTemplate().parameters?.['unwrapThreshold'] ?? {};
    expect(minValue).toBeGreaterThan(timerUnwraps);
    expect(defaultValue).toBeGreaterThanOrEqual(minValue ?? Infinity);
    expect(metadata?.description).toContain(timerUnwraps.toLocaleString('en'));
  });
});

describe('listOfPage', () => {
  it('finds the blocks that are marked', () => {
    const page = 'a\n\n```kusto\nAppTraces | take 1\n```\n\n```\nnpm ci\n```\n';
    expect(listOfPage('README.md', page)).toEqual([{ where: 'README.md', query: 'AppTraces | take 1', isRule: false }]);
  });

  it('refuses a query that is not marked', () => {
    expect(() => listOfPage('README.md', '```\nAppTraces | take 1\n```\n')).toThrow(/not marked/);
  });
});

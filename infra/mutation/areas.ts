/**
 * What is measured, and the score that each area of `shared/` must have.
 *
 * An area is a folder of `shared/`, a file, or a list of files with a name of its own. Its mutants are tried with the tests that mirror it
 * and no others: a mutant that only a distant test notices counts as survived.
 * Adapters of Azure are tried with the contracts as well. `sample` is a part of everything else, drawn by chance, and tried with all tests
 * of `shared/` and `functions/`; `sample-2` and those behind it are the other parts, so that no mutant is in two of them.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Area {
  name: string;
  /** Patterns from the root of the project. */
  files: readonly string[];
  tests: readonly string[];
  /** Killed mutants in percent of those that are valid. */
  atLeastPercent: number;
  /** Only these declarations. */
  sample?: Sample;
  /** Its tests take accounts of an Azurite. */
  needsStorage?: boolean;
}

/** One in so many declarations, drawn by chance. */
export interface Sample {
  oneIn: number;
  /** Which of the parts that have no declaration in common, from 1 to `oneIn`. */
  draw: number;
}

/** For what has no goal of its own. */
const AT_LEAST_PERCENT = 85;
const goals: Readonly<Record<string, number>> = { vault: 100, callers: 95, 'sign-in': 95, state: 95 };

/** What a command without words measures. */
export const defaultAreas = Object.keys(goals);

/** Of everything, where a sample is asked for. */
export const SAMPLE_ONE_IN = 48;

/** The states of a message, and the transitions: what a row becomes, and nothing of how it is stored. */
const stateFiles = [
  'message-state',
  'fate',
  'expire',
  'park',
  'parked',
  'release',
  'cancel',
  'keep-waiting',
  'record-outcome',
  'refuse-waiting',
  'retry-schedule',
];

/** But the adapters of Azure, whose tests need a storage of their own for each mutant. */
const everything = ['shared/*.ts', 'shared/!(azure)/**/*.ts', 'functions/**/*.ts'];
const allTests = ['test/shared/*.test.ts', 'test/shared/!(azure)/**/*.test.ts', 'test/functions/**/*.test.ts'];

/** Every area, in the order of their names; files directly in `shared/` are the last one. */
export function listAreas(root: string): string[] {
  const folders = readdirSync(join(root, 'shared'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...folders.map(({ name }) => name).toSorted(), '.'];
}

/** Undefined where `shared/` has neither such a folder nor such a file. */
export function findArea(root: string, word: string): Area | undefined {
  const name = word.replace(/^shared\//, '').replace(/\/$/, '');
  const area = (files: string[], tests: string[]): Area => ({ name, files, tests, atLeastPercent: goalOf(name) });
  if (name === 'state')
    return area(
      stateFiles.map((file) => `shared/outbox/${file}.ts`),
      ['test/shared/outbox/**/*.test.ts'],
    );
  const draw = readDraw(name);
  if (draw !== undefined) return { ...area(everything, allTests), sample: { oneIn: SAMPLE_ONE_IN, draw } };
  if (name === '.') return area(['shared/*.ts'], ['test/shared/*.test.ts']);
  if (!/^[\w-]+(\/[\w-]+)*(\.ts)?$/.test(name)) return undefined;
  const folder = join(root, 'shared', name);
  if (existsSync(folder) && statSync(folder).isDirectory())
    return withContracts(area([`shared/${name}/**/*.ts`], [`test/shared/${name}/**/*.test.ts`]));
  const file = name.replace(/\.ts$/, '');
  if (!existsSync(join(root, 'shared', `${file}.ts`))) return undefined;
  const around = file.includes('/') ? `${file.slice(0, file.lastIndexOf('/'))}/**/*` : '*';
  return withContracts(area([`shared/${file}.ts`], [`test/shared/${around}.test.ts`]));
}

/** `sample` is the first, `sample-2` the second; undefined where it is none. */
function readDraw(name: string): number | undefined {
  if (name === 'sample') return 1;
  const draw = Number(/^sample-([1-9]\d?)$/.exec(name)?.[1]);
  return draw > 1 && draw <= SAMPLE_ONE_IN ? draw : undefined;
}

/** What every adapter of Azure must do is tried there, too. */
function withContracts(area: Area): Area {
  if (!/^azure(\/|$)/.test(area.name)) return area;
  return { ...area, tests: [...area.tests, 'test/contract/**/*.test.ts'], needsStorage: true };
}

/** A file has the goal of its folder. */
function goalOf(name: string): number {
  const [folder = '', file = ''] = name.replace(/\.ts$/, '').split('/');
  const owner = folder === 'outbox' && stateFiles.includes(file) ? 'state' : folder;
  return goals[owner] ?? AT_LEAST_PERCENT;
}

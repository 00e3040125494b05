/**
 * Size of what a start loads and of the languages and pages beside it, and how long a start loads beside an app that is nothing but `@azure/functions` with one route, built the
 * same way: in turn, each time in a fresh process.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildApp, sum, type BuiltSizes, type FileSizes } from '../../build/build-app.ts';
import { quantile, type Row } from './budget.ts';

/** Of what a start loads: every file but the languages and the long page, of which each is loaded at its first use. */
const BUNDLE_MAX_MEGABYTES = 1.2;
const LOAD_MAX_TIMES = 1.5;
const EMPTY_APP = `import { app } from '@azure/functions';
app.http('health', { methods: ['GET'], authLevel: 'anonymous', handler: () => ({ status: 200 }) });`;

export interface LoadSizes {
  appFolder: string;
  builtSizes: BuiltSizes;
  /** For the empty app. */
  folder: string;
  settings: Record<string, string>;
  runs: number;
}

export async function measureLoad({ appFolder, builtSizes, folder, settings, runs }: LoadSizes): Promise<Row[]> {
  const root = join(import.meta.dirname, '..', '..', '..');
  const emptyFolder = join(folder, 'empty-app');
  await buildApp(emptyFolder, { triggers: { stdin: { contents: EMPTY_APP, resolveDir: root } } });
  const own: number[] = [];
  const empty: number[] = [];
  for (let run = 0; run < runs; run++) {
    own.push(await loadOnce(appFolder, settings));
    empty.push(await loadOnce(emptyFolder, settings));
  }
  const [ownMedian, emptyMedian] = [quantile(own, 0.5), quantile(empty, 0.5)];
  return [
    ...buildSizeRows(builtSizes),
    {
      what: 'load beside an empty app',
      measured: `${(ownMedian / emptyMedian).toFixed(2)} times (${ownMedian.toFixed(0)} ms, ${emptyMedian.toFixed(0)} ms)`,
      budget: `<= ${LOAD_MAX_TIMES} times`,
      holds: ownMedian <= LOAD_MAX_TIMES * emptyMedian,
    },
  ];
}

/** The size of every file counts once: with what a start loads, or beside it. */
export function buildSizeRows({ start, ...others }: BuiltSizes): Row[] {
  const megabytes = sum(start) / 1_000_000;
  return [
    {
      what: `bundle: what a start loads (${Object.keys(start).join(', ')})`,
      measured: `${megabytes.toFixed(2)} MB`,
      budget: `<= ${BUNDLE_MAX_MEGABYTES} MB`,
      holds: megabytes <= BUNDLE_MAX_MEGABYTES,
    },
    {
      what: 'files beside it, each loaded at its first use',
      measured: Object.values(others)
        .flatMap((sizes: FileSizes) => Object.entries(sizes))
        .map(([file, size]) => `${file} ${(size / 1000).toFixed(0)} KB`)
        .join(', '),
      budget: '-',
    },
  ];
}

async function loadOnce(appFolder: string, settings: Record<string, string>): Promise<number> {
  const program = join(import.meta.dirname, 'load-time.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, appFolder], { env: settings });
  return Number(stdout);
}

/**
 * `npm run mutate`: changes the sources of `shared/` in one small way after another, and says which changes no test notices.
 *
 * Ends with 0 only when each area has the score that it must have. It changes no source in place.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defaultAreas, findArea, listAreas, SAMPLE_ONE_IN, type Area } from './areas.ts';
import { installStryker } from './install-stryker.ts';
import { measure } from './measure.ts';
import { score, type Score } from './score.ts';

const AGAIN = '--again';
const root = join(import.meta.dirname, '../..');

function readAreas(words: readonly string[]): Area[] {
  const names = words.length === 0 ? defaultAreas : words.includes('all') ? listAreas(root) : words;
  return names.map((name) => {
    const area = findArea(root, name);
    if (area) return area;
    const others = `"state", "all", "sample", or "sample-2" to "sample-${SAMPLE_ONE_IN}"`;
    throw new RangeError(`shared/ has no ${name}: name folders or files of it, ${others}.`);
  });
}

function describeScore({ name, atLeastPercent }: Area, result: Score): string {
  const { percent, killed, timedOut, survived, uncovered, broken, ignored } = result;
  const verdict = percent < atLeastPercent ? 'BELOW' : 'ok';
  return (
    `${verdict.padEnd(5)} ${name.padEnd(14)} ${percent.toFixed(1).padStart(5)} % of at least ${atLeastPercent} %: ` +
    `${killed} killed, ${timedOut} timed out, ${survived} survived, ${uncovered} not covered; ` +
    `${broken} did not run, ${ignored} left out`
  );
}

async function main(): Promise<boolean> {
  const words = process.argv.slice(2);
  const areas = readAreas(words.filter((word) => word !== AGAIN));
  // Half the processors: mutants that never end are told by time, on a machine that has some left.
  const concurrency = Math.max(1, Math.floor(availableParallelism() / 2));
  installStryker();
  const lines: string[] = [];
  let isEnough = true;
  for (const area of areas) {
    const result = score(await measure(root, area, { concurrency, isAgain: words.includes(AGAIN) }));
    if (result.percent < area.atLeastPercent) isEnough = false;
    const line = describeScore(area, result);
    lines.push(line);
    process.stdout.write([...result.survivors, line, ''].join('\n'));
  }
  if (lines.length > 1) process.stdout.write(`\n${lines.join('\n')}\n`);
  return isEnough;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof RangeError ? 2 : 1;
}

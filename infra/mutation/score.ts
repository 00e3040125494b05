/**
 * From Stryker's report to a score and the mutants that survived. Pure.
 *
 * The score is that of Stryker: killed and timed out, in percent of these and of what survived or no test reaches. What does not run at
 * all, and what is left out with a reason, counts neither way.
 */

/** The parts of mutation-testing-report-schema that are read. */
export interface Report {
  files: Record<string, { source: string; mutants: readonly ReportedMutant[] }>;
}

export interface ReportedMutant {
  status: 'Killed' | 'Survived' | 'NoCoverage' | 'Timeout' | 'CompileError' | 'RuntimeError' | 'Ignored' | 'Pending';
  mutatorName: string;
  /** It acts while its module loads. */
  static?: boolean;
  replacement?: string;
  location: { start: Position; end: Position };
}

/** Both count from 1. */
interface Position {
  line: number;
  column: number;
}

export interface Score {
  killed: number;
  timedOut: number;
  survived: number;
  /** No test reaches them. */
  uncovered: number;
  /** They ended the test run in another way than by a failed test. */
  broken: number;
  ignored: number;
  percent: number;
  /** One line for each that survived or that no test reaches. */
  survivors: string[];
}

const TEXT_MAX = 100;

export function score({ files }: Report): Score {
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const count = (...statuses: ReportedMutant['status'][]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const detected = count('Killed', 'Timeout');
  const undetected = count('Survived', 'NoCoverage');
  return {
    killed: count('Killed'),
    timedOut: count('Timeout'),
    survived: count('Survived'),
    uncovered: count('NoCoverage'),
    broken: count('CompileError', 'RuntimeError'),
    ignored: count('Ignored'),
    percent: detected + undetected === 0 ? 100 : (detected / (detected + undetected)) * 100,
    survivors: Object.entries(files).flatMap(([path, { source, mutants: own }]) =>
      own
        .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
        .map((mutant) => describeMutant(path, source, mutant)),
    ),
  };
}

function describeMutant(path: string, source: string, { status, mutatorName, replacement, location }: ReportedMutant) {
  const { start, end } = location;
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const original = lines
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join('\n');
  const reach = status === 'NoCoverage' ? ' (no test reaches it)' : '';
  return `${path}:${start.line}:${start.column} ${mutatorName}${reach}: ${shorten(original)} -> ${shorten(replacement ?? '')}`;
}

function shorten(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ');
  return line.length > TEXT_MAX ? `${line.slice(0, TEXT_MAX)} ...` : line;
}

/**
 * Reads one text of a template: from characters to its parts, each value with the position that decides how it is escaped, and to
 * every fault with its offset.
 *
 * In linear time. A block repeats what is between its marks for each row of its list; blocks are not nested, and a subject has none. In
 * plain text, a mark that has a line for itself takes the line with it. Nothing is changed otherwise: the texts of the parts, and the
 * marks between them, are the whole text.
 */
import { FAULTS_MAX } from '../limits.ts';
import { findMarks, type Mark } from './find-marks.ts';
import { listHtmlRegions, type HtmlFault, type Range, type Region } from './html-regions.ts';
import { findNearestName, type KnownList, type KnownPlaceholders, type KnownValue } from './known-placeholders.ts';
import type { TemplateField } from './template-document.ts';
import { judgePosition, type JudgedPosition, type ValuePosition } from './value-position.ts';

export type ValuePart = { kind: 'value'; value: KnownValue; position: ValuePosition };
export type RowPart = { kind: 'text'; text: string } | ValuePart;
export type Part = RowPart | { kind: 'rows'; list: KnownList; parts: RowPart[] };

export interface TemplateFault {
  /** In the text. */
  offset: number;
  /** The end of a sentence about the text. */
  detail: string;
}

export interface ParsedTemplate {
  parts: Part[];
  faults: TemplateFault[];
}

/** `known`: what the document declares. */
export function parseTemplate(text: string, field: TemplateField, known: KnownPlaceholders): ParsedTemplate {
  const { regions, conditionals, faults } =
    field === 'html' ? listHtmlRegions(text) : { regions: [], conditionals: [], faults: [] };
  const reader = createPartReader({ text, field, known, faults });
  const findRegion = createFinder(regions);
  const findConditional = createFinder(conditionals);
  for (const mark of findMarks(text)) {
    // Nobody reads more of them, and the nearest name is looked for each time.
    if (faults.length >= FAULTS_MAX) break;
    const region = findRegion(mark.start);
    // Nobody sees what is in a comment, so it stays as it is.
    const isHidden = region?.kind === 'comment' && !region.isShown;
    // With them, a value could be the end of the comment.
    const isEnding = findConditional(mark.start) !== undefined && /^[->!]/.test(text.slice(mark.end, mark.end + 1));
    if (mark.kind !== 'value') reader.readEdge(mark, region);
    else if (isEnding) reader.refuse(mark, 'has a value before - or > in a conditional comment');
    else if (!isHidden) reader.readValue(mark, region);
  }
  return reader.end();
}

interface ReaderOptions {
  text: string;
  field: TemplateField;
  known: KnownPlaceholders;
  faults: HtmlFault[];
}

function createPartReader({ text, field, known, faults }: ReaderOptions) {
  const parts: Part[] = [];
  let open: { list: KnownList; parts: RowPart[]; mark: Mark } | undefined;
  let from = 0;
  const fault = ({ start }: Mark, detail: string): void => {
    faults.push({ offset: start, detail });
  };
  const takeText = (to: number, next: number) => {
    if (to > from) (open?.parts ?? parts).push({ kind: 'text', text: text.slice(from, to) });
    from = next;
  };
  const begin = (mark: Mark): void => {
    const list = known.lists.get(mark.name);
    if (open) fault(mark, `begins the table block ${mark.name} inside another`);
    else if (list) open = { list, parts: [], mark };
    else fault(mark, `has the unknown table block ${mark.name}${near(mark.name, known.lists.values())}`);
  };
  const finish = (mark: Mark): void => {
    if (open?.mark.name === mark.name) {
      parts.push({ kind: 'rows', list: open.list, parts: open.parts });
      open = undefined;
    } else fault(mark, `ends the table block ${mark.name}, which is not open`);
  };
  return {
    refuse: fault,
    readValue(mark: Mark, region: Region | undefined): void {
      const value = open?.list.columns.get(mark.name) ?? known.values.get(mark.name);
      const { position, problem } = judge(text, mark, field, region);
      if (!value) fault(mark, describeUnknown(mark.name, known));
      else if (problem !== undefined) fault(mark, `has %${mark.name}% where no value may be: it ${problem}`);
      else {
        takeText(mark.start, mark.end);
        (open?.parts ?? parts).push({ kind: 'value', value, position });
      }
    },
    readEdge(mark: Mark, region: Region | undefined): void {
      const problem = findEdgeProblem(text, mark, field, region);
      if (problem) return fault(mark, problem);
      const { start, end } = field === 'text' ? widenToLine(text, mark) : mark;
      takeText(Math.max(start, from), end);
      return (mark.kind === 'begin' ? begin : finish)(mark);
    },
    end(): ParsedTemplate {
      takeText(text.length, text.length);
      if (open) fault(open.mark, `begins the table block ${open.mark.name}, which does not end`);
      return { parts, faults: faults.toSorted((one, other) => one.offset - other.offset) };
    },
  };
}

function judge(text: string, mark: Mark, field: TemplateField, region: Region | undefined): JudgedPosition {
  if (field === 'html') return judgePosition(text, mark, region);
  return { position: field === 'subject' ? 'subject' : 'plain text' };
}

function findEdgeProblem(text: string, mark: Mark, field: TemplateField, region: Region | undefined) {
  if (field === 'subject') return 'has a table block, which only a body can have';
  if (region !== undefined && !(region.kind === 'comment' && region.start === mark.start))
    return `has a mark of the table block ${mark.name} inside a tag, comment or script`;
  // Without the mark, it would begin a tag together with what follows.
  return field === 'html' && text[mark.start - 1] === '<' ? 'has a < just before the mark of a table block' : undefined;
}

/** Offsets come in order, so each range is looked at once. */
function createFinder<One extends Range>(ranges: readonly One[]): (offset: number) => One | undefined {
  let index = 0;
  return (offset) => {
    while ((ranges[index]?.end ?? Infinity) <= offset) index += 1;
    const range = ranges[index];
    return range && range.start <= offset ? range : undefined;
  };
}

/** The line with its end, if nothing else is on it. */
function widenToLine(text: string, { start, end }: Mark): { start: number; end: number } {
  const before = /(?:^|\n)([\t ]*)$/.exec(`${start > 20 ? 'x' : ''}${text.slice(Math.max(0, start - 20), start)}`);
  const after = /^[\t ]*(?:\r?\n|$)/.exec(text.slice(end, end + 20));
  const isEnd = after?.[0].endsWith('\n') || end + (after?.[0].length ?? 0) === text.length;
  return before && after && isEnd
    ? { start: start - (before[1]?.length ?? 0), end: end + after[0].length }
    : { start, end };
}

function describeUnknown(name: string, known: KnownPlaceholders): string {
  if (/^table(begin|end)\./.test(name)) return `has %${name}% outside <!-- and -->`;
  for (const list of known.lists.values())
    if (list.columns.has(name)) return `has %${name}%, a column of ${list.name}, outside the table block of that name`;
  if (known.lists.has(name)) return `has %${name}%, which is a list: write <!--%tablebegin.${name}%--> and its columns`;
  const columns = [...known.lists.values()].flatMap((list) => [...list.columns.values()]);
  return `has the unknown placeholder %${name}%${near(name, [...known.values.values(), ...columns])}`;
}

function near(name: string, known: Iterable<{ name: string }>): string {
  const nearest = findNearestName(
    name,
    [...known].map((one) => one.name),
  );
  return nearest === undefined ? '' : `; the nearest known one is ${nearest}`;
}

/**
 * The query options of messages: `$select`, `$expand` and `$filter` by an extended property, `$top`, `$skip`.
 *
 * Of `$filter` and `$expand` only the form that names one single-value extended property is read; any other is refused with
 * 400, and so is any other option, so that no test passes on an answer that was not narrowed.
 */
import { GraphError } from './graph-error.ts';

const TOP_DEFAULT = 10;
const TOP_MAX = 1_000;
const LITERAL = "'((?:[^']|'')*)'";
const FILTER = new RegExp(
  `^singleValueExtendedProperties/[aA]ny\\(\\s*(\\w+)\\s*:\\s*\\1/id eq ${LITERAL} and \\1/value eq ${LITERAL}\\s*\\)$`,
);
const EXPAND = new RegExp(`^singleValueExtendedProperties\\(\\$filter=id eq ${LITERAL}\\)$`);
const OPTIONS = ['$select', '$expand'];
const LIST_OPTIONS = [...OPTIONS, '$filter', '$top', '$skip'];

export interface QueryOptions {
  select?: string[];
  /** Id of the extended property to show. */
  expand?: string;
  filter?: { id: string; value: string };
  top: number;
  skip: number;
}

/** Reads the options of one message, or with `isList` of many; throws 400. */
export function readQueryOptions({ searchParams }: URL, isList: boolean): QueryOptions {
  for (const name of searchParams.keys()) {
    if (!(isList ? LIST_OPTIONS : OPTIONS).includes(name))
      throw invalid(`The query option '${name}' is not supported.`);
  }
  const select = searchParams.get('$select');
  const expand = searchParams.get('$expand');
  const filter = searchParams.get('$filter');
  return {
    ...(select !== null && { select: select.split(',').map((name) => name.trim()) }),
    ...(expand !== null && { expand: readExpand(expand) }),
    ...(filter !== null && { filter: readFilter(filter) }),
    top: readCount(searchParams.get('$top'), TOP_DEFAULT, TOP_MAX),
    skip: readCount(searchParams.get('$skip'), 0, Number.MAX_SAFE_INTEGER),
  };
}

/** Whether two ids name one property: types and GUIDs are compared in any case. */
export function isSameProperty(one: string, other: string): boolean {
  const fold = (id: string) => id.replace(/^\w+ \{[^}]*\}/, (head) => head.toLowerCase());
  return fold(one) === fold(other);
}

function readFilter(filter: string): { id: string; value: string } {
  const [, , id, value] = FILTER.exec(filter.trim()) ?? [];
  if (id === undefined || value === undefined) throw invalid(`Invalid filter clause: ${filter}`);
  return { id: unquote(id), value: unquote(value) };
}

function readExpand(expand: string): string {
  const [, id] = EXPAND.exec(expand.trim()) ?? [];
  if (id === undefined) throw invalid(`Invalid expand clause: ${expand}`);
  return unquote(id);
}

function readCount(value: string | null, otherwise: number, max: number): number {
  if (value === null) return otherwise;
  if (!/^\d{1,9}$/.test(value) || Number(value) > max) throw invalid(`Invalid value '${value}' for a count.`);
  return Number(value);
}

function unquote(literal: string): string {
  return literal.replaceAll("''", "'");
}

function invalid(message: string): GraphError {
  return new GraphError(400, 'BadRequest', message);
}

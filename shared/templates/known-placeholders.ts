/**
 * The placeholders of a document by their names in lower case, as texts name them in any case.
 *
 * It compares names and reads no text.
 */
import type { ListPlaceholder, TemplateDocument, ValuePlaceholder } from './template-document.ts';

export interface KnownValue {
  /** As the document writes it. */
  name: string;
  placeholder: ValuePlaceholder;
  /** The list of which it is a column. */
  list?: string;
}

export interface KnownList {
  name: string;
  placeholder: ListPlaceholder;
  columns: ReadonlyMap<string, KnownValue>;
}

export interface KnownPlaceholders {
  values: ReadonlyMap<string, KnownValue>;
  lists: ReadonlyMap<string, KnownList>;
}

export function listKnownPlaceholders({ placeholders = {} }: TemplateDocument): KnownPlaceholders {
  const values = new Map<string, KnownValue>();
  const lists = new Map<string, KnownList>();
  for (const [name, placeholder] of Object.entries(placeholders)) {
    if (placeholder.type !== 'list') {
      values.set(name.toLowerCase(), { name, placeholder });
      continue;
    }
    const columns = Object.entries(placeholder.columns).map(
      ([column, value]) => [column.toLowerCase(), { name: column, placeholder: value, list: name }] as const,
    );
    lists.set(name.toLowerCase(), { name, placeholder, columns: new Map(columns) });
  }
  return { values, lists };
}

/** Of the names, the one that was probably meant; undefined when none is near. */
export function findNearestName(name: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  // A third of the name: more changes make another word of it.
  let least = Math.floor(name.length / 3) + 1;
  for (const known of names) {
    if (Math.abs(known.length - name.length) >= least) continue;
    const distance = countChanges(name, known.toLowerCase());
    if (distance < least) [nearest, least] = [known, distance];
  }
  return nearest;
}

/** Levenshtein's distance. */
function countChanges(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

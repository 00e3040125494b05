/**
 * A payload with an example for every placeholder of a template: its own, or one of its type. For previews only.
 *
 * Where two placeholders have one field, the example suits both: any type takes the place of a text, a time that of a date.
 */
import { splitPointer } from './payload.ts';
import type { ListPlaceholder, TemplateDocument, ValuePlaceholder } from './template-document.ts';

const EXAMPLE_ROWS = 2;

type Holder = Record<string, unknown>;
type NamedPlaceholder<Kind> = readonly [name: string, placeholder: Kind];

export function buildExampleValues({ placeholders = {} }: TemplateDocument): Readonly<Record<string, unknown>> {
  const entries = Object.entries(placeholders);
  const values = entries.flatMap(([name, one]) => (one.type === 'list' ? [] : [[name, one] as const]));
  const lists = entries.flatMap(([name, one]) => (one.type === 'list' ? [[name, one] as const] : []));
  const payload = createHolder();
  // Beside the rows, so that all amounts have the currency of the document.
  const columns = lists.flatMap(([, list]) => Object.values(list.columns));
  for (const one of [...columns, ...values.map(([, value]) => value)])
    if (one.type === 'amount' && typeof one.currency === 'object')
      put(payload, one.currency.field, one.currency.fallback ?? 'EUR');
  fill(payload, values);
  for (const [name, list] of lists) put(payload, list.field ?? name, buildRows(list));
  return payload;
}

function buildRows({ columns }: ListPlaceholder): Holder[] {
  return Array.from({ length: EXAMPLE_ROWS }, () => fill(createHolder(), Object.entries(columns)));
}

/** From what any text can be to what only one type can. */
const order: readonly ValuePlaceholder['type'][] = ['text', 'date', 'dateTime', 'number', 'amount', 'link'];

function fill(holder: Holder, placeholders: readonly NamedPlaceholder<ValuePlaceholder>[]): Holder {
  const ordered = placeholders.toSorted(([, one], [, other]) => order.indexOf(one.type) - order.indexOf(other.type));
  for (const [name, placeholder] of ordered)
    put(holder, placeholder.field ?? name, placeholder.example ?? deriveExample(name, placeholder));
  return holder;
}

function deriveExample(name: string, placeholder: ValuePlaceholder): string {
  switch (placeholder.type) {
    case 'text':
      return name;
    case 'number':
      return '1234.5';
    case 'amount':
      return '1234.56';
    case 'date':
      return '2026-12-01';
    case 'dateTime':
      return '2026-12-01T07:00:00Z';
    case 'link':
      return `https://${placeholder.hosts?.[0] ?? 'contoso.com'}/`;
  }
}

/** Without a prototype, so that every name is one of its own. */
function createHolder(): Holder {
  return Object.create(null) as Holder;
}

/** Does nothing where a value of another placeholder is on the way. */
function put(root: Holder, field: string, value: unknown): void {
  const path = field.startsWith('/') ? splitPointer(field) : [findKey(root, field)];
  let holder: unknown = root;
  for (const name of path.slice(0, -1)) {
    if (!isHolder(holder)) return;
    holder = holder[name] ??= createHolder();
  }
  if (isHolder(holder)) holder[path.at(-1) ?? ''] = value;
}

/** Names are found in any case, so each is there once. */
function findKey(root: Holder, name: string): string {
  return Object.keys(root).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

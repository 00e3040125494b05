/**
 * What nobody should send, for fast-check: texts, and bodies that are almost those of a client.
 *
 * They know no route. A body is spoilt in its value (a place gets another value, a member more, or is left out) or in its bytes.
 */
import * as fc from 'fast-check';
import { codePoint } from '../shared/code-point.ts';

/** JSON that is looked into. */
type Node = Record<string, unknown> | unknown[];

export const LONG = 20_000;

// prettier-ignore
const oddTexts = [
  '', '.', '..', '../../etc/passwd', '..%2f..', '%', '%zz', '%00', '\0', 'a\0b', '\r\nSet-Cookie: a=b',
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', "'", "' or '1' eq '1", '"',
  '<script>alert(1)</script>', '\\', '*', '#', 'ann@fabrikam.com', 'ANN@FABRIKAM.COM', '@', 'null', 'undefined',
  '-1', '0', '1e999', '9'.repeat(400), '\u2028', 'a0274317-0000-4000-8000-000000000003',
  '{c0000000-0000-4000-8000-000000000001}', '\ufeff', '\u202ex', 'é', '😀', 'x'.repeat(LONG), '/'.repeat(500),
  '.'.repeat(500), '9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z', '+', ' ', '\t',
];

/** As a path or a query has it once it is decoded; no lone surrogate survives that. */
export const hostileText = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: codePoint, maxLength: 20 }).map((text) => text.toWellFormed()),
);

// prettier-ignore
const oddValues: readonly unknown[] = [
  null, true, -1, 0, -0, 0.1, 1e308, -1e308, 2 ** 53, 5e-324, [], {}, [[]], [null], '\ud800', 'a\udfffb',
  '=?utf-8?q?x?=', '0001-01-01', '2026-02-30', '/Date(1e99)/', '/Date(99999999999999999)/', '%salesid%', '%',
  'text\r\nBcc: a@b.com', JSON.parse('{"__proto__":{"a":1}}') as unknown, { constructor: { prototype: {} } },
  { toString: null, valueOf: 1 }, Array.from({ length: 600 }, () => null), { length: 1e9 }, 'A'.repeat(LONG),
  '\u0000', { emailAddress: null },
];

/** Values that JSON can carry, lone surrogates and own members called `__proto__` included. */
const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(...oddValues),
);

function* listPlaces(node: unknown): Generator<[holder: Node, key: string]> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    yield [node as Node, key];
    yield* listPlaces(value);
  }
}

/** One change of a value at a place that `pick` finds. */
type Change = { at: number; how: 'replace' | 'leave out' | 'wrap' | 'add' | 'twice'; value: unknown };

const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    at: fc.nat(),
    how: fc.constantFrom<Change['how'][]>('replace', 'replace', 'leave out', 'wrap', 'add', 'twice'),
    value: hostileValue,
  }),
  { maxLength: 2 },
);

function change(root: unknown, { at, how, value: shared }: Change): void {
  // A later change may go into it.
  const value: unknown = structuredClone(shared);
  const places = [...listPlaces(root)];
  const [holder, key] = places[at % Math.max(1, places.length)] ?? [];
  if (!holder || key === undefined) return;
  const node = holder as Record<string, unknown>;
  if (how === 'replace') node[key] = value;
  if (how === 'leave out' && !Array.isArray(holder)) delete node[key];
  if (how === 'wrap') node[key] = [node[key]];
  // Assigned, this name would be the prototype.
  if (how === 'add' && !Array.isArray(holder))
    Object.defineProperty(node, '__proto__', { value, enumerable: true, configurable: true, writable: true });
  if (how === 'twice') node[key.toUpperCase()] = node[key];
}

/** What is done to the bytes. */
const spoils: readonly ((text: string) => string | Uint8Array)[] = [
  (text) => text.slice(0, text.length / 2),
  (text) => `\ufeff${text}`,
  (text) => `${text}${text}`,
  (text) => Buffer.from(text, 'utf16le'),
  (text) =>
    Buffer.concat([Buffer.from(text.slice(0, 10)), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from(text.slice(10))]),
  (text) => text.replace(/:/, `:${'['.repeat(3_000)}`),
  (text) => text.replace(/\{/, '{"__proto__":{"isAdmin":true},'),
  (text) => text.replace(/:\s*("[^"]*"|\d+)/, ':1e999'),
  (text) => text.replace(/:\s*("[^"]*"|\d+)/, `:${'9'.repeat(5_000)}`),
  (text) => text.replaceAll('"', "'"),
  (text) => text.replace(/"[^"]*"/, '"\\ud800"'),
  (text) => ' '.repeat(5_000) + text,
  () => '\0',
  () => '',
];

const anyBody = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.uint8Array({ maxLength: 200 }),
  fc.constantFrom(
    'null',
    '[]',
    '""',
    '{}',
    '1',
    '[[[[[[',
    '{"a":'.repeat(2_000),
    '['.repeat(50_000),
    '9'.repeat(50_000),
  ),
);

const asIs = (text: string) => text;

/** A body that is almost one of those which `write` makes a text of: JSON, unless it says otherwise. */
export function almost(
  valid: readonly unknown[],
  write: (value: unknown) => string = JSON.stringify,
): fc.Arbitrary<string | Uint8Array> {
  const mutated = fc
    .tuple(
      fc.constantFrom(...valid),
      changes,
      fc.oneof({ weight: 3, arbitrary: fc.constant(asIs) }, fc.constantFrom(...spoils)),
    )
    .map(([value, those, spoil]) => {
      const copy: unknown = structuredClone(value);
      for (const one of those) change(copy, one);
      return spoil(write(copy));
    });
  return fc.oneof({ weight: 4, arbitrary: mutated }, { weight: 1, arbitrary: anyBody });
}

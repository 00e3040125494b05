import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isKnownName, isListName } from '../../../shared/submission/known-names.ts';
import { submissionSchema } from '../../../shared/submission/submission-schema.ts';

/** What zod keeps of a schema. */
interface Definition {
  shape?: Readonly<Record<string, unknown>>;
  element?: unknown;
  innerType?: unknown;
  in?: unknown;
  out?: unknown;
  options?: readonly unknown[];
}

function definitionOf(schema: unknown): Definition {
  return ((schema ?? {}) as { def?: Definition }).def ?? {};
}

function isList(schema: unknown): boolean {
  const { element, innerType } = definitionOf(schema);
  return element !== undefined || (innerType !== undefined && isList(innerType));
}

function listProperties(schema: unknown): [string, unknown][] {
  const { shape = {}, element, innerType, in: into, out, options = [] } = definitionOf(schema);
  const parts = [...Object.values(shape), element, innerType, into, out, ...options];
  return [...Object.entries(shape), ...parts.filter((part) => part !== undefined).flatMap(listProperties)];
}

const properties = listProperties(submissionSchema);

describe('isKnownName', () => {
  it('knows every property of the schema, in any case', () => {
    const names = properties.map(([name]) => name);
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter((name) => !isKnownName(name) || !isKnownName(name.toUpperCase()))).toEqual([]);
  });

  it('knows no other word of its own source', async () => {
    const names = new Set(properties.map(([name]) => name.toLowerCase()));
    const source = await readFile(join(import.meta.dirname, '../../../shared/submission/known-names.ts'), 'utf8');
    const words = source.match(/[@\w.]+/g) ?? [];
    expect(words.filter((word) => isKnownName(word) && !names.has(word.toLowerCase()))).toEqual([]);
    for (const word of ['subjects', 'toRecipient', '', 'constructor']) expect(isKnownName(word)).toBe(false);
  });
});

describe('isListName', () => {
  it('knows what the schema has a list under, and nothing else', () => {
    const wrong = properties.filter(([name, schema]) => isListName(name) !== isList(schema));
    expect(wrong.map(([name]) => name)).toEqual([]);
    expect(properties.some(([, schema]) => isList(schema))).toBe(true);
    expect(isListName('TORECIPIENTS')).toBe(true);
  });
});

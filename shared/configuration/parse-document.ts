/**
 * Parses a document by the schema of its kind, which gets the words of its faults here. Schemas are loaded with the first document.
 */
import type * as z from 'zod/mini';
import type { DocumentKind } from '../configuration-addresses.ts';
import type { Fault } from '../errors.ts';
import { FAULTS_MAX } from '../limits.ts';
import { formatJsonPointer } from '../submission/json-pointer.ts';

/** The document, frozen, or at least one fault. No fault repeats a value. */
export async function parseDocument(
  kind: DocumentKind,
  value: unknown,
): Promise<{ document: object; faults?: never } | { document?: never; faults: Fault[] }> {
  const { schemas } = await import('./schemas.ts');
  const result = schemas[kind].safeParse(value, { error: describeIssue, jitless: true });
  if (result.success) return { document: Object.freeze(result.data) };
  return { faults: result.error.issues.flatMap(listFaults).slice(0, FAULTS_MAX) };
}

function listFaults(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code !== 'unrecognized_keys') return [{ pointer: formatJsonPointer(issue.path), detail: issue.message }];
  return issue.keys.map((key) => ({
    pointer: formatJsonPointer([...issue.path, key]),
    detail: 'is not a known property',
  }));
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'an array',
};

/** Words for what zod itself finds; every check of our own brings its words along. */
function describeIssue(issue: { input?: unknown; expected?: unknown }): string {
  if (issue.input === undefined) return 'is missing';
  return `is not ${typeNames[String(issue.expected)] ?? 'of the expected type'}`;
}

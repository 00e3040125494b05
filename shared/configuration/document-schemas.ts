/**
 * What documents of each kind say, by kind. Each schema is in the room that uses the document; here it gets the words of its faults. Those
 * of kinds that few installations have are loaded when there is such a document.
 */
import type * as z from 'zod/mini';
import type { DocumentKind } from '../configuration-addresses.ts';
import type { Fault } from '../errors.ts';
import { FAULTS_MAX } from '../limits.ts';
import { formatJsonPointer } from '../submission/json-pointer.ts';
import { sourceDocumentSchema } from '../callers/source-document.ts';
import { registrationDocumentSchema } from '../tenants/registration-document.ts';
import { tenantDocumentSchema } from '../tenants/tenant-document.ts';
import type { FurtherKind } from './further-schemas.ts';

const schemas: Readonly<Record<Exclude<DocumentKind, FurtherKind>, z.ZodMiniType<object>>> = {
  tenant: tenantDocumentSchema,
  registration: registrationDocumentSchema,
  source: sourceDocumentSchema,
};

/** The document, frozen, or at least one fault. No fault repeats a value. */
export async function parseDocument(
  kind: DocumentKind,
  value: unknown,
): Promise<{ document: object; faults?: never } | { document?: never; faults: Fault[] }> {
  const result = (await schemaOf(kind)).safeParse(value, { error: describeIssue, jitless: true });
  if (result.success) return { document: Object.freeze(result.data) };
  return { faults: result.error.issues.flatMap(listFaults).slice(0, FAULTS_MAX) };
}

async function schemaOf(kind: DocumentKind): Promise<z.ZodMiniType<object>> {
  if (kind === 'tenant' || kind === 'registration' || kind === 'source') return schemas[kind];
  return (await import('./further-schemas.ts')).furtherSchemas[kind];
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

/**
 * What the schema finds wrong with a body, as faults with JSON pointers. No fault repeats a value of the request.
 */
import type { Fault } from '../errors.ts';
import { FAULTS_MAX } from '../limits.ts';
import { isGraphName } from './graph-names.ts';
import { formatJsonPointer } from './json-pointer.ts';
import { submissionSchema, type SubmissionBody } from './submission-schema.ts';

type Issue = NonNullable<ReturnType<typeof submissionSchema.safeParse>['error']>['issues'][number];

/** The body, or at least one fault. */
export function checkSchema(value: unknown): { data: SubmissionBody; faults: [] } | { data?: never; faults: Fault[] } {
  const result = submissionSchema.safeParse(value, { error: describeIssue });
  return result.success
    ? { data: result.data, faults: [] }
    : { faults: result.error.issues.flatMap((issue) => listFaults(issue)) };
}

function listFaults(issue: Issue): Fault[] {
  if (issue.code !== 'unrecognized_keys') return [{ pointer: formatJsonPointer(issue.path), detail: issue.message }];
  return issue.keys
    .slice(0, FAULTS_MAX)
    .map((key) => ({ pointer: formatJsonPointer([...issue.path, key]), detail: describeUnknown(issue.path, key) }));
}

function describeUnknown([part]: readonly PropertyKey[], key: string): string {
  return part === 'message' && isGraphName(key)
    ? 'is known to Microsoft Graph, but a message that is sent here cannot carry it; leave it out'
    : 'is not a known property';
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
};

/** Words for what zod itself finds; every check of our own brings its words along. */
function describeIssue(issue: { code?: string; input?: unknown; expected?: unknown }): string {
  if (issue.input === undefined) return 'is missing';
  // The normaliser has left out every null that means absent.
  if (issue.input === null && issue.expected === 'string') return 'is null; leave it out';
  return `is not ${typeNames[String(issue.expected)] ?? 'of the expected type'}`;
}

/**
 * The outer shape of a submission: the names of the body in one case, and the message under `message`.
 *
 * Clients of Graph write `Message` or `message`, and Business Central the bare message where its JSON is long. Two spellings of
 * one name are a fault, because they may say two things. Null means absent, except for the idempotency key. A bare message is recognised by a property of Graph's message beside
 * no `message`; `sender` is then the sender of the submission, as everywhere. Annotations (`@odata.…`) say nothing here.
 */
import type { Fault } from '../errors.ts';
import { formatJsonPointer } from './json-pointer.ts';
import { isJsonObject } from './json-value.ts';
import { messageSchema } from './message-schema.ts';
import type { PostedPointers } from './posted-pointers.ts';
import { submissionSchema } from './submission-schema.ts';

const outerNames = new Map(Object.keys(submissionSchema.shape).map((name) => [name.toLowerCase(), name]));

/** Whether a name is an annotation of OData, of an object or of one of its properties. */
export function isAnnotation(name: string): boolean {
  return name.includes('@odata.');
}

/** The body in one shape; what is not an object stays as it is, for the schema to refuse. */
export function normaliseShape(posted: unknown, pointers: PostedPointers): { body: unknown; faults: Fault[] } {
  if (!isJsonObject(posted)) return { body: posted, faults: [] };
  const faults: Fault[] = [];
  const named = new Map<string, unknown>();
  const others = new Map<string, unknown>();
  for (const [name, value] of Object.entries(posted)) {
    if (isAnnotation(name)) continue;
    // Only ASCII letters: some others have one of them as their lower case.
    const outer = /^[A-Za-z]+$/.test(name) ? outerNames.get(name.toLowerCase()) : undefined;
    if (!outer) others.set(name, value);
    else if (named.has(outer))
      faults.push({
        pointer: formatJsonPointer([name]),
        detail: `is another spelling of ${outer}, which is given, too`,
      });
    else {
      named.set(outer, value);
      if (name !== outer) pointers.move(`/${outer}`, `/${name}`);
    }
  }
  for (const [name, value] of named) if (value === null && name !== 'idempotencyKey') named.delete(name);
  if (named.has('message') || ![...others.keys()].some((name) => Object.hasOwn(messageSchema.shape, name)))
    return { body: Object.fromEntries([...named, ...others]), faults };
  pointers.move('/message', '');
  return { body: Object.fromEntries([...named, ['message', Object.fromEntries(others)]]), faults };
}

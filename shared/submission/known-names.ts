/**
 * The names of properties that a submission may have, in any case: all that may be told of a body where its content may not.
 *
 * They are read from the schema. A part of the schema that it cannot look into has no known names.
 */
import { submissionSchema } from './submission-schema.ts';

interface SchemaDefinition {
  shape?: Readonly<Record<string, unknown>>;
  element?: unknown;
  innerType?: unknown;
  in?: unknown;
  out?: unknown;
  options?: readonly unknown[];
}

const names: ReadonlySet<string> = new Set([...listNames(submissionSchema)].map((name) => name.toLowerCase()));

/** Whether some part of a submission has a property of this name. */
export function isKnownName(name: string): boolean {
  return names.has(name.toLowerCase());
}

function* listNames(schema: unknown): Iterable<string> {
  const { def } = (schema ?? {}) as { def?: SchemaDefinition };
  if (!def) return;
  yield* Object.keys(def.shape ?? {});
  const parts = [
    ...Object.values(def.shape ?? {}),
    def.element,
    def.innerType,
    def.in,
    def.out,
    ...(def.options ?? []),
  ];
  for (const part of parts) yield* listNames(part);
}

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

const properties = [...listProperties(submissionSchema)].map(([name, schema]) => [name.toLowerCase(), schema] as const);
const names: ReadonlySet<string> = new Set(properties.map(([name]) => name));
const lists: ReadonlySet<string> = new Set(properties.filter(([, schema]) => isList(schema)).map(([name]) => name));

/** Whether some part of a submission has a property of this name. */
export function isKnownName(name: string): boolean {
  return names.has(name.toLowerCase());
}

/** Whether some part of a submission has a list under this name. */
export function isListName(name: string): boolean {
  return lists.has(name.toLowerCase());
}

function definitionOf(schema: unknown): SchemaDefinition | undefined {
  return ((schema ?? {}) as { def?: SchemaDefinition }).def;
}

function isList(schema: unknown): boolean {
  const { element, innerType } = definitionOf(schema) ?? {};
  return element !== undefined || (innerType !== undefined && isList(innerType));
}

function* listProperties(schema: unknown): Iterable<[string, unknown]> {
  const def = definitionOf(schema);
  if (!def) return;
  yield* Object.entries(def.shape ?? {});
  const parts = [
    ...Object.values(def.shape ?? {}),
    def.element,
    def.innerType,
    def.in,
    def.out,
    ...(def.options ?? []),
  ];
  for (const part of parts) yield* listProperties(part);
}

/**
 * Writes the schemas as JSON Schema (draft 2020-12) in the form that generators of clients understand.
 *
 * Null is part of a type instead of a choice of its own, but for a reference; bounds that say nothing and patterns beside a format go.
 * Answers have neither enumerations nor closed objects, because a client that was generated from those fails on what a later release
 * adds; the values there are today stay as words.
 */
import * as z from 'zod';
import { answerSchemas, descriptions, requestSchemas, type SchemaName } from './components.ts';

/** What of it occurs here. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: string[];
  const?: string;
  default?: string;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  contentEncoding?: string;
  examples?: string[];
  readOnly?: boolean;
  'x-extensible-enum'?: string[];
  'x-ms-primary-error-message'?: boolean;
}

/** By name; `base` is where references look for them. */
export function writeSchemas(base: string): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries({ ...requestSchemas, ...answerSchemas })) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { target: 'draft-2020-12', io: 'input', uri: (id) => `${base}${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [
      name,
      {
        ...simplify(schema as JsonSchema, Object.hasOwn(answerSchemas, name)),
        description: descriptions[name as SchemaName],
      },
    ]),
  );
}

function simplify(schema: JsonSchema, isAnswer: boolean): JsonSchema {
  const { readOnly: _readOnly, properties, items, ...rest } = foldNull(schema);
  return {
    ...dropNoise(isAnswer ? openUp(rest) : rest),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, simplify(one, isAnswer)])),
    }),
    ...(items && { items: simplify(items, isAnswer) }),
  };
}

/** `anyOf` of a type and null becomes a type that may be null; of a reference it stays. */
function foldNull({ anyOf, ...rest }: JsonSchema): JsonSchema {
  if (!anyOf) return rest;
  const [only, ...others] = anyOf.filter(({ type }) => type !== 'null');
  const isFoldable = anyOf.length === 2 && others.length === 0;
  // Null among the values becomes a value of its own in generated clients.
  if (!isFoldable || typeof only?.type !== 'string' || only.enum) return { ...rest, anyOf };
  return { ...only, ...rest, type: [only.type, 'null'] };
}

function dropNoise({ pattern, minimum, maximum, ...rest }: JsonSchema): JsonSchema {
  const hasFormat = rest.format === 'date-time' || rest.format === 'uuid';
  return {
    ...rest,
    ...(pattern !== undefined && !hasFormat && { pattern }),
    ...(isBound(minimum) && { minimum }),
    ...(isBound(maximum) && { maximum }),
  };
}

function isBound(value: number | undefined): value is number {
  return value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
}

/** More values than these are not read in a sentence. */
const VALUES_IN_WORDS_MAX = 10;

function openUp({ additionalProperties: _closed, enum: values, const: only, ...rest }: JsonSchema): JsonSchema {
  const known = only === undefined ? values : [only];
  if (!known) return rest;
  const words =
    known.length > VALUES_IN_WORDS_MAX
      ? 'The page of error codes lists all of them; more may be added.'
      : `Today: ${known.join(', ')}; more may be added.`;
  const { description } = rest;
  return { ...rest, description: description ? `${description} ${words}` : words, 'x-extensible-enum': known };
}

/**
 * The schemas of the description as Swagger 2.0 and Power Platform know them, with what its forms show.
 *
 * There is no null, no `const` and no choice of types in Swagger 2.0, and a reference stands alone. Values that a caller may choose from
 * become a list in the form, which also takes a value of another step.
 */
import { requestSchemas } from './components.ts';
import { writeSchemas, type JsonSchema } from './json-schema.ts';

export const DEFINITIONS = '#/definitions/';

/** As JSON Schema, but for what Swagger has of its own. */
export interface SwaggerSchema extends Omit<JsonSchema, 'properties' | 'items'> {
  example?: string;
  properties?: Record<string, SwaggerSchema>;
  items?: SwaggerSchema;
  'x-ms-summary'?: string;
  'x-ms-visibility'?: 'important' | 'advanced' | 'internal';
}

/** Those that occur here and that Power Platform's own schema for descriptions accepts. */
const formats = new Set(['byte', 'date-time', 'uri']);

/** Shown without being asked for, beside what is required. */
const shown = new Set([
  'subject',
  'body',
  'content',
  'contentType',
  'toRecipients',
  'attachments',
  'reference',
  'name',
]);

export function writeDefinitions(): Record<string, SwaggerSchema> {
  const schemas = Object.entries(writeSchemas(DEFINITIONS));
  return Object.fromEntries(schemas.map(([name, one]) => [name, write(one, Object.hasOwn(requestSchemas, name))]));
}

/** `toRecipients` as a title: To Recipients. */
export function writeTitle(name: string): string {
  const words = name.replace(/^@?(?:odata\.)?/, '').split(/(?=[A-Z])|-/);
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join(' ');
}

function write(schema: JsonSchema, isRequest: boolean): SwaggerSchema {
  const { $ref = schema.anyOf?.find((one) => one.$ref)?.$ref } = schema;
  if ($ref !== undefined) return { $ref };
  const { type, description, required, format, properties, items, examples, 'x-extensible-enum': known } = schema;
  const { additionalProperties, minimum, maximum, minLength, maxLength, maxItems, default: standard } = schema;
  const values = schema.const === undefined ? (schema.enum ?? (isRequest ? known : undefined)) : [schema.const];
  const [example] = examples ?? [];
  return dropAbsent({
    type: Array.isArray(type) ? type[0] : type,
    description,
    format: formats.has(format ?? '') ? format : undefined,
    enum: values,
    'x-extensible-enum': isRequest ? undefined : known,
    default: standard,
    example,
    minimum,
    maximum,
    minLength,
    maxLength,
    maxItems,
    required,
    additionalProperties,
    properties: properties && writeProperties(properties, required, isRequest),
    items: items && write(items, isRequest),
  });
}

function dropAbsent(members: { [Key in keyof SwaggerSchema]: SwaggerSchema[Key] | undefined }): SwaggerSchema {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function writeProperties(
  properties: Record<string, JsonSchema>,
  required: readonly string[] = [],
  isRequest: boolean,
): Record<string, SwaggerSchema> {
  const entries = Object.entries(properties).map(([name, one]): [string, SwaggerSchema] => {
    const schema = write(one, isRequest);
    // A reference stands alone.
    if (schema.$ref) return [name, schema];
    const visibility = schema.default !== undefined ? 'internal' : required.includes(name) ? 'important' : 'advanced';
    const isMarked = isRequest && !(visibility === 'advanced' && shown.has(name));
    return [name, { ...schema, 'x-ms-summary': writeTitle(name), ...(isMarked && { 'x-ms-visibility': visibility }) }];
  });
  return Object.fromEntries(entries);
}

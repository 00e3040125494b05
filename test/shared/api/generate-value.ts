/**
 * Values that a schema of the description allows, for fast-check: what a client may send that knows nothing else.
 *
 * Times lie in the near future of `now`, because a schema has no clock.
 */
import * as fc from 'fast-check';
import type { Json } from './sample-installation.ts';

const DAY_MILLISECONDS = 24 * 3600 * 1000;

export function generateValue(schema: Json, schemas: Record<string, Json>, now: Date): fc.Arbitrary<unknown> {
  const generate = (one: Json) => generateValue(one, schemas, now);
  if (schema['$ref']) return generate(schemas[String(schema['$ref']).replace(/^.*\//, '')]!);
  if (schema['anyOf']) return fc.oneof(...(schema['anyOf'] as Json[]).map(generate));
  if (Array.isArray(schema['type'])) {
    const [type] = schema['type'] as string[];
    return fc.option(generate({ ...schema, type }));
  }
  switch (schema['type']) {
    case 'string':
      return generateText(schema, now);
    case 'integer':
      return fc.integer({ min: schema['minimum'], max: schema['maximum'] });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(generate(schema['items']), { maxLength: Math.min(3, schema['maxItems'] ?? 3) });
    case 'object': {
      const properties = Object.entries(schema['properties'] as Record<string, Json>);
      const model = Object.fromEntries(properties.map(([name, one]) => [name, generate(one)]));
      return fc.record(model, { requiredKeys: schema['required'] ?? [] });
    }
    default:
      throw new Error(`Nothing is known of ${JSON.stringify(schema)}.`);
  }
}

function generateText(schema: Json, now: Date): fc.Arbitrary<string> {
  const { const: only, enum: values, 'x-extensible-enum': known, examples, format, contentEncoding } = schema;
  if (only !== undefined) return fc.constant(only);
  if (values ?? known ?? examples) return fc.constantFrom(...(values ?? known ?? examples));
  if (contentEncoding === 'base64')
    return fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64'));
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time')
    return fc
      .integer({ min: DAY_MILLISECONDS, max: 80 * DAY_MILLISECONDS })
      .map((ahead) => new Date(now.getTime() + ahead).toISOString());
  if (schema['pattern']) return fc.stringMatching(new RegExp(schema['pattern']));
  const { minLength = 0, maxLength = 100 } = schema;
  return fc.string({ minLength, maxLength: Math.min(maxLength, 100) });
}

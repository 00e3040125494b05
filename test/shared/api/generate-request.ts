/**
 * Requests that the description of an operation allows, for fast-check, with the rules between fields that a schema cannot say.
 */
import * as fc from 'fast-check';
import type { ListedOperation } from '../../../shared/api/list-operations.ts';
import type { Given } from '../../functions/invoke.ts';
import { generateValue } from './generate-value.ts';
import { openApi, type Json } from './sample-installation.ts';

const schemas = openApi()['components'].schemas as Record<string, Json>;

/** What JSON Schema cannot say: the rules between the fields of a submission. */
export function obeyRules(body: Json): Json {
  const { message, notBefore, expiresAt, prefer } = body;
  const attachments = (message.attachments as Json[] | null | undefined)?.map(({ id: _id, ...file }) => ({
    contentBytes: '',
    ...file,
  }));
  const { flag, sender: _sender, ...rest } = message;
  const { startDateTime, dueDateTime: _due, completedDateTime: _completed, ...others } = flag ?? {};
  const isLater = notBefore && !(prefer?.handling === 'strict') && !(expiresAt && expiresAt <= notBefore);
  const { notBefore: _notBefore, ...kept } = body;
  return {
    ...kept,
    ...(isLater && { notBefore }),
    message: {
      ...rest,
      toRecipients: rest.toRecipients?.length ? rest.toRecipients : [{ emailAddress: { address: 'mia@contoso.com' } }],
      ...(flag && { flag: { ...others, ...(startDateTime && { startDateTime }) } }),
      ...(attachments && { attachments }),
      ...once(rest, 'internetMessageHeaders', 'name'),
      ...once(rest, 'singleValueExtendedProperties', 'id'),
    },
  };
}

/** The list with each name in it once. */
function once(message: Json, list: string, name: string): Json {
  const values = message[list] as Json[] | null | undefined;
  return values ? { [list]: [...new Map(values.map((one) => [one[name], one])).values()] } : {};
}

/** As a client sends the operation that knows the description alone. */
export function generateRequest(
  { parameters = [], body }: ListedOperation,
  now: Date,
): fc.Arbitrary<Given & { json?: Json }> {
  const generateAll = (place: string) => {
    // A cursor is what an answer gave.
    const those = parameters.filter(({ in: where, name }) => where === place && name !== 'cursor');
    const model = Object.fromEntries(those.map(({ name, schema }) => [name, generateValue(schema, schemas, now)]));
    return fc.record(model, { requiredKeys: place === 'path' ? Object.keys(model) : [] });
  };
  const json = body && 'schema' in body ? generateValue(schemas[body.schema]!, schemas, now) : fc.constant(undefined);
  return fc
    .record({ params: generateAll('path'), query: generateAll('query'), headers: generateAll('header'), json })
    .map(({ params, query, headers, json: value }) => {
      const posted = (body && 'schema' in body && body.schema === 'Submission' ? obeyRules(value as Json) : value) as
        Json | undefined;
      const text = posted ? JSON.stringify(posted) : body ? 'x' : undefined;
      const { from, to, idempotencyKey, ...filters } = query as Record<string, unknown>;
      // The two rules between the parameters of a list.
      const asked = idempotencyKey
        ? { idempotencyKey }
        : { ...filters, ...(from !== undefined ? { from } : to !== undefined ? { to } : {}) };
      // Header and body say the same, or one of them says nothing.
      const {
        'Idempotency-Key': _key,
        Prefer: _prefer,
        'Guestmail-Environment-Type': _type,
        'Guestmail-Environment-Name': _name,
        ...otherHeaders
      } = headers as Record<string, string>;
      return {
        params: params as Record<string, string>,
        query: Object.fromEntries(Object.entries(asked).map(([name, one]) => [name, String(one as string | number)])),
        headers: {
          ...otherHeaders,
          ...(text !== undefined && { 'content-length': String(Buffer.byteLength(text)) }),
          ...(posted && { 'content-type': 'application/json' }),
        },
        ...(text !== undefined && { body: text }),
        ...(posted && { json: posted }),
      };
    });
}

import * as fc from 'fast-check';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { listOperations, type ListedOperation } from '../../../shared/api/list-operations.ts';
import { parseSubmission } from '../../../shared/submission/parse-submission.ts';
import { createApi } from '../../functions/api.ts';
import type { Given } from '../../functions/invoke.ts';
import { routes } from '../../functions/routes.ts';
import { generateRequest, obeyRules } from './generate-request.ts';
import { generateValue } from './generate-value.ts';
import { openApi, walk, type Json } from './sample-installation.ts';

const document = openApi();
const schemas = document['components'].schemas as Record<string, Json>;
const ajv = new Ajv2020({ strict: false, validateFormats: false, schemas: [{ $id: 'api', components: { schemas } }] });
const listed = listOperations(routes).map((one) => [one.operationId, one] as const);
const RUNS = 6;
const { call, connector } = createApi();
const now = connector.now();

describe('an operation', () => {
  const send = ({ name, method }: ListedOperation, given: Given) =>
    call(name as Parameters<typeof call>[0], method, given);

  it.each(listed)('takes every request that its description allows: %s', async (_id, operation) => {
    await fc.assert(
      fc.asyncProperty(generateRequest(operation, now), async ({ json, ...given }) => {
        const { status, json: answer } = await send(operation, given);
        expect([400, 405, 411, 413, 415, 500], JSON.stringify([given, answer])).not.toContain(status);
        const { body } = operation;
        if (json && body && 'schema' in body) expect(validates(body.schema, json), JSON.stringify(json)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  const withJson = listed.filter(([, { body }]) => body && 'schema' in body);
  it.each(withJson)(
    'refuses a property that its description does not have, wherever it is: %s',
    async (_id, operation) => {
      const name = (operation.body as { schema: string }).schema;
      await fc.assert(
        fc.asyncProperty(generateRequest(operation, now), async ({ json = {}, ...given }) => {
          for (const [pointer] of walk(json)) {
            const spoilt = structuredClone(json);
            for (const [where, object] of walk(spoilt)) if (where === pointer) object['surprise'] = 1;
            expect(validates(name, spoilt), pointer).toBe(false);
            const body = JSON.stringify(spoilt);
            const headers = { ...given.headers, 'content-length': String(body.length) };
            const { status, json: answer } = await send(operation, { ...given, headers, body });
            expect([status, (answer['errors'] as Json[])?.map((one) => one['pointer'])]).toEqual([
              400,
              [`${pointer}/surprise`],
            ]);
          }
        }),
        { numRuns: RUNS },
      );
    },
  );
});

describe('parseSubmission', () => {
  it('takes what the description of a submission allows, null included', async () => {
    const limits = { messageMaxBytes: 4 * 1024 * 1024, isLargeOffered: false };
    await fc.assert(
      fc.asyncProperty(generateValue(schemas['Submission']!, schemas, now), async (value) => {
        const body = obeyRules(value as Json);
        expect(validates('Submission', body)).toBe(true);
        const headers = new Headers({ 'Content-Type': 'application/json' });
        parseSubmission(Buffer.from(JSON.stringify(body)), headers, now, limits);
      }),
      { numRuns: 150 },
    );
  });
});

function validates(name: string, value: unknown): boolean {
  return ajv.validate({ $ref: `api#/components/schemas/${name}` }, value);
}

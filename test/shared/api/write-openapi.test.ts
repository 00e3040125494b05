import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { operations, undescribed } from '../../../shared/api/operations.ts';
import { routes } from '../../functions/routes.ts';
import { writeOpenApi } from '../../../shared/api/write-openapi.ts';
import { installation, openApi, walk, type Json } from './sample-installation.ts';

const config = await createConfig({ extends: ['recommended-strict'] });

async function lint(document: Json): Promise<string[]> {
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`);
}

const document = openApi();
const schemas = document['components'].schemas as Record<string, Json>;
const listed = Object.entries(document['paths'] as Record<string, Record<string, Json>>).flatMap(([path, byMethod]) =>
  Object.entries(byMethod).map(([method, operation]) => ({ where: `${method} ${path}`, operation })),
);

describe('operations', () => {
  it('describe every method of every route, or a route says why not', () => {
    for (const [name, { path: _path, ...methods }] of Object.entries(routes)) {
      const isLeftOut = Object.hasOwn(undescribed, name);
      const described = Object.keys(operations[name] ?? {}).toSorted();
      // HEAD is GET without a body.
      const offered = Object.keys(methods)
        .filter((method) => method !== 'HEAD')
        .toSorted();
      expect(isLeftOut ? [] : described, name).toEqual(isLeftOut ? described : offered);
    }
  });

  it('and what is left out name routes that there are', () => {
    expect(Object.keys(routes)).toEqual(
      expect.arrayContaining([...Object.keys(operations), ...Object.keys(undescribed)]),
    );
  });
});

describe('writeOpenApi', () => {
  it('passes Redocly with its warnings as errors, which finds what is planted', async () => {
    expect(await lint(document)).toEqual([]);
    const planted: ((broken: Json) => void)[] = [
      ({ info }) => delete info.license.identifier,
      ({ tags }) => delete tags[0].description,
      ({ paths }) => delete paths['/health'].get.responses[405],
      ({ paths }) => delete paths['/health'].get.security,
      ({ paths }) => (paths['/send'].post.operationId = 'getMessage'),
      ({ components }) => (components.schemas.Message.properties.subject.type = 'text'),
      ({ components }) => (components.schemas.Message.properties.body = { $ref: '#/components/schemas/Nothing' }),
    ];
    for (const plant of planted) {
      const broken = openApi();
      plant(broken);
      expect(await lint(broken), String(plant)).not.toEqual([]);
    }
  });

  it('says the webhooks that are sent, with their signature, once there are some', async () => {
    expect(document).not.toHaveProperty('webhooks');
    const sent = writeOpenApi(routes, installation, {
      'message.sent': {
        operationId: 'messageSent',
        summary: 'A message is sent',
        description: 'Tells that Exchange accepted a message.',
        schema: 'MessageState',
      },
    }) as Json;
    expect(sent['webhooks']['message.sent'].post.security).toEqual([{ webhookSignature: [] }]);
    expect(sent['components'].securitySchemes.webhookSignature).toMatchObject({
      in: 'header',
      name: 'webhook-signature',
    });
    expect(await lint(sent)).toEqual([]);
  });

  it('has the one server, whatever it is', () => {
    expect(document['servers']).toEqual([{ url: installation.publicUrl }]);
    expect(JSON.stringify(document).replaceAll(installation.publicUrl, '')).not.toContain('guestmail.contoso.com');
  });

  it('gives every operation a name of its own, a literal refusal, and any other one', () => {
    expect(new Set(listed.map(({ operation }) => operation['operationId'])).size).toBe(listed.length);
    for (const { where, operation } of listed) {
      expect(operation['operationId'], where).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
      expect(operation['description'], where).toMatch(/\.$/);
      expect(Object.keys(operation['responses']), where).toContain('default');
      expect(
        Object.keys(operation['responses']).some((status) => /^4\d\d$/.test(status)),
        where,
      ).toBe(true);
    }
  });

  it('has one schema for every problem, whose detail is what an exception says', () => {
    for (const [name, { content }] of Object.entries(document['components'].responses as Record<string, Json>))
      expect(content, name).toEqual({
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      });
    const primary = Object.entries(schemas).filter(
      ([, { properties }]) => properties?.detail?.['x-ms-primary-error-message'],
    );
    expect(primary.map(([name]) => name)).toEqual(['FailedMessage', 'Problem']);
  });

  it('makes no schema both an answer and a refusal, because clients make an exception of the latter', () => {
    const used = { answers: new Set<string>(), refusals: new Set<string>() };
    for (const { operation } of listed)
      for (const [status, { content }] of Object.entries(operation['responses'] as Record<string, Json>)) {
        const name = content?.['application/json']?.schema.$ref as string | undefined;
        if (name) used[status.startsWith('2') ? 'answers' : 'refusals'].add(name);
      }
    expect([...used.answers].filter((name) => used.refusals.has(name))).toEqual([]);
  });

  it('asks the open routes for nothing, and every other one for a token', () => {
    for (const { where, operation } of listed)
      expect(operation['security'], where).toEqual(
        operation['operationId'] === 'getHealth' ? [] : [{ entra: [`${installation.apiAudience}/.default`] }],
      );
  });
});

describe('writeSchemas', () => {
  it('names every object, and describes every schema', () => {
    for (const [pointer, object] of walk(schemas)) {
      const isNamed = pointer.split('/').length === 2;
      if (object['type'] === 'object') expect(isNamed, pointer).toBe(true);
      if (isNamed) expect(object['description'], pointer).toMatch(/\.$/);
    }
  });

  it('says that something may be null as a type, but for a reference', () => {
    for (const [pointer, { anyOf, oneOf, allOf }] of walk(schemas)) {
      expect([oneOf, allOf], pointer).toEqual([undefined, undefined]);
      if (anyOf) expect(anyOf, pointer).toEqual([{ $ref: expect.any(String) }, { type: 'null' }]);
    }
    expect(schemas['Message']!['properties'].subject.type).toEqual(['string', 'null']);
    expect(schemas['Handling']!['enum']).toEqual(['strict', 'lenient']);
  });

  it('says base64 in both ways, and the type of a file with its default, which is the only one', () => {
    const { properties } = schemas['FileAttachment']!;
    expect(properties.contentBytes).toMatchObject({ type: 'string', contentEncoding: 'base64', format: 'byte' });
    const type = '#microsoft.graph.fileAttachment';
    expect(properties['@odata.type']).toMatchObject({ type: 'string', const: type, default: type });
    const defaults = [...walk(document)].filter(([, object]) => typeof object['default'] === 'string');
    expect(defaults.map(([pointer]) => pointer)).toEqual(['/components/schemas/FileAttachment/properties/@odata.type']);
  });

  it('closes what is posted, and leaves open what is answered: properties and values', () => {
    const posted = reach(['Submission', 'SenderName']);
    const open = [...posted].filter((name) => schemas[name]!['additionalProperties'] !== false);
    expect(open.filter((name) => schemas[name]!['enum'] === undefined)).toEqual([]);
    for (const name of Object.keys(schemas).filter((one) => !posted.has(one)))
      for (const [pointer, { additionalProperties, enum: values, const: only }] of walk(schemas[name]))
        expect([additionalProperties, values, only], `${name}${pointer}`).toEqual([undefined, undefined, undefined]);
    expect(schemas['MessageState']!['properties'].status['x-extensible-enum']).toContain('held');
  });
});

/** The schemas that these are made of, themselves included. */
function reach(names: string[]): Set<string> {
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, { $ref }] of walk(schemas[name])) if ($ref) add(String($ref).replace(/^.*\//, ''));
  };
  names.forEach(add);
  return found;
}

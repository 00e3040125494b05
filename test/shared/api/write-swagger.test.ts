import SwaggerParser from '@apidevtools/swagger-parser';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { installation, openApi, swagger, walk, type Json } from './sample-installation.ts';

const document = swagger();
const listed = Object.entries(document['paths'] as Record<string, Record<string, Json>>).flatMap(([path, byMethod]) =>
  Object.entries(byMethod).map(([method, operation]) => ({ where: `${method} ${path}`, operation })),
);

/** The names that Power Platform knows where they appear here. It refuses every other one that begins with x-ms-. */
const known = {
  operation: ['x-ms-pageable', 'x-ms-visibility'],
  parameter: ['x-ms-summary', 'x-ms-visibility'],
  path: ['x-ms-summary', 'x-ms-visibility', 'x-ms-url-encoding'],
  schema: ['x-ms-summary', 'x-ms-visibility'],
};
/** Of JSON Schema, what Swagger 2.0 and Power Platform have. */
const keywords =
  '$ref type format description default enum example required properties items additionalProperties minimum maximum minLength maxLength maxItems x-extensible-enum'.split(
    ' ',
  );
const formats = ['byte', 'binary', 'date-time', 'uri'];

describe('writeSwagger', () => {
  it('is Swagger 2.0 to two validators, which find what is planted', async () => {
    const config = await createConfig({ extends: ['spec'] });
    const find = async (one: Json) => {
      const problems = await lintFromString({ source: JSON.stringify(one), config });
      const isValid = await SwaggerParser.validate(structuredClone(one) as never).then(
        () => true,
        () => false,
      );
      return { isValid, problems: problems.map(({ message }) => message) };
    };
    expect(await find(document)).toEqual({ isValid: true, problems: [] });
    const broken = swagger();
    broken['definitions'].Sender.properties.id.type = ['string', 'null'];
    broken['paths']['/send'].post.responses['4XX'] = { description: 'Refused.' };
    expect((await find(broken)).isValid).toBe(false);
    expect((await find(broken)).problems.length).toBeGreaterThan(0);
  });

  it('describes the same operations at the same addresses as the OpenAPI document', () => {
    const other = openApi()['paths'] as Record<string, Record<string, Json>>;
    expect(listed.map(({ where }) => where)).toEqual(
      Object.entries(other).flatMap(([path, byMethod]) => Object.keys(byMethod).map((method) => `${method} ${path}`)),
    );
    for (const { where, operation } of listed) {
      const [method = '', path = ''] = where.split(' ');
      const { operationId, responses } = other[path]![method]!;
      expect(operation['operationId'], where).toBe(operationId.replace(/^./, (first: string) => first.toUpperCase()));
      expect(Object.keys(operation['responses']), where).toEqual(Object.keys(responses));
    }
  });

  it('has literal statuses and any other one, and says what a form shows', () => {
    for (const { where, operation } of listed) {
      expect(
        Object.keys(operation['responses']).every((status) => /^(\d{3}|default)$/.test(status)),
        where,
      ).toBe(true);
      expect(operation['responses'].default, where).toBeDefined();
      expect(operation['summary'], where).toMatch(/^[A-Z][A-Za-z ]{1,79}$/);
      expect(operation['description'], where).toMatch(/\.$/);
      expect(operation['description'], where).not.toBe(operation['summary']);
      for (const parameter of (operation['parameters'] ?? []) as Json[])
        expect(parameter['x-ms-summary'], where).toMatch(/^[A-Z][A-Za-z ]+$/);
    }
  });

  it('has only the names that Power Platform knows, each where it knows it', () => {
    for (const { where, operation } of listed) {
      expect(
        listExtensions(operation).filter((name) => !known.operation.includes(name)),
        where,
      ).toEqual([]);
      for (const parameter of (operation['parameters'] ?? []) as Json[])
        expect(
          listExtensions(parameter).filter(
            (name) => !known[parameter['in'] === 'path' ? 'path' : 'parameter'].includes(name),
          ),
          where,
        ).toEqual([]);
    }
    for (const [name, definition] of Object.entries(document['definitions'] as Record<string, Json>))
      for (const [pointer, one] of walk(definition)) {
        if (pointer.endsWith('/properties')) continue;
        const others = Object.keys(one).filter((key) => ![...keywords, ...known.schema].includes(key));
        expect(others, `${name}${pointer}`).toEqual([]);
        if (one['format'] !== undefined) expect(formats, `${name}${pointer}`).toContain(one['format']);
        if (one['$ref']) expect(Object.keys(one), `${name}${pointer}`).toEqual(['$ref']);
        else expect(one['type'], `${name}${pointer}`).toEqual(expect.any(String));
      }
    const elsewhere = Object.keys(document)
      .concat(Object.keys(document['info']))
      .filter((name) => name.startsWith('x-'));
    expect(elsewhere).toEqual([]);
  });

  it('asks for a token by the flow of applications, and encodes a sender twice', () => {
    expect(document['securityDefinitions'].entra).toMatchObject({
      type: 'oauth2',
      flow: 'application',
      tokenUrl: `https://login.microsoftonline.com/${installation.hostTenantId}/oauth2/v2.0/token`,
    });
    const inPaths = listed.flatMap(({ operation }) => (operation['parameters'] ?? []) as Json[]);
    const senders = inPaths.filter((one) => one['in'] === 'path' && one['name'] === 'sender');
    expect(senders.length).toBeGreaterThan(0);
    for (const one of senders) expect(one['x-ms-url-encoding']).toBe('double');
  });

  it('shows no header that the body has as well, and hides what has one value', () => {
    const { parameters } = listed.find(({ operation }) => operation['operationId'] === 'SendMessage')!.operation;
    expect((parameters as Json[]).map(({ in: place }) => place)).toEqual(['body']);
    const { properties } = document['definitions'].FileAttachment;
    expect(properties['@odata.type']).toMatchObject({
      default: '#microsoft.graph.fileAttachment',
      'x-ms-visibility': 'internal',
    });
    expect(properties.contentBytes.format).toBe('byte');
  });

  it('stays below what Power Platform takes', () => {
    expect(JSON.stringify(document).length).toBeLessThan(1_000_000);
    expect(document['info'].title.length).toBeLessThanOrEqual(30);
  });
});

function listExtensions(one: Json): string[] {
  return Object.keys(one).filter((name) => name.startsWith('x-'));
}

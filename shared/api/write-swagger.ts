/**
 * Writes the description of the API as Swagger 2.0 for Power Platform, from what write-openapi.ts writes OpenAPI from.
 *
 * Not converted from that: a converter loses the flow of OAuth and what may be null. Power Platform knows Swagger 2.0 alone, only some
 * formats, only its own `x-ms-` names and only literal statuses; it draws a form of each operation, so of two ways to say something the
 * body's is shown. The MIME messages of `POST /send` are left out, as Swagger has one shape for a body.
 */
import * as words from './installation.ts';
import type { Installation } from './installation.ts';
import { listOperations, type ListedOperation, type RouteTable } from './list-operations.ts';
import type { Content, Operation, Parameter } from './operation.ts';
import { DEFINITIONS, writeDefinitions, writeTitle } from './swagger-schema.ts';

/** The whole document, as JSON. */
export function writeSwagger(routes: RouteTable, installation: Installation): object {
  const { protocol, host, pathname } = new URL(installation.publicUrl);
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of listOperations(routes))
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = writeOperation(operation, installation);
  return {
    swagger: '2.0',
    info: {
      title: words.title,
      version: words.version,
      description: words.description,
      license: { name: words.license, url: `https://spdx.org/licenses/${words.license}.html` },
    },
    host,
    basePath: pathname,
    schemes: [protocol.replace(':', '')],
    consumes: ['application/json'],
    produces: ['application/json'],
    tags: Object.entries(words.tags).map(([name, description]) => ({ name, description })),
    paths,
    definitions: writeDefinitions(),
    securityDefinitions: {
      entra: {
        type: 'oauth2',
        flow: 'application',
        tokenUrl: words.tokenUrl(installation),
        scopes: { [words.scope(installation)]: 'Every role that the application has.' },
        description: 'An app-only access token of the tenant in which the ERP runs.',
      },
    },
  };
}

function writeOperation(operation: ListedOperation, installation: Installation): object {
  const { operationId, tag, summary, description, parameters = [], body, answers, problems, access } = operation;
  const role = words.describeAccess(access, installation);
  const refusals = words.listProblems(access, problems).filter((status) => !Object.hasOwn(answers, status));
  const given = [
    ...parameters.filter(({ isInBody }) => !isInBody).map(writeParameter),
    ...(body ? [writeBody(body)] : []),
  ];
  const produces = Object.values(answers).flatMap(({ content }) => ('bytes' in content ? content.bytes : []));
  return {
    operationId: `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}`,
    tags: [tag],
    summary,
    description: role ? `${description} ${role}` : description,
    ...(body && 'bytes' in body && { consumes: body.bytes }),
    ...(produces.length > 0 && { produces: [...produces, 'application/problem+json'] }),
    ...(given.length > 0 && { parameters: given }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [
          status,
          { description: answer.description, schema: writeContent(answer.content) },
        ]),
      ),
      ...Object.fromEntries([...refusals, 'default' as const].map((status) => [status, writeRefusal(status)])),
    },
    security: role ? [{ entra: [words.scope(installation)] }] : [],
    ...(isPaged(operation) && { 'x-ms-pageable': { nextLinkName: 'nextLink' } }),
    'x-ms-visibility': visibilityOf(operation),
  };
}

/** A list without a filter of its own is a feed, whose cursor the caller keeps. */
function isPaged({ parameters = [], operationId }: Operation): boolean {
  return parameters.some(({ name }) => name === 'cursor') && !operationId.endsWith('Changes');
}

function visibilityOf({ tag, body }: Operation): 'important' | 'advanced' {
  return tag === 'Messages' && body ? 'important' : 'advanced';
}

function writeParameter({ name, in: place, description, schema }: Parameter): object {
  const { examples: _examples, format, pattern: _pattern, ...rest } = schema;
  return {
    name,
    in: place,
    required: place === 'path',
    description,
    ...rest,
    ...(format === 'date-time' && { format }),
    'x-ms-summary': writeTitle(name),
    // A name of a sender may have a #, which some hosts on the way decode.
    ...(name === 'sender' && place === 'path' && { 'x-ms-url-encoding': 'double' }),
  };
}

function writeBody({
  isRequired,
  description,
  example: _example,
  mime: _mime,
  ...content
}: NonNullable<Operation['body']>): object {
  return {
    name: 'body',
    in: 'body',
    required: isRequired,
    description,
    schema: writeContent(content),
    'x-ms-summary': 'schema' in content ? writeTitle(content.schema) : 'File',
  };
}

function writeRefusal(status: keyof typeof words.problems): object {
  return { description: words.problems[status].description, schema: { $ref: `${DEFINITIONS}Problem` } };
}

function writeContent(content: Content): object {
  return 'schema' in content ? { $ref: `${DEFINITIONS}${content.schema}` } : { type: 'string', format: 'binary' };
}

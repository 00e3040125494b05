/**
 * Writes the description of the API as OpenAPI 3.1, from the table of routes, the descriptions and the schemas that parse and answer.
 *
 * It says nothing of the pages. Everything that a client needs is in bodies; headers are described beside.
 */
import { ERRORS_PATH } from '../problem-document.ts';
import * as words from './installation.ts';
import type { Installation } from './installation.ts';
import { writeSchemas } from './json-schema.ts';
import { listOperations, type ListedOperation, type RouteTable } from './list-operations.ts';
import type { Answer, Content, Operation, Parameter } from './operation.ts';
import { WEBHOOK_SIGNATURE, webhooks, webhookSignatureScheme, writeWebhooks } from './webhooks.ts';

const SCHEMAS = '#/components/schemas/';

/** The whole document, as JSON. */
export function writeOpenApi(routes: RouteTable, installation: Installation, sent = webhooks): object {
  const sendsWebhooks = Object.keys(sent).length > 0;
  const tags = { ...words.tags, ...(sendsWebhooks && { Webhooks: 'Be told what becomes of messages and senders.' }) };
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of listOperations(routes))
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = writeOperation(operation, installation);
  return {
    openapi: '3.1.0',
    info: {
      title: words.title,
      version: words.version,
      description: words.description,
      license: { name: words.license, identifier: words.license },
    },
    externalDocs: { description: 'Every error code.', url: `${installation.publicUrl}${ERRORS_PATH}` },
    servers: [{ url: installation.publicUrl }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    ...(sendsWebhooks && { webhooks: writeWebhooks(sent, SCHEMAS) }),
    components: {
      schemas: writeSchemas(SCHEMAS),
      responses: Object.fromEntries(
        Object.values(words.problems).map(({ name, description, mayPass }) => [
          name,
          {
            description,
            ...(mayPass && { headers: writeHeaders(['Retry-After']) }),
            content: { 'application/problem+json': { schema: { $ref: `${SCHEMAS}Problem` } } },
          },
        ]),
      ),
      securitySchemes: {
        ...(sendsWebhooks && { [WEBHOOK_SIGNATURE]: webhookSignatureScheme }),
        entra: {
          type: 'oauth2',
          description: 'An app-only access token of the tenant in which the ERP runs.',
          flows: {
            clientCredentials: {
              tokenUrl: words.tokenUrl(installation),
              scopes: { [words.scope(installation)]: 'Every role that the application has.' },
            },
          },
        },
      },
    },
  };
}

function writeOperation(operation: ListedOperation, installation: Installation): object {
  const { operationId, tag, summary, description, parameters = [], body, answers, problems, access } = operation;
  const role = words.describeAccess(access, installation);
  const refusals = words.listProblems(access, problems).filter((status) => !Object.hasOwn(answers, status));
  return {
    operationId,
    tags: [tag],
    summary,
    description: role ? `${description} ${role}` : description,
    ...(parameters.length > 0 && { parameters: parameters.map(writeParameter) }),
    ...(body && { requestBody: writeBody(body) }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, writeAnswer(answer)])),
      ...Object.fromEntries([...refusals, 'default' as const].map((status) => [status, refer(status)])),
    },
    security: role ? [{ entra: [words.scope(installation)] }] : [],
  };
}

function refer(status: keyof typeof words.problems): object {
  return { $ref: `#/components/responses/${words.problems[status].name}` };
}

function writeParameter({ name, in: place, description, schema: { examples, ...schema } }: Parameter): object {
  const [example] = examples ?? [];
  return {
    name,
    in: place,
    ...(place === 'path' && { required: true }),
    description,
    schema,
    ...(example !== undefined && { example }),
  };
}

function writeBody({ isRequired, description, example, mime, ...content }: NonNullable<Operation['body']>): object {
  return {
    required: isRequired,
    description,
    content: { ...writeContent(content, example), ...(mime && writeContent({ bytes: ['message/rfc822'] })) },
  };
}

function writeAnswer({ description, content, headers = [] }: Answer): object {
  return {
    description,
    ...(headers.length > 0 && { headers: writeHeaders(headers) }),
    content: writeContent(content),
  };
}

function writeHeaders(names: NonNullable<Answer['headers']>): object {
  const write = ({ description, type }: (typeof words.headers)[keyof typeof words.headers]) => ({
    description,
    schema: { type },
  });
  return Object.fromEntries(names.map((name) => [name, write(words.headers[name])]));
}

function writeContent(content: Content, example?: object): Record<string, object> {
  if ('schema' in content)
    return { 'application/json': { schema: { $ref: `${SCHEMAS}${content.schema}` }, ...(example && { example }) } };
  const schema = { type: 'string', format: 'binary' };
  return Object.fromEntries(content.bytes.map((mediaType) => [mediaType, { schema }]));
}

/**
 * Both descriptions of the API as texts, each with the tag under which clients keep it. A file of its own in the built app, loaded when
 * somebody first asks for a description.
 */
import { createHash } from 'node:crypto';
import type { Installation } from './installation.ts';
import type { RouteTable } from './list-operations.ts';
import { writeOpenApi } from './write-openapi.ts';
import { writeSwagger } from './write-swagger.ts';

export interface Description {
  body: string;
  /** Changes with the body. */
  etag: string;
}

export type Descriptions = Readonly<Record<'openApi' | 'swagger', Description>>;

export function writeDescriptions(routes: RouteTable, installation: Installation): Descriptions {
  return {
    openApi: describe(writeOpenApi(routes, installation)),
    swagger: describe(writeSwagger(routes, installation)),
  };
}

function describe(document: object): Description {
  const body = JSON.stringify(document);
  const hash = createHash('sha256').update(body).digest('base64url');
  return { body, etag: `"${hash.slice(0, 22)}"` };
}

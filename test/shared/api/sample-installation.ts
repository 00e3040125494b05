import { writeOpenApi } from '../../../shared/api/write-openapi.ts';
import { writeSwagger } from '../../../shared/api/write-swagger.ts';
import { routes } from '../../functions/routes.ts';

export const installation = {
  publicUrl: 'https://guestmail.contoso.com/api',
  entraAuthority: 'https://login.microsoftonline.com',
  hostTenantId: 'c0000000-0000-4000-8000-000000000001',
  apiAudience: 'c0000000-0000-4000-8000-0000000000ab',
  sendersRole: 'Senders.Manage',
} as const;

/** Descriptions are looked into member by member. */
export type Json = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any

export const openApi = (): Json => structuredClone(writeOpenApi(routes, installation));
export const swagger = (): Json => structuredClone(writeSwagger(routes, installation));

/** Every object in a document, with its JSON pointer. */
export function* walk(value: unknown, pointer = ''): Generator<[pointer: string, object: Json]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [pointer, value];
  for (const [key, one] of Object.entries(value)) yield* walk(one, `${pointer}/${key.replaceAll('/', '~1')}`);
}

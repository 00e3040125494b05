/**
 * `GET /openapi.json` and `GET /swagger.json`: the API described for programs, in OpenAPI 3.1 and, for Power Platform, in Swagger 2.0.
 *
 * Both are written when one is first asked for, once for each process. Clients may keep them for an hour, and then ask by their tag.
 */
import type { HttpRequest } from '@azure/functions';
import type { RouteTable } from '../shared/api/list-operations.ts';
import type { Descriptions } from '../shared/api/write-descriptions.ts';
import type { Connector } from './compose.ts';

const KEPT_SECONDS = 3600;

export function descriptionMethods({ config }: Pick<Connector, 'config'>, routes: RouteTable) {
  let written: Promise<Descriptions> | undefined;
  const write = async () => {
    const { writeDescriptions } = await import('../shared/api/write-descriptions.ts');
    return writeDescriptions(routes, config);
  };
  const methodsOf = (name: keyof Descriptions) => {
    const show = async ({ headers: asked }: HttpRequest) => {
      const { body, etag } = (await (written ??= write()))[name];
      const headers = { ETag: etag, 'Cache-Control': `public, max-age=${KEPT_SECONDS}` };
      if (names(asked.get('if-none-match'), etag)) return { response: { status: 304, headers } };
      return { response: { headers: { ...headers, 'Content-Type': 'application/json' }, body } };
    };
    return { GET: show, HEAD: show };
  };
  return { openApi: methodsOf('openApi'), swagger: methodsOf('swagger') };
}

/** RFC 9110 section 13.1.2, with its weak comparison. */
function names(ifNoneMatch: string | null, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

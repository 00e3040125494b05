/**
 * The `@odata.context` by which an answer says what it holds.
 */
import type { MailCall } from './mail-call.ts';

/** Puts it before the properties of an entity, or of a list. */
export function addContext({ account, request }: MailCall, path: string, body: object): object {
  const { origin } = request.url;
  return { '@odata.context': `${origin}/v1.0/$metadata#users('${account.objectId}')/${path}`, ...body };
}

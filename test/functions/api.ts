/** The routes of the caller, called as the ERP calls them. */
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import { routes } from './routes.ts';
import { createMemoryConnector, erp, personOf } from '../fakes/memory-connector.ts';
import { checkAnswer } from '../shared/api/check-answer.ts';
import { invoke, type Given } from './invoke.ts';

export const ann = personOf('ann').hostObjectId;
export const submission = (changes: object = {}) => ({
  sender: ann,
  message: {
    subject: 'Invoice',
    body: { contentType: 'text', content: 'Hello' },
    toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
  },
  ...changes,
});

/**
 * Every route of the caller, on memory, some parts swapped. `call` and `send` ask as an application that may send, and hold every
 * answer to its description.
 */
export function createApi(...swap: Parameters<typeof createMemoryConnector>) {
  const fake = createMemoryConnector(...swap);
  const handlers = createHttpHandlers(fake.connector, fake.verifyAccessToken, routes, undefined, fake.verifySignature);
  const call = async (route: keyof typeof handlers, method: string, given: Given = {}, as = erp) => {
    const headers = { authorization: `Bearer ${as}`, ...given.headers };
    const answer = await invoke(handlers[route], method, { ...given, headers });
    checkAnswer(route, method, answer);
    return answer;
  };
  const send = (changes: object = {}, headers: Record<string, string> = {}, as = erp) =>
    call(
      'send',
      'POST',
      { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(submission(changes)) },
      as,
    );
  /** Writes a document about the host tenant, over whatever there is. */
  async function keepTenant(document: object, tenant = fake.config.hostTenantId) {
    const stored = await call('tenant', 'GET', { params: { tenant } }, 'operator');
    const expected = stored.headers.get('etag');
    const headers = { 'content-type': 'application/json', ...(expected && { 'if-match': expected }) };
    const kept = await call(
      'tenant',
      'PUT',
      { params: { tenant }, headers, body: JSON.stringify(document) },
      'operator',
    );
    if (kept.status >= 300) throw new Error(`The document was refused: ${JSON.stringify(kept.json)}`);
    return kept;
  }
  return { ...fake, handlers, call, send, keepTenant };
}

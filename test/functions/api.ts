/** The routes of the caller, called as the ERP calls them. */
import { createHttpHandlers } from '../../functions/http-handlers.ts';
import { routes } from './routes.ts';
import { createMemoryConnector, erp, personOf } from '../fakes/memory-connector.ts';
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

/** Every route of the caller, on memory, some parts swapped. `call` and `send` ask as an application that may send. */
export function createApi(...swap: Parameters<typeof createMemoryConnector>) {
  const fake = createMemoryConnector(...swap);
  const handlers = createHttpHandlers(fake.connector, fake.verifyAccessToken, routes);
  const call = (route: keyof typeof handlers, method: string, given: Given = {}, as = erp) =>
    invoke(handlers[route], method, { ...given, headers: { authorization: `Bearer ${as}`, ...given.headers } });
  const send = (changes: object = {}, headers: Record<string, string> = {}, as = erp) =>
    call(
      'send',
      'POST',
      { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(submission(changes)) },
      as,
    );
  return { ...fake, call, send };
}

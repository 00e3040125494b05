/** The routes of the caller, called as the ERP calls them. */
import { healthMethods } from '../../functions/health.ts';
import { messageMethods } from '../../functions/messages.ts';
import { showProblem } from '../../functions/page.ts';
import { respond } from '../../functions/respond.ts';
import { sendMethods } from '../../functions/send.ts';
import { senderMethods, sendersMethods, senderTestMethods } from '../../functions/senders.ts';
import { createMemoryConnector, erp, personOf } from '../fakes/memory-connector.ts';
import { invoke, type Given } from './invoke.ts';

export const ann = personOf('ann').hostObjectId;
const submission = (changes: object = {}) => ({
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
  const { connector, config } = fake;
  const asProblem = showProblem(config);
  const routes = {
    send: respond(sendMethods(connector), asProblem),
    message: respond(messageMethods(connector), asProblem),
    senders: respond(sendersMethods(connector), asProblem),
    sender: respond(senderMethods(connector), asProblem),
    senderTest: respond(senderTestMethods(connector), asProblem),
    health: respond(healthMethods(), asProblem),
  };
  const call = (route: keyof typeof routes, method: string, given: Given = {}, as = erp) =>
    invoke(routes[route], method, { ...given, headers: { authorization: `Bearer ${as}`, ...given.headers } });
  const send = (changes: object = {}, headers: Record<string, string> = {}, as = erp) =>
    call(
      'send',
      'POST',
      { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(submission(changes)) },
      as,
    );
  return { ...fake, call, send };
}

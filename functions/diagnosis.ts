/**
 * `GET` and `POST /senders/{sender}/diagnosis`: what stands in the way of sending as a sender; with POST by sending a test message, too.
 * `POST /tenants/{tenant}/diagnosis`: the same for the operator, of a sender whom the body names.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import { ConnectorError } from '../shared/errors.ts';
import { NAMED_SENDER_MAX_BYTES } from '../shared/limits.ts';
import type { Sender } from '../shared/sender.ts';
import { parseNamedSender } from '../shared/submission/parse-named-sender.ts';
import type { Connector } from './compose.ts';
import { readGuid } from './configuration.ts';
import { readBody } from './read-body.ts';
import { deprecatedIds, senderOf } from './senders.ts';

type Parts = Pick<Connector, 'operations' | 'messages'>;

/** `isApplication`: who asks would send. */
function createDiagnose({ operations, messages }: Parts, isApplication: boolean) {
  return async (caller: Caller, reference: string, isTested: boolean, more: object) => {
    const test = async (sender: Sender) => {
      const { en } = await import('../shared/pages/text/en.ts');
      return messages.submitTest(caller, sender, en.testMessage, reference);
    };
    const { hostTenantId, clientId } = caller;
    const whose = { hostTenantId, reference, ...(isApplication && { clientId }) };
    const found = await operations.diagnose(whose, isTested ? test : undefined);
    const { diagnosis: jsonBody, ids, alarms } = found;
    return { response: { jsonBody }, ids: { ...ids, ...more }, alarms };
  };
}

export function senderDiagnosisMethods(parts: Parts) {
  const diagnose = createDiagnose(parts, true);
  const answer = (isTested: boolean) => (request: HttpRequest, caller: Caller) =>
    diagnose(caller, senderOf(request), isTested, deprecatedIds(request, caller));
  return { GET: answer(false), POST: answer(true) };
}

export function diagnoseSenderMethods({ tenants, ...parts }: Parts & Pick<Connector, 'tenants'>) {
  const diagnose = createDiagnose(parts, false);
  return {
    async POST(request: HttpRequest, operator: Caller) {
      const hostTenantId = readGuid(request.params['tenant']);
      const body = await readBody(request, NAMED_SENDER_MAX_BYTES);
      const { sender, test } = parseNamedSender(body, request.headers, ['sender', 'test']);
      if (!(await tenants.read(hostTenantId))) throw new ConnectorError('not_found');
      return diagnose({ ...operator, hostTenantId }, sender, test, { hostTenant: hostTenantId });
    },
  };
}

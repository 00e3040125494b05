/**
 * `POST /send/{source}`: submits one message in JSON, signed by a source of webhooks.
 *
 * The header Idempotency-Key is not signed, so whoever repeats a request could change it and have the message sent twice: it is
 * refused. A key in the body counts; without one the id of the delivery is the key.
 */
import type { HttpRequest } from '@azure/functions';
import type { SignedCaller } from '../shared/callers/caller.ts';
import { ConnectorError } from '../shared/errors.ts';
import { SIGNED_BODY_MAX_BYTES } from '../shared/webhook-limits.ts';
import type { HoldBody } from './bodies.ts';
import type { Connector } from './compose.ts';
import { limitsOf, submittedAnswer } from './send.ts';

const unsignedKey = { pointer: 'header:Idempotency-Key', detail: 'is not signed; give idempotencyKey in the body' };

export function sendSignedMethods(
  { config, messages, now }: Pick<Connector, 'config' | 'messages' | 'now'>,
  holdBody: HoldBody,
) {
  return {
    POST: (request: HttpRequest, { body: signed, idempotencyKey, ...caller }: SignedCaller) => {
      const submit = async (body: Uint8Array) => {
        const { headers } = request;
        if (headers.has('idempotency-key')) throw new ConnectorError('invalid_request', { faults: [unsignedKey] });
        const { parseSubmission } = await import('../shared/mime/parsers.ts');
        const { submission, options } = parseSubmission(body, headers, now(), limitsOf(config), idempotencyKey);
        const submitted = await messages.submit(caller, submission, options);
        return submittedAnswer(submitted, { submission, options, isMime: false }, { config, now });
      };
      return holdBody(request, SIGNED_BODY_MAX_BYTES, submit, 1, async () => signed);
    },
  };
}

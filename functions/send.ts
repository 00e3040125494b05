/**
 * `POST /send`: submits one message.
 */
import type { HttpRequest } from '@azure/functions';
import type { Connector } from '../shared/connector.ts';
import { SUBMISSION_MAX_BYTES } from '../shared/limits.ts';
import { messageAnswer } from './messages.ts';
import { readBody } from './read-body.ts';
import type { Methods } from './respond.ts';

export function sendMethods(connector: Connector): Methods {
  return {
    async POST(request: HttpRequest) {
      const caller = await connector.authenticate(request.headers.get('authorization'));
      const body = await readBody(request, SUBMISSION_MAX_BYTES);
      const { submission, options } = connector.parseSubmission(body, request.headers);
      const { message, isReplayed } = await connector.submit(caller, submission, options);
      return messageAnswer(message, connector.config.publicUrl, isReplayed);
    },
  };
}

/**
 * `POST /send`: submits one message.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import { SUBMISSION_MAX_BYTES } from '../shared/limits.ts';
import { parseSubmission } from '../shared/submission/parse-submission.ts';
import { createHoldBody } from './bodies.ts';
import type { Connector } from './compose.ts';
import { messageAnswer } from './messages.ts';

export function sendMethods({ config, messages, now }: Pick<Connector, 'config' | 'messages' | 'now'>) {
  const holdBody = createHoldBody();
  return {
    POST: (request: HttpRequest, caller: Caller) =>
      holdBody(request, SUBMISSION_MAX_BYTES, async (body) => {
        const messageMaxBytes = config.messageSizeMaxMb * 1024 * 1024;
        const { submission, options } = parseSubmission(body, request.headers, now(), messageMaxBytes);
        const { message, isReplayed } = await messages.submit(caller, submission, options);
        return messageAnswer(message, config.publicUrl, isReplayed);
      }),
  };
}

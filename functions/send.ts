/**
 * `POST /send`: submits one message.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import type { Fault } from '../shared/errors.ts';
import { FAULTS_MAX, SUBMISSION_MAX_BYTES } from '../shared/limits.ts';
import type { Message } from '../shared/outbox/message.ts';
import type { Submitted } from '../shared/outbox/submitted.ts';
import { parseSubmission } from '../shared/submission/parse-submission.ts';
import { findRecipientPointers } from '../shared/submission/recipient-pointers.ts';
import type { Submission, SubmissionOptions } from '../shared/submission/submission.ts';
import { createHoldBody } from './bodies.ts';
import type { Answer } from './respond.ts';
import type { Connector } from './compose.ts';
import { messageAnswer } from './messages.ts';

export function sendMethods({ config, messages, now }: Pick<Connector, 'config' | 'messages' | 'now'>) {
  const holdBody = createHoldBody();
  return {
    POST: (request: HttpRequest, caller: Caller) =>
      holdBody(request, SUBMISSION_MAX_BYTES, async (body) => {
        const messageMaxBytes = config.messageSizeMaxMb * 1024 * 1024;
        const { submission, options } = parseSubmission(body, request.headers, now(), messageMaxBytes);
        const submitted = await messages.submit(caller, submission, options);
        const { message, isReplayed } = submitted;
        const faults = [...findRefusedPlaces(submitted, submission), ...findUnknownSender(message, submission)];
        const answer = messageAnswer(message, { config, now }, { isReplayed, faults });
        return preferenceApplied(answer, options);
      }),
  };
}

/** The places of the recipients that Graph refused, in what was posted. */
function findRefusedPlaces({ refusedRecipients }: Submitted, { posted }: Submission): Fault[] {
  if (!refusedRecipients) return [];
  const pointers = findRecipientPointers(posted, refusedRecipients).slice(0, FAULTS_MAX);
  return pointers.map((pointer) => ({ pointer, detail: 'is refused by Exchange' }));
}

/** A name that leads to nobody may be a mistake, which would be held until it expires, so the answer repeats it. */
function findUnknownSender({ status, sender }: Message, submission: Submission): Fault[] {
  if (status !== 'held' || sender) return [];
  const { senderReference, senderPointer: pointer = '/sender' } = submission;
  return [{ pointer, detail: `is "${senderReference}", and nobody has connected a mailbox under this name` }];
}

/** RFC 7240 section 3. */
function preferenceApplied(answer: Answer, { preferenceApplied: applied }: SubmissionOptions): Answer {
  if (!applied) return answer;
  const headers = { ...answer.response.headers, 'Preference-Applied': applied };
  return { ...answer, response: { ...answer.response, headers } };
}

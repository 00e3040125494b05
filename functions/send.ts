/**
 * `POST /send`: submits one message, in JSON or in MIME.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import type { Fault } from '../shared/errors.ts';
import { FAULTS_MAX } from '../shared/limits.ts';
import { isMimeMessage } from '../shared/mime/mime-media-type.ts';
import { findAddressFields } from '../shared/mime/pointer-to-field.ts';
import { LARGE_MAIL_SCOPE } from '../shared/oauth/scopes.ts';
import type { Message } from '../shared/outbox/message.ts';
import type { Submitted } from '../shared/outbox/submitted.ts';
import type { MessageLimits } from '../shared/submission/check-size.ts';
import type { Submission, SubmissionOptions } from '../shared/submission/submission.ts';
import type { HoldBody } from './bodies.ts';
import type { Answer } from './respond.ts';
import type { Connector } from './compose.ts';
import { messageAnswer } from './messages.ts';

type Parts = Pick<Connector, 'config' | 'messages' | 'now' | 'requestLimits'>;

export function sendMethods({ config, messages, now, requestLimits }: Parts, holdBody: HoldBody) {
  return {
    POST: (request: HttpRequest, caller: Caller) =>
      holdBody(request, requestLimits.submissionBytes, async (body) => {
        const isMime = isMimeMessage(request.headers);
        const { parseMimeSubmission, parseSubmission } = await import('../shared/mime/parsers.ts');
        const parse = isMime ? parseMimeSubmission : parseSubmission;
        const { submission, options } = await parse(body, request.headers, now(), limitsOf(config));
        const said = { ...options, environment: options.environment ?? null };
        const submitted = await messages.submit(caller, submission, said);
        return submittedAnswer(submitted, { submission, options, isMime }, { config, now });
      }),
  };
}

/** What a message may be, by the settings. */
export function limitsOf({ messageSizeMaxMb, mailPermission }: Parts['config']): MessageLimits {
  return { messageMaxBytes: messageSizeMaxMb * 1024 * 1024, isLargeOffered: mailPermission === LARGE_MAIL_SCOPE };
}

/** What a submission is answered, however its caller was known. */
export async function submittedAnswer(
  submitted: Submitted,
  { submission, options, isMime }: { submission: Submission; options: SubmissionOptions; isMime: boolean },
  context: Pick<Parts, 'config' | 'now'>,
): Promise<Answer> {
  const { message, isReplayed } = submitted;
  const refused = await findRefusedPlaces(submitted, submission, isMime);
  const faults = [...refused, ...findUnknownSender(message, submission)];
  const answer = messageAnswer(message, context, { isReplayed, faults });
  return preferenceApplied(answer, submitted, options);
}

/** The places of the recipients that Graph refused, in what was posted. */
export async function findRefusedPlaces(
  { refusedRecipients }: Pick<Submitted, 'refusedRecipients'>,
  { posted, message }: Submission,
  isMime: boolean,
): Promise<Fault[]> {
  if (!refusedRecipients) return [];
  const { findRecipientPointers } = await import('../shared/mime/parsers.ts');
  const pointers = isMime
    ? findAddressFields(message, refusedRecipients)
    : findRecipientPointers(posted, refusedRecipients);
  return pointers.slice(0, FAULTS_MAX).map((pointer) => ({ pointer, detail: 'is refused by the mail system' }));
}

/** A name that leads to nobody may be a mistake, which would be held until it expires, so the answer repeats it. */
function findUnknownSender({ status, sender }: Message, submission: Submission): Fault[] {
  if (status !== 'held' || sender) return [];
  const { senderReference, senderPointer: pointer = '/sender' } = submission;
  return [{ pointer, detail: `is "${senderReference}", and nobody has connected a mailbox under this name` }];
}

/** RFC 7240 section 3: those that were followed, and none for a repetition, which is answered by what is stored. */
function preferenceApplied(
  answer: Answer,
  { isReplayed, hasWaited = false }: Submitted,
  { preferences = [] }: SubmissionOptions,
): Answer {
  const followed = preferences.filter((one) => !one.startsWith('wait=') || hasWaited);
  if (isReplayed || followed.length === 0) return answer;
  const headers = { ...answer.response.headers, 'Preference-Applied': followed.join(', ') };
  return { ...answer, response: { ...answer.response, headers } };
}

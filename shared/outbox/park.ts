/**
 * Parks what came as an event and cannot be sent: a message that is held until it is cancelled or expires, with its content.
 */
import type { Caller } from '../callers/caller.ts';
import type { Submission, SubmissionOptions } from '../submission/submission.ts';
import type { Accept } from './accept.ts';
import { bindingFields } from './binding.ts';
import { createInsertSubmitted, type InsertSubmittedDependencies } from './insert-submitted.ts';
import { NO_SENDER, type ParkedCode } from './parked.ts';
import { contentOf, createRequest } from './submission-request.ts';
import type { Submitted } from './submitted.ts';
import type { TenantRules } from './tenant-rules.ts';

/** Whoever the submission names. Throws as InsertOnce, Accept and TenantRules, and then nothing is kept. */
export type Park = (
  caller: Caller,
  submission: Submission,
  options: SubmissionOptions,
  code: ParkedCode,
) => Promise<Submitted>;

export interface ParkDependencies extends InsertSubmittedDependencies {
  rules: Pick<TenantRules, 'admit'>;
  accept: Accept;
}

export function createPark(dependencies: ParkDependencies): Park {
  const insert = createInsertSubmitted(dependencies);
  return async (caller, submission, options, code) => {
    await dependencies.rules.admit(caller, true);
    const request = createRequest(caller, { ...submission, senderReference: NO_SENDER }, options, undefined);
    const inserted = await insert(
      request,
      (fields, at) => ({
        ...fields,
        ...bindingFields(caller.hostTenantId, NO_SENDER, {}),
        status: 'held',
        error: { code },
        // Nothing is looked at before it expires: nobody connects under this name.
        dueAt: fields.expiresAt,
        createdAt: at,
        updatedAt: at,
        attempts: [],
      }),
      (message) => dependencies.accept(message, contentOf(request)),
    );
    return 'isReplayed' in inserted ? inserted : { message: inserted, isReplayed: false };
  };
}

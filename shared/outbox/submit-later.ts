/**
 * Accepts a submission to be sent later: queued, or held where nobody is connected under the name or somebody has to act first.
 */
import { FenceFell } from '../fence.ts';
import type { ErrorCode } from '../outcomes.ts';
import type { Accept } from './accept.ts';
import type { AttachFiles } from './attach-files.ts';
import { bindingFields } from './binding.ts';
import { explainEnd } from './fate.ts';
import { createInsertSubmitted, type InsertSubmittedDependencies } from './insert-submitted.ts';
import type { Message } from './message.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';
import type { SubmissionRequest, SubmittedFields } from './submission-request.ts';
import type { Submitted } from './submitted.ts';
import { waiting } from './waiting.ts';

export interface SubmitLaterDependencies<Token extends SenderToken> extends InsertSubmittedDependencies {
  senderTokens: Pick<SenderTokens<Token>, 'bind'>;
  attachFiles: AttachFiles;
  accept: Accept;
}

/** What keeps it from being sent now. */
interface Why {
  code?: ErrorCode;
  nextAt?: Date;
}

/** Throws as InsertOnce, AttachFiles and Accept, and then it is not accepted. */
export function createSubmitLater<Token extends SenderToken>(dependencies: SubmitLaterDependencies<Token>) {
  const { senderTokens, attachFiles, accept } = dependencies;
  const insert = createInsertSubmitted(dependencies);

  /** `messageId`: without it nothing is relied on that was read before. */
  async function tryLater(request: SubmissionRequest, wanted: 'queued' | 'held', why: Why, messageId?: string) {
    const { caller, submission } = request;
    const { hostTenantId } = caller;
    const { senderReference, from } = submission;
    const binding = await senderTokens.bind(hostTenantId, senderReference, from, messageId);
    const status = binding.isConnected ? wanted : 'held';
    const known = why.code ?? (status === 'held' ? 'consent_required' : undefined);
    const code = known && explainEnd(known, binding.problem);
    const bound = bindingFields(hostTenantId, senderReference, binding);
    const fill = (fields: SubmittedFields, at: Date): Message => {
      const wait = waiting(status, { at, notBefore: fields.notBefore, nextAt: why.nextAt, code });
      return { ...fields, ...bound, ...wait, createdAt: at, updatedAt: at, attempts: [] };
    };
    const { fence } = binding;
    const write = async (message: Message) => accept(message, await attachFiles(request, message), fence);
    return insert(request, fill, write, fence);
  }

  return async (request: SubmissionRequest, wanted: 'queued' | 'held', why: Why): Promise<Submitted> => {
    // Files are taken before the message is inserted, and once.
    const messageId = request.submission.files ? undefined : request.id;
    const inserted = await tryLater(request, wanted, why, messageId).catch((error: unknown) => {
      if (error instanceof FenceFell) return tryLater(request, wanted, why);
      throw error;
    });
    return 'isReplayed' in inserted ? inserted : { message: inserted, isReplayed: false };
  };
}

/**
 * Accepts a submission to be sent later: queued, or held where nobody is connected under the name or somebody has to act first.
 */
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

/** `why`: what keeps it from being sent now. Throws as InsertOnce, AttachFiles and Accept, and then it is not accepted. */
export function createSubmitLater<Token extends SenderToken>(dependencies: SubmitLaterDependencies<Token>) {
  const { senderTokens, attachFiles, accept } = dependencies;
  const insert = createInsertSubmitted(dependencies);
  return async (
    request: SubmissionRequest,
    wanted: 'queued' | 'held',
    why: { code?: ErrorCode; nextAt?: Date },
  ): Promise<Submitted> => {
    const { caller, submission } = request;
    const binding = await senderTokens.bind(caller.hostTenantId, submission.senderReference, submission.from);
    const status = binding.isConnected ? wanted : 'held';
    const known = why.code ?? (status === 'held' ? 'consent_required' : undefined);
    const code = known && explainEnd(known, binding.problem);
    const bound = bindingFields(caller.hostTenantId, submission.senderReference, binding);
    const fill = (fields: SubmittedFields, at: Date): Message => {
      const wait = waiting(status, { at, notBefore: fields.notBefore, nextAt: why.nextAt, code });
      return { ...fields, ...bound, ...wait, createdAt: at, updatedAt: at, attempts: [] };
    };
    const inserted = await insert(request, fill, async (message) =>
      accept(message, await attachFiles(request, message)),
    );
    return 'isReplayed' in inserted ? inserted : { message: inserted, isReplayed: false };
  };
}

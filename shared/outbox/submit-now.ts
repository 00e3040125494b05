/**
 * Sends a submission while its caller waits: the row as `sending`, then Graph. A strict one never waits for anything else.
 */
import type { AttachFiles } from './attach-files.ts';
import { bindingFields, bindTo } from './binding.ts';
import type { Deliver } from './deliver.ts';
import { insertWithFence, requireReadNow } from './insert-with-fence.ts';
import { createInsertSubmitted, type InsertSubmittedDependencies } from './insert-submitted.ts';
import { PLANNED_DRAFT, startMessage } from './message-state.ts';
import { needsDraft, requireDrafts } from './needs-draft.ts';
import type { SenderToken } from './sender-tokens.ts';
import { contentOf, type SubmissionRequest } from './submission-request.ts';
import type { Submitted } from './submitted.ts';

export interface SubmitNowDependencies<Token extends SenderToken> extends InsertSubmittedDependencies {
  attachFiles: AttachFiles;
  deliver: Deliver<Token>;
}

/** Throws as InsertOnce and AttachFiles, `large_mail_not_granted`, and FenceFell; then nothing was sent. */
export function createSubmitNow<Token extends SenderToken>(dependencies: SubmitNowDependencies<Token>) {
  const { messages, attachFiles, deliver } = dependencies;
  const insert = createInsertSubmitted(dependencies);
  return async (request: SubmissionRequest, token: Token): Promise<Submitted> => {
    const { caller, submission, options } = request;
    const { sender } = token.grant;
    let content = contentOf(request);
    const isLarge = submission.files !== undefined || needsDraft(content);
    if (isLarge) {
      requireReadNow(token);
      requireDrafts(token);
    }
    const inserted = await insert(
      request,
      (fields, at) => {
        const message = { ...fields, sender, ...startMessage(at) };
        // A draft is in the mailbox of this account, whoever the sender is connected as later.
        return isLarge ? { ...bindTo(message, token.grant), draft: PLANNED_DRAFT } : message;
      },
      async (message) => {
        content = await attachFiles(request, message);
        return insertWithFence(messages, message, undefined, token.fence);
      },
      token.fence,
    );
    if ('isReplayed' in inserted) return inserted;
    const { grant: account, mailboxId } = token;
    const bound = { sender, account, ...(mailboxId !== undefined && { mailboxId }) };
    const binding = bindingFields(caller.hostTenantId, submission.senderReference, bound);
    const later = () => ({ content, binding });
    return { ...(await deliver(inserted, token, content, options.isStrict ? undefined : later)), isReplayed: false };
  };
}

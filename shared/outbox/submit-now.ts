/**
 * Sends a submission while its caller waits: the row as `sending`, then Graph. A strict one never waits for anything else.
 */
import { bindingFields } from './binding.ts';
import type { Deliver } from './deliver.ts';
import { createInsertSubmitted, type InsertSubmittedDependencies } from './insert-submitted.ts';
import { startMessage } from './message-state.ts';
import type { SenderToken } from './sender-tokens.ts';
import { contentOf, type SubmissionRequest } from './submission-request.ts';
import type { Submitted } from './submitted.ts';

export interface SubmitNowDependencies<Token extends SenderToken> extends InsertSubmittedDependencies {
  deliver: Deliver<Token>;
}

/** Throws as InsertOnce, and then nothing was sent. */
export function createSubmitNow<Token extends SenderToken>(dependencies: SubmitNowDependencies<Token>) {
  const { messages, deliver } = dependencies;
  const insert = createInsertSubmitted(dependencies);
  return async (request: SubmissionRequest, token: Token): Promise<Submitted> => {
    const { sender } = token.grant;
    const inserted = await insert(
      request,
      (fields, at) => ({ ...fields, sender, ...startMessage(at) }),
      (message) => messages.insert(message),
    );
    if ('isReplayed' in inserted) return inserted;
    const content = contentOf(request);
    const { caller, submission, options } = request;
    const later = () => ({
      content,
      binding: bindingFields(caller.hostTenantId, submission.senderReference, { sender, account: token.grant }),
    });
    return { ...(await deliver(inserted, token, content, options.isStrict ? undefined : later)), isReplayed: false };
  };
}

/**
 * Submits a test message from a mailbox to itself, strictly, so that its answer says what came of it.
 */
import type { Caller } from '../callers/caller.ts';
import { ConnectorError } from '../errors.ts';
import { WAIT_DEFAULT_SECONDS } from '../limits.ts';
import type { Sender } from '../sender.ts';
import { buildTestMessage, type TestMessageTexts } from '../submission/build-test-message.ts';
import { createExplainRefusal } from './explain-refusal.ts';
import type { Message } from './message.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';
import type { Submit } from './submit.ts';

/** `reference` is what the caller calls the sender; `onReady` is done once it can be sent, and before it is. Throws as `Submit`. */
export type SubmitTest = (
  caller: Caller,
  sender: Sender,
  texts: TestMessageTexts,
  reference?: string,
  onReady?: () => Promise<void>,
) => Promise<Message>;

export interface SubmitTestDependencies {
  senderTokens: Pick<SenderTokens<SenderToken>, 'read' | 'bind'>;
  /** With the same tokens. */
  submit: Submit;
  settings: Parameters<typeof buildTestMessage>[2];
}

export function createSubmitTest({ senderTokens, submit, settings }: SubmitTestDependencies): SubmitTest {
  const explainRefusal = createExplainRefusal(senderTokens);
  return async (caller, sender, texts, reference = sender.hostObjectId, onReady) => {
    if (sender.hostTenantId !== caller.hostTenantId) throw new ConnectorError('not_found');
    const { mailbox } = await senderTokens.read(sender.hostTenantId, reference).catch(async (error: unknown) => {
      throw error instanceof ConnectorError ? await explainRefusal(error, sender.hostTenantId, reference) : error;
    });
    await onReady?.();
    const submission = buildTestMessage(mailbox, reference, settings, texts);
    const options = { waitSeconds: WAIT_DEFAULT_SECONDS, isStrict: true };
    return (await submit(caller, submission, options, mailbox)).message;
  };
}

/**
 * Reads what a message says, for the application that submitted it, while that is kept.
 */
import type { Caller } from '../callers/caller.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { createHoldContent, type HoldContent } from './hold-content.ts';
import type { MessageContent, MessageContents } from './message-content.ts';
import type { Message, MessageStore } from './message.ts';
import { readMessage } from './read-message.ts';

/**
 * Resolves to what `write` makes of it; contents that are read at once are bounded.
 * @throws ConnectorError `not_found`, also for the message of another caller; `message_state` where nothing is kept; else as the stores
 */
export type ReadContent = <Written>(
  caller: Caller,
  id: string,
  write: (content: MessageContent, message: Message) => Promise<Written>,
) => Promise<Written>;

export interface ReadContentDependencies {
  messages: Pick<MessageStore, 'read'>;
  contents: Pick<MessageContents, 'open'>;
  holdContent?: HoldContent;
}

export function createReadContent({
  messages,
  contents,
  holdContent = createHoldContent(),
}: ReadContentDependencies): ReadContent {
  async function readKept(caller: Caller, id: string): Promise<Message> {
    const message = await readMessage(messages, caller, id);
    if (message.content) return message;
    const detail =
      'What this message said is not kept: it is kept while a message waits, and for some days after one that waited was not sent.';
    throw new ConnectorError('message_state', { detail });
  }

  return async (caller, id, write) => {
    const message = await readKept(caller, id);
    return holdContent(message.contentBytes ?? 0, async () => {
      const content = await contents.open(message).catch(async (error: unknown) => {
        // It may have been sent meanwhile, and its content deleted.
        if (hasCode(error, 'sealed_record_refused')) await readKept(caller, id);
        throw error;
      });
      return write(content, message);
    });
  };
}

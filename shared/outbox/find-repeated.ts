/**
 * Finds the message that a request repeats whose sender gives no key: by the same application, as the same sender, with the same
 * content, a short time ago.
 *
 * Only for a request that says that it is a repetition; otherwise two mails may well say the same. It costs a query in each of sixteen
 * partitions and a read for each message of that time, and the first request costs nothing more than any other. Writes nothing.
 */
import type { Caller } from '../callers/caller.ts';
import { writeCanonicalContent } from '../submission/canonical-content.ts';
import type { Submission } from '../submission/submission.ts';
import type { Vault } from '../vault/vault.ts';
import { MESSAGE_PARTITIONS } from '../message-addresses.ts';
import { LISTED_AT_ONCE_MAX, REPEATED_LOOKED_AT_MAX, REPEATED_SECONDS } from '../waiting-limits.ts';
import type { Message, MessageStore } from './message.ts';
import { isKeyFree } from './replay.ts';
import { readSound } from './read-sound.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';

/** Undefined where there is none, or none that was or may have been sent. Throws what storage throws, and `sender_ambiguous`. */
export type FindRepeated = (caller: Caller, submission: Submission) => Promise<Message | undefined>;

export interface FindRepeatedDependencies {
  messages: Pick<MessageStore, 'list' | 'read'>;
  senderTokens: Pick<SenderTokens<SenderToken>, 'bind'>;
  vault: Pick<Vault, 'matchesDigest'>;
  now: () => Date;
}

export function createFindRepeated({ messages, senderTokens, vault, now }: FindRepeatedDependencies): FindRepeated {
  return async ({ hostTenantId, clientId }, { senderReference, posted }) => {
    const { sender } = await senderTokens.bind(hostTenantId, senderReference);
    if (!sender) return undefined;
    const since = new Date(now().getTime() - REPEATED_SECONDS * 1000);
    const topOfEach = REPEATED_LOOKED_AT_MAX / MESSAGE_PARTITIONS.length;
    const { messages: listed } = await messages.list({ kind: 'sender', sender }, { since, topOfEach });
    const content = writeCanonicalContent(posted);
    const own = listed.filter(({ callerId }) => callerId === clientId);
    for (let start = 0; start < own.length; start += LISTED_AT_ONCE_MAX) {
      const next = own.slice(start, start + LISTED_AT_ONCE_MAX);
      for (const message of await Promise.all(next.map(({ id }) => readSound(messages, id)))) {
        if (!message || message.callerId !== clientId || isKeyFree(message)) continue;
        if (await vault.matchesDigest('message content', content, message.contentDigest)) return message;
      }
    }
    return undefined;
  };
}

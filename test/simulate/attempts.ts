/**
 * Knows which attempt of a process asks Graph, because its request names no message.
 */
import type { MessageStore, VersionedMessage } from '../../shared/outbox/message.ts';
import type { World } from './world.ts';

export interface Attempts {
  /** The store, in which `sending` is seen. */
  watch(store: MessageStore): MessageStore;
  /** The id of the message for which Graph is asked with this token. @throws Error where there is no such attempt */
  idOf(accessToken: string, marker: string): string;
}

interface Attempt {
  id: string;
  marker: string;
  tokens: string[];
}

export function createAttempts({ record, people }: World): Attempts {
  const attempts: Attempt[] = [];
  const note = (row: VersionedMessage) => {
    const marker = record.markers.get(row.contentDigest) ?? '';
    if (row.status === 'sending' && !row.draft) attempts.push({ id: row.id, marker, tokens: [] });
    return row;
  };
  return {
    watch: (store) => ({
      ...store,
      insert: async (...given) => note(await store.insert(...given)),
      replace: async (message, next, content) => note(await store.replace(message, next, content)),
    }),
    idOf(accessToken, marker) {
      const renews = people.tokens.get(accessToken)?.renews;
      const found =
        attempts.find(({ tokens }) => renews !== undefined && tokens.includes(renews)) ??
        attempts.findLast((one) => one.marker === marker && one.tokens.length === 0);
      if (!found) throw new Error('Graph is asked without an attempt.');
      found.tokens.push(accessToken);
      return found.id;
    },
  };
}

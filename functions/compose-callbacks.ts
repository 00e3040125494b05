/**
 * Puts the callbacks together: their feeds are those that applications read, so nothing is done for them when a message is sent.
 */
import type { ListCallbacks } from '../shared/callbacks/callback.ts';
import { createCallbacks, type Callbacks } from '../shared/callbacks/callbacks.ts';
import type { CallbackRows } from '../shared/callbacks/callback-rows.ts';
import type { Asked, Feeds } from '../shared/callbacks/run-callback.ts';
import type { Caller } from '../shared/callers/caller.ts';
import type { SigningSecrets } from '../shared/callers/signing-secrets.ts';
import type { Config } from '../shared/config.ts';
import { hasCode } from '../shared/errors.ts';
import type { Senders } from '../shared/grants/senders.ts';
import { isLoopback } from '../shared/http/loopback.ts';
import type { Messages } from '../shared/outbox/messages.ts';

export interface CallbackParts {
  config: Pick<Config, 'publicUrl' | 'callbackAudiences'>;
  listCallbacks: ListCallbacks;
  signingSecrets: SigningSecrets;
  readIdentityToken: (audience: string) => Promise<string | undefined>;
  now: () => Date;
  rows: CallbackRows;
  messages: Pick<Messages, 'listChanges' | 'read'>;
  senders: Pick<Senders, 'listChanges' | 'read'>;
}

export function composeCallbacks(parts: CallbackParts): Callbacks {
  const { config, listCallbacks, signingSecrets, readIdentityToken, rows, now } = parts;
  return createCallbacks({
    listCallbacks,
    rows,
    feeds: createFeeds(parts),
    secrets: signingSecrets,
    readToken: readIdentityToken,
    audiences: config.callbackAudiences,
    // As the settings treat loopback: on a machine that is its own connector.
    isLoopbackAllowed: isLoopback(new URL(config.publicUrl).hostname),
    now,
    random: Math.random,
  });
}

/** The feeds as the callbacks read them. */
export function createFeeds({ messages, senders }: Pick<CallbackParts, 'messages' | 'senders'>): Feeds {
  return {
    async listMessages(of, top, from) {
      const { messages: items, ...page } = await messages.listChanges(callerOf(of), top, from);
      return { ...page, items };
    },
    async listSenders({ hostTenantId }, top, from) {
      const { senders: changed, ...page } = await senders.listChanges(hostTenantId, top, from);
      return { ...page, items: changed.flatMap(({ grant }) => grant ?? []) };
    },
    readMessage: (of, id) =>
      messages.read(callerOf(of), id).catch((error: unknown) => {
        if (hasCode(error, 'not_found')) return undefined;
        throw error;
      }),
    readSender: async ({ hostTenantId }, hostObjectId) => (await senders.read({ hostTenantId, hostObjectId })).grant,
  };
}

function callerOf({ hostTenantId, callerId = '' }: Asked): Caller {
  return { hostTenantId, clientId: callerId, rights: ['read'] };
}

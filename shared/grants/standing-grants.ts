/**
 * The store of grants, made to let messages rely on an earlier reading of a grant for some seconds, and to end that before every write.
 *
 * A write of a grant that allows fences forbids them first, under the ETag that was read, then takes down those that stand, and is made last.
 * From the first step on no new reading is relied on, and after the second no old one, so nothing that a write says is ever seen
 * while a message may still be sent by what was read before; whatever stops in between leaves a grant that is read for each message.
 * New tokens alone change nothing that is relied on.
 */
import type { Sender } from '../sender.ts';
import { createStandingReads } from '../standing-reads.ts';
import { mayHaveFences } from './allow-fences.ts';
import type { Grant, GrantStore } from './grant.ts';

export interface StandingGrantsDependencies {
  grants: GrantStore;
  /** Takes all fences of the sender down. */
  lowerFences: (sender: Sender) => Promise<void>;
  now: () => Date;
}

export function createStandingGrants({ grants, lowerFences, now }: StandingGrantsDependencies): GrantStore {
  const { read, forget, outdate } = createStandingReads({
    read: (sender) => grants.read(sender),
    mayStand: ({ grant, tokens }) =>
      grant?.status === 'connected' && tokens !== undefined && mayHaveFences(grant, now()),
    now,
  });

  /** The grant as it may be written now. */
  async function endReadings<Some extends Grant & { etag?: string }>(grant: Some): Promise<Some> {
    const { fencesUntil, etag, ...rest } = grant;
    const { sender, status } = grant;
    // The first connection of a sender ends nothing.
    if (!fencesUntil || etag === undefined) return grant;
    const isOver = fencesUntil <= now();
    const forbidden = isOver ? etag : await grants.forbidFences(sender, etag);
    await lowerFences(sender);
    forget(sender);
    // A connection that has ended allows none again, so that what else is written of it costs no call more.
    const isAllowed = !isOver && status === 'connected';
    return { ...rest, etag: forbidden, ...(isAllowed && { fencesUntil }) } as unknown as Some;
  }

  async function withNewTokens<Result>(sender: Sender, write: () => Promise<Result>): Promise<Result> {
    try {
      return await write();
    } finally {
      // Also where the answer is lost.
      outdate(sender);
    }
  }

  return {
    ...grants,
    read,
    connect: async (grant, ...rest) => grants.connect(await endReadings(grant), ...rest),
    replace: async (grant) => grants.replace(await endReadings(grant)),
    renew: async (grant, tokens) => grants.renew(await endReadings(grant), tokens),
    erase: async (grant, left) => grants.erase(await endReadings(grant), left),
    replaceTokens: (sender, tokens) => withNewTokens(sender, () => grants.replaceTokens(sender, tokens)),
  };
}

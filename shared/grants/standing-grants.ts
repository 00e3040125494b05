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

  const endReadings: GrantStore['endReadings'] = async (grant) => {
    const { fencesUntil, etag, ...rest } = grant;
    // The first connection of a sender ends nothing.
    if (!fencesUntil || etag === undefined) return grant;
    const forbidden = fencesUntil <= now() ? etag : await grants.forbidFences(grant.sender, etag);
    await lowerFences(grant.sender);
    forget(grant.sender);
    return { ...rest, etag: forbidden } as unknown as typeof grant;
  };

  /** As `endReadings`; a connection that goes on allows fences again with the write, another one needs no second look. */
  async function toBeWritten<Some extends Grant & { etag?: string }>(grant: Some): Promise<Some> {
    const ended = await endReadings(grant);
    const { fencesUntil, status } = grant;
    return fencesUntil && fencesUntil > now() && status === 'connected' ? { ...ended, fencesUntil } : ended;
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
    endReadings,
    connect: async (grant, ...rest) => grants.connect(await toBeWritten(grant), ...rest),
    replace: async (grant) => grants.replace(await toBeWritten(grant)),
    renew: async (grant, tokens) => grants.renew(await toBeWritten(grant), tokens),
    erase: async (grant, left) => grants.erase(await toBeWritten(grant), left),
    replaceTokens: (sender, tokens) => withNewTokens(sender, () => grants.replaceTokens(sender, tokens)),
  };
}

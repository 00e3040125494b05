/**
 * The store of grants, made to let messages rely on an earlier reading of a grant for some seconds, and to end that with every write.
 *
 * Fences are taken down after the write and before whoever wrote goes on, so nothing that begins afterwards is sent by what was read before.
 * A process that ends in between leaves readings that are given up by themselves after STANDING_READ_SECONDS. Where no fences can be there,
 * because the grant does not allow them, a write costs no call more. New tokens alone change nothing that a reading says.
 */
import type { Sender } from '../sender.ts';
import { createStandingReads } from '../standing-reads.ts';
import { mayHaveFences } from './allow-fences.ts';
import type { Grant, GrantStore } from './grant.ts';

/** Takes all fences of the sender down. */
export type LowerFences = (sender: Sender) => Promise<void>;

export interface StandingGrantsDependencies {
  grants: GrantStore;
  lowerFences: LowerFences;
  now: () => Date;
}

export function createStandingGrants({ grants, lowerFences, now }: StandingGrantsDependencies): GrantStore {
  const { read, forget } = createStandingReads({
    read: (sender) => grants.read(sender),
    mayStand: ({ grant, tokens }) =>
      grant?.status === 'connected' && tokens !== undefined && mayHaveFences(grant, now()),
    now,
  });

  async function write<Result>(sender: Sender, run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } finally {
      // It may have been written without an answer.
      forget(sender);
    }
  }

  async function change<Some extends Grant, Result>(
    grant: Some,
    run: (grant: Some) => Promise<Result>,
  ): Promise<Result> {
    const { sender, fencesUntil, ...rest } = grant;
    const isOver = fencesUntil !== undefined && fencesUntil <= now();
    const result = await write(sender, () => run(isOver ? ({ sender, ...rest } as Some) : grant));
    if (fencesUntil) await lowerFences(sender);
    return result;
  }

  return {
    ...grants,
    read,
    // The first connection of a sender has nothing to take down.
    connect: (grant, ...rest) =>
      grant.etag === undefined && !grant.erased
        ? write(grant.sender, () => grants.connect(grant, ...rest))
        : change(grant, (given) => grants.connect(given, ...rest)),
    replace: (grant) => change(grant, grants.replace),
    replaceTokens: (sender, tokens) => write(sender, () => grants.replaceTokens(sender, tokens)),
    renew: (grant, tokens) => change(grant, (given) => grants.renew(given, tokens)),
    removeTokens: (sender, before) => write(sender, () => grants.removeTokens(sender, before)),
    erase: (grant, left) => change(grant, (given) => grants.erase(given, left)),
  };
}

/**
 * The names under which messages wait for a connected person: those that are sealed with their tokens, fresh, still theirs and contested
 * by nobody.
 *
 * It asks Entra for nothing. A connection that cannot be opened proves nothing.
 */
import { ConnectorError } from '../errors.ts';
import { listContested } from './claim-names.ts';
import type { FoundSender } from './find-sender.ts';
import type { OpenGrant } from './open-grant.ts';
import { listUsableNames } from './proofs.ts';
import type { OpenedGrant } from './refresh-tokens.ts';

/** In lower case; none of a person who is not connected. Throws what storage throws while a problem is written. */
export type ReadOwnNames = (found: Pick<FoundSender, 'grant' | 'tokens'>) => Promise<string[]>;

export function createReadOwnNames({ openGrant, now }: { openGrant: OpenGrant; now: () => Date }): ReadOwnNames {
  return async ({ grant, tokens }) => {
    if (grant?.status !== 'connected') return [];
    try {
      return listOwnNames(await openGrant({ grant, ...(tokens && { tokens }) }), now());
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return [];
    }
  };
}

/** The grant has lost what a colleague proved later, and marks what another tenant gave to somebody else. */
export function listOwnNames({ grant, opened }: OpenedGrant, now: Date): string[] {
  const contested = listContested(grant);
  const held = grant.names.map(({ value }) => value).filter((one) => !contested.includes(one));
  return listUsableNames(opened, now).filter((one) => held.includes(one));
}

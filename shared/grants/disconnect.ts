/**
 * Disconnects a sender: sign-ins under way end first, then the key row goes, so that what was sealed stays unreadable whatever happens
 * next. The grant, which says what there is to remove, is marked last.
 *
 * Repeating it is harmless, and a disconnect that stopped half way is finished by the sweep. It cannot make Entra forget
 * tokens that it issued; the page says so.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX, CONNECT_CHECK_SECONDS } from '../limits.ts';
import type { Sender } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import { keepContesters } from './claim-names.ts';
import type { DueStore, Grant, GrantStore, NameStore, Versioned } from './grant.ts';
import { leaveNames, returnNames } from './lead-name.ts';
import { shredTokens } from './shred-tokens.ts';

/**
 * Resolves to the grant as it is afterwards; undefined when there never was one. `isMeant`: whether this is the connection to end;
 * default: whichever there is. `onEnded` is told the connection as it was, by the one of several calls at once that ended it.
 * @throws ConnectorError `conflict` for one that is not meant, or that keeps changing
 */
export type Disconnect = (
  sender: Sender,
  isMeant?: (grant: Versioned<Grant>) => boolean,
  onEnded?: (grant: Grant) => void,
) => Promise<Grant | undefined>;

export interface DisconnectDependencies {
  grants: GrantStore;
  names: NameStore;
  due: DueStore;
  vault: Pick<Vault, 'destroyDataKeys'>;
  /** Ends the session of the person's own page. */
  endSession: (sender: Sender) => Promise<void>;
  now: () => Date;
}

export function createDisconnect({ grants, names, due, vault, endSession, now }: DisconnectDependencies): Disconnect {
  async function tryDisconnect(grant: Versioned<Grant>): Promise<Grant> {
    const { sender, generation } = grant;
    await due.add({
      kind: 'connect',
      at: new Date(now().getTime() + CONNECT_CHECK_SECONDS * 1000),
      sender,
      generation,
    });
    // No sign-in from before connects anything from here on, so what is taken from the lookups is this connection's.
    await endSession(sender);
    if ((await grants.read(sender)).grant?.etag !== grant.etag) throw new ConnectorError('conflict');
    // From here on the connection is seen to end.
    const { problem: _over, hostProblem: _gone, ...kept } = await grants.endReadings(grant);
    await shredTokens({ grants, vault }, sender, generation);
    await keepContesters({ grants, names }, grant.names);
    for (const name of grant.names) await names.remove(name, sender);
    const disconnected: Versioned<Grant> = { ...kept, status: 'disconnected', names: [], refreshFailures: 0 };
    await grants.replace(disconnected);
    // A claim of others that began before has led some here again.
    await leaveNames({ grants, names }, grant.names, sender);
    await due.remove({ kind: 'refresh', at: grant.refreshDueAt, sender, generation });
    return disconnected;
  }

  return async (sender, isMeant = () => true, onEnded = () => undefined) => {
    for (let attempt = 1; ; attempt++) {
      const { grant } = await grants.read(sender);
      if (!grant || grant.status === 'disconnected') return grant;
      if (!isMeant(grant)) throw new ConnectorError('conflict', { cause: new Error('The connection is another one.') });
      try {
        const disconnected = await tryDisconnect(grant);
        onEnded(grant);
        return disconnected;
      } catch (error) {
        if (!hasCode(error, 'conflict')) throw error;
        // It may be another connection by now, which is not meant.
        await returnNames({ grants, names }, grant.names, sender);
        if (attempt >= CONFLICT_RETRIES_MAX) throw new ConnectorError('conflict', { cause: error });
      }
    }
  };
}

/**
 * Looks back at connections and disconnections an hour later and finishes what stopped half way.
 *
 * A key row above the grant's generation belongs to a connection that was never completed; a connected grant whose key or
 * tokens are gone was being disconnected. Every step may be repeated; finding nothing to do is the normal case.
 */
import { hasCode } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { TIMER_BATCH_MAX, TIMER_CONCURRENCY_MAX } from '../limits.ts';
import { repeatBatches } from '../repeat-batches.ts';
import { formatSender, type SenderName } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import type { DataKeyStore } from '../vault/data-key-store.ts';
import { createClaimName, holdsName } from './claim-name.ts';
import type { Disconnect } from './disconnect.ts';
import type { DueEntry, DueStore, Grant, GrantStore, NameStore } from './grant.ts';

export interface SweepGrantsDependencies {
  grants: GrantStore;
  names: NameStore;
  due: DueStore;
  dataKeys: Pick<DataKeyStore, 'read' | 'removeRow'>;
  vault: Pick<Vault, 'destroyDataKeys'>;
  disconnect: Disconnect;
  now: () => Date;
}

/** One run: batches of TIMER_BATCH_MAX connections, until its time is up; returns how many half rows were put right. */
export function createSweepGrants({ grants, names, due, dataKeys, vault, disconnect, now }: SweepGrantsDependencies) {
  const claimName = createClaimName({ grants, names });

  async function sweepOne({ sender, generation }: DueEntry): Promise<boolean> {
    const { grant, tokens } = await grants.read(sender);
    if (!grant || grant.status === 'disconnected') {
      await vault.destroyDataKeys(sender, generation + 1);
      await grants.removeTokens(sender, generation + 1);
      return true;
    }
    if (generation > grant.generation) {
      const half = await dataKeys.read(sender, generation);
      if (half) await dataKeys.removeRow(half);
      return half !== undefined;
    }
    if (!tokens || !(await dataKeys.read(sender, grant.generation))) {
      await disconnect(sender);
      return true;
    }
    for (const name of grant.names) await reclaim(name, grant);
    await vault.destroyDataKeys(sender, grant.generation);
    await grants.removeTokens(sender, grant.generation);
    return false;
  }

  /** Points a lookup where its grant says, unless another sender proved the name later. */
  async function reclaim(name: SenderName, { sender, connectedAt }: Grant): Promise<void> {
    const owners = await names.read(sender.hostTenantId, name.value);
    const owner = owners.find(({ kind }) => kind === name.kind)?.sender;
    if (owner && formatSender(owner) === formatSender(sender)) return;
    const other = owner && (await grants.read(owner)).grant;
    if (other && holdsName(other, name) && other.connectedAt > connectedAt) return;
    await claimName(name, sender);
  }

  return async (): Promise<number> => {
    let repaired = 0;
    await repeatBatches(now, async () => {
      let seen = 0;
      const entries = await due.list('connect', now(), TIMER_BATCH_MAX);
      await forEachConcurrently(entries, TIMER_CONCURRENCY_MAX, async (entry) => {
        try {
          if (await sweepOne(entry)) repaired += 1;
        } catch (error) {
          // One of the rows is being changed at this moment; the next run looks again.
          if (hasCode(error, 'conflict')) return;
          throw error;
        }
        await due.remove(entry);
        seen += 1;
      });
      return seen > 0 && entries.length >= TIMER_BATCH_MAX;
    });
    return repaired;
  };
}

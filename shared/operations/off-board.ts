/**
 * Off-boards a host tenant, or a home tenant within it: nothing is sent for it from the moment that the document says so, and then person
 * by person the connection is erased, its keys first, and what waits to be sent as them is cancelled.
 *
 * A run does as much as its time allows; the sweep goes on with what is left, and any run may be repeated. It deletes no message: those
 * end as cancelled or failed, and stay to the end of their history. What was kept of the whole tenant's content becomes unreadable.
 */
import {
  OFF_BOARDING_CONCURRENCY_MAX,
  OFF_BOARDING_PAGE_MAX,
  OFF_BOARDING_SETTLE_SECONDS,
} from '../configuration-limits.ts';
import { tenantDocument } from '../configuration-addresses.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { ConnectorError } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { Senders } from '../grants/senders.ts';
import type { Departure, TenantDocument } from '../tenants/tenant-document.ts';
import type { Vault } from '../vault/vault.ts';
import { createNoteDeparture, type Leaving } from './note-departure.ts';

/** `erased`: connections that this run has erased; `isComplete`: none is left. */
export interface OffBoardingReport {
  erased: number;
  isComplete: boolean;
}

export interface OffBoarding {
  /** One run, which is in the audit before it. @throws ConnectorError `conflict`; else as the stores */
  offBoard(leaving: Leaving, by: string): Promise<OffBoardingReport>;
  /** Goes on with what is not complete; returns how many connections were erased. */
  sweep(): Promise<number>;
}

export interface OffBoardingDependencies {
  configuration: Pick<Configuration, 'readStored' | 'put' | 'list' | 'noteAct'>;
  senders: Pick<Senders, 'listGrants' | 'erase'>;
  vault: Pick<Vault, 'destroyTenantContentKeys'>;
  /** For how long one run works. */
  runSeconds: number;
  now: () => Date;
}

/** Who the sweep is, in the audit. */
const SWEEP = 'sweep';

export function createOffBoarding(dependencies: OffBoardingDependencies): OffBoarding {
  const { configuration, senders, vault, runSeconds, now } = dependencies;
  const { start, finish } = createNoteDeparture(dependencies);

  async function eraseAll({ hostTenantId, homeTenantId }: Leaving): Promise<OffBoardingReport> {
    const endsAt = performance.now() + runSeconds * 1000;
    let erased = 0;
    let cursor: string | undefined;
    do {
      const page = await senders.listGrants(hostTenantId, OFF_BOARDING_PAGE_MAX, cursor);
      const leaving = page.grants.filter((grant) => homeTenantId === undefined || grant.homeTenantId === homeTenantId);
      await forEachConcurrently(leaving, OFF_BOARDING_CONCURRENCY_MAX, async ({ sender, ...home }) => {
        if (performance.now() >= endsAt) return;
        await senders.erase(sender, home);
        erased += 1;
      });
      cursor = page.cursor;
    } while (cursor !== undefined && performance.now() < endsAt);
    return { erased, isComplete: performance.now() < endsAt };
  }

  /** `hasSettled`: every instance knows of it, so nobody connects and no content is sealed any more. */
  async function run(leaving: Leaving, hasSettled: boolean, by: string): Promise<OffBoardingReport> {
    const report = await eraseAll(leaving);
    if (!report.isComplete || !hasSettled) return { ...report, isComplete: false };
    if (leaving.homeTenantId === undefined) await vault.destroyTenantContentKeys(leaving.hostTenantId);
    await finish(leaving, by);
    return report;
  }

  const hasSettled = ({ startedAt }: Departure) =>
    now().getTime() - Date.parse(startedAt) >= OFF_BOARDING_SETTLE_SECONDS * 1000;

  return {
    async offBoard(leaving, by) {
      const { hostTenantId, homeTenantId } = leaving;
      const { name } = tenantDocument(hostTenantId);
      const act = { action: 'off_boarded', kind: 'tenant', hostTenantId, name: homeTenantId ?? name } as const;
      await configuration.noteAct(act, by);
      return run(leaving, hasSettled(await start(leaving, by)), by);
    },
    async sweep() {
      let erased = 0;
      const { documents } = await configuration.list<TenantDocument>('tenant');
      // What fails in one tenant keeps no other from being done.
      await forEachConcurrently(documents, 1, async ({ hostTenantId, document }) => {
        for (const departure of document.departures ?? []) {
          const { homeTenantId, finishedAt } = departure;
          if (finishedAt !== undefined) continue;
          const leaving = { hostTenantId, ...(homeTenantId !== undefined && { homeTenantId }) };
          erased += (await run(leaving, hasSettled(departure), SWEEP).catch(ignoreConflict)).erased;
        }
      });
      return erased;
    },
  };
}

/** Somebody changed the document meanwhile; the next sweep goes on. */
function ignoreConflict(error: unknown): OffBoardingReport {
  if (error instanceof ConnectorError && (error.code === 'conflict' || error.code === 'document_changed'))
    return { erased: 0, isComplete: false };
  throw error;
}

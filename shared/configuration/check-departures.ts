/**
 * Whether a tenant's document that comes from outside leaves to off-boarding what that writes: its departures are those that are there, or
 * fewer.
 */
import type { DocumentAddress } from '../configuration-addresses.ts';
import type { Fault } from '../errors.ts';
import { findLeftOut } from './check-document.ts';
import { findForeignDepartures } from '../tenants/departures.ts';
import type { TenantDocument } from '../tenants/tenant-document.ts';
import type { ConfigurationStore, StoredDocument } from './configuration-store.ts';
import { orRefused, type ReadDocuments } from './read-documents.ts';

export interface CheckDeparturesDependencies {
  store: Pick<ConfigurationStore, 'listVersions'>;
  documents: Pick<ReadDocuments, 'open'>;
}

/** `before`: what it is written over; `earlier`: the same, opened, where it could be. */
export type CheckDepartures = (
  address: DocumentAddress,
  document: object,
  before: StoredDocument | undefined,
  earlier: object | undefined,
) => Promise<Fault[]>;

export function createCheckDepartures({ store, documents }: CheckDeparturesDependencies): CheckDepartures {
  /** Where the document is not as it was written, its newest version, which is the same in a row of its own, says what it was. */
  async function openNewestVersion(address: DocumentAddress): Promise<TenantDocument | undefined> {
    const [newest] = await store.listVersions(address);
    return newest?.sealed && documents.open({ ...newest, sealed: newest.sealed }).catch(orRefused);
  }

  return async (address, document, before, earlier) => {
    const { departures }: TenantDocument = document;
    const isSpoilt = earlier === undefined && before?.sealed !== undefined;
    if (address.kind !== 'tenant' || (!isSpoilt && !departures?.length)) return [];
    const there: TenantDocument = earlier ?? (isSpoilt ? await openNewestVersion(address) : undefined) ?? {};
    const kept = there.departures ?? [];
    // What is left out of a document that could be opened, its own check says.
    return [...findForeignDepartures(departures ?? [], kept), ...(isSpoilt ? findLeftOut(departures, kept) : [])];
  };
}

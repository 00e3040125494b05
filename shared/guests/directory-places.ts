/**
 * Contract of the store that says how far the directory of each host tenant is read. Types only.
 */

export interface DirectoryPlace {
  /** Where the changes go on (graph/host-directory.ts). */
  changes: string;
  /** Everybody who had connected before the place began is being compared, from this cursor on; absent: that is over. */
  comparing?: { cursor?: string };
  /** Of whom documents named when they were last asked for (named-people.ts); `after`: whom of them, by object id, that has come to. */
  named?: { digest: string; after?: string };
  /** When it was last read to its end. */
  lookedAt?: Date;
}

/** Every method throws ConnectorError `storage_…`; reading also `sealed_record_refused` for a row of another form. */
export interface DirectoryPlaces {
  read(hostTenantId: string): Promise<{ place: DirectoryPlace; etag: string } | undefined>;
  /** Returns the ETag; undefined when it has been written since it was read. Without an ETag it is the first. */
  write(hostTenantId: string, place: DirectoryPlace, etag?: string): Promise<string | undefined>;
  /** Nothing there is no error. */
  remove(hostTenantId: string): Promise<void>;
}

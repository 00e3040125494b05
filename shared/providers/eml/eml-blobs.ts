/**
 * Where mail of test systems is kept: as it would have been sent, unsealed, for a month. Written once and never replaced.
 *
 * Of a message `{id}` there is `{host tenant id}/{id}.json`, its envelope, and then `{host tenant id}/{id}.eml`, its MIME. Types only.
 */
export interface EmlBlobs {
  /**
   * `present`: there is one of that name already, and it stays as it is.
   * @throws ConnectorError `storage_access_refused`; `storage_unavailable`, and then it may be there
   */
  put(name: string, bytes: Uint8Array, contentType: string): Promise<'written' | 'present'>;
}

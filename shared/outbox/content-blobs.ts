/**
 * Where the sealed content of a message is kept that is too large for a row: the contract of the store. Types only.
 *
 * It knows nothing of what the bytes say. A name is a path of letters, digits, `.`, `_` and `-` between slashes.
 */
export interface ContentBlobs {
  /**
   * Writes a blob in one piece; what has the name already is replaced, so two that may differ need two names.
   * @throws RangeError above CONTENT_BLOB_MAX_BYTES, Error for a name that is none, ConnectorError `storage_…`
   */
  put(name: string, sealed: Uint8Array): Promise<void>;
  /**
   * Undefined: there is no such blob.
   * @throws ConnectorError `sealed_record_refused` for a blob larger than any that `put` takes, `storage_…`
   */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Deletes the blob, if there is one. @throws ConnectorError `storage_…` */
  remove(name: string): Promise<void>;
}

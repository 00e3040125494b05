/**
 * Where it is kept which messages may wait for a person: the contract of the store. Types only.
 *
 * A hint is written before its message, so that no message waits without one; a hint whose message does not wait is harmless, and
 * whoever meets it removes it. A target is a formatted sender, or a hash of 64 hex digits under which a name is looked up.
 */
export interface HeldHint {
  /** Of the message. */
  id: string;
  /** When the message was accepted. */
  at: Date;
}

/** Every method throws ConnectorError `storage_…`, and Error for a target that is none. */
export interface HeldHints {
  /** The same hint may be put again. */
  put(target: string, hint: HeldHint): Promise<void>;
  /**
   * At most `top` hints, the oldest first; of the same moment in the order of their ids. `cursor`: there may be more.
   * @throws ConnectorError `invalid_request` for a cursor that is not ours, `sealed_record_refused` where all are malformed
   */
  list(target: string, top: number, cursor?: string): Promise<{ hints: HeldHint[]; cursor?: string }>;
  /** Removes the hint, if it is there. */
  remove(target: string, hint: HeldHint): Promise<void>;
}

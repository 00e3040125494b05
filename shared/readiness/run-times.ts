/**
 * When timers last ran: one row for each, and one for the sweep that a request runs when the timer is late. Types only.
 *
 * Ages are by the clock of storage, so that clocks of instances may differ.
 */

export type RunName = 'refresh' | 'sweep' | 'late-sweep';

export interface RunTime {
  /** When the row was first written. */
  since: Date;
  /** Since the last write of the row. */
  ageSeconds: number;
  etag: string;
}

/** Every method throws ConnectorError `storage_…`. */
export interface RunTimes {
  read(name: RunName): Promise<RunTime | undefined>;
  /** Writes that a run has ended now. */
  note(name: RunName, now: Date): Promise<void>;
  /** Inserts the row, or writes it again as read; one of all who do so wins. @throws ConnectorError `conflict` */
  take(name: RunName, now: Date, read?: RunTime): Promise<void>;
}

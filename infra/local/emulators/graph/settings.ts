/**
 * What of this Graph may be changed while it runs, and how it is at the start.
 */
import type { ConcurrencySettings } from './concurrency.ts';

export interface GraphSettings extends ConcurrencySettings {
  /** How long a new or moved message is missing from every filtered list. */
  searchLagMilliseconds: number;
  /** How long an accepted message still is the draft that it was. */
  sendLagMilliseconds: number;
  /** In that time it is not found at all: the copy in Sent Items does not exist yet. */
  hidesWhileSending: boolean;
  /** Attachments and text of one message, where a mailbox has no limit of its own. */
  messageMaxBytes: number;
  /** `expirationDateTime` of an upload session, counted from its creation. */
  uploadSessionSeconds: number;
  /** MIME above 2,240 KB is answered 200 instead of 201 or 202. */
  answersLargeMimeWith200: boolean;
}

/** Exchange Online as it comes, without any delay. */
export const DEFAULT_SETTINGS: GraphSettings = {
  concurrencyMax: 4,
  latencyMilliseconds: 0,
  searchLagMilliseconds: 0,
  sendLagMilliseconds: 0,
  hidesWhileSending: false,
  messageMaxBytes: 35 * 1024 * 1024,
  uploadSessionSeconds: 3_600,
  answersLargeMimeWith200: false,
};

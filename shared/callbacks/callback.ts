/**
 * A callback: an address that is told of events, what it is told, and how that is proven to it. Types and names only.
 *
 * What may be written in its document is in callback-document.ts.
 */
export const callbackEvents = [
  'message.sent',
  'message.failed',
  'message.held',
  'message.expired',
  'message.cancelled',
  'message.unknown',
  'sender.connected',
  'sender.reconsent_required',
] as const;

export type CallbackEventType = (typeof callbackEvents)[number];

/** GUIDs in lower case. */
export interface CallbackDocument {
  url: string;
  events: CallbackEventType[];
  /** The application of whose messages it is told. */
  callerId?: string | undefined;
  /** Names of Key Vault secrets; it is signed with each of them. */
  secretNames?: string[] | undefined;
  /** In place of secrets: its receiver gets a token of the connector's identity for this audience. */
  audience?: string | undefined;
}

/** A callback and where it is written; `version` changes whenever it is written. */
export interface Callback {
  hostTenantId: string;
  name: string;
  version: string;
  document: Readonly<CallbackDocument>;
}

/** Every callback there is, at most CALLBACKS_MAX. */
export type ListCallbacks = () => Promise<readonly Callback[]>;

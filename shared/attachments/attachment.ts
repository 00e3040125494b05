/**
 * A file that was uploaded for a message: what its row says, and the contracts of the stores. Types only.
 *
 * The row decides who may use the file and how often. What is content (the bytes, the name, the media type) is sealed.
 */
import type { Caller } from '../callers/caller.ts';

export type Uploader = Pick<Caller, 'hostTenantId' | 'clientId'>;

export interface Attachment {
  /** As attachment-addresses.ts writes it. */
  id: string;
  hostTenantId: string;
  /** Client id of the application that uploads it. */
  callerId: string;
  /** Of the whole file, in bytes. */
  size: number;
  createdAt: Date;
  status: 'incomplete' | 'complete';
  /** Name and media type, sealed. */
  described: Uint8Array;
  /** Id of the message that has taken it; no other may. */
  usedBy?: string;
  /** Keyed digest of all the above. */
  mac?: string;
}

export interface StoredAttachment extends Attachment {
  etag: string;
}

/** Throws ConnectorError `storage_…`; a row that is malformed is `sealed_record_refused`. */
export interface AttachmentStore {
  /** @throws ConnectorError `conflict` when there is one with this id */
  insert(attachment: Attachment): Promise<void>;
  read(id: string): Promise<StoredAttachment | undefined>;
  /** @throws ConnectorError `conflict` when it has changed since, or is gone */
  replace(attachment: StoredAttachment, next: Attachment): Promise<void>;
  /** False when it has changed since, or is gone. */
  remove(attachment: StoredAttachment): Promise<boolean>;
}

/**
 * What the message that has taken a file does with it: it may still be sent, or sent again, with it (`needed`); it has ended and keeps
 * nothing of what it said (`over`); or there is none. Throws as the store of messages.
 */
export type ReadUse = (messageId: string) => Promise<'needed' | 'over' | 'none'>;

export interface DueAttachment {
  id: string;
  at: Date;
}

/** When the sweep looks at a file. An entry whose file is gone is harmless. Throws as AttachmentStore. */
export interface DueAttachments {
  put(entry: DueAttachment): Promise<void>;
  /** Due by now, the oldest first, at most `top`. */
  list(now: Date, top: number): Promise<DueAttachment[]>;
  remove(entry: DueAttachment): Promise<void>;
}

/**
 * The sealed cells of files, a blob for each file. It knows nothing of what the bytes say. Throws ConnectorError `storage_…`, and Error
 * for a name that is none.
 */
export interface CellBlobs {
  /** Puts a cell, or another in its place, beside the others; no reader sees it before `commit`. */
  put(name: string, index: number, sealed: Uint8Array): Promise<void>;
  /** The numbers of the cells that were put, in ascending order, and whether they were committed. */
  list(name: string): Promise<{ cells: number[]; isCommitted: boolean }>;
  /** Makes the first `count` cells the blob. What has been committed stays as it is, whatever is put or committed afterwards. */
  commit(name: string, count: number): Promise<void>;
  /** So many bytes of what was committed, or less where it ends before; undefined where nothing was. */
  read(name: string, start: number, byteCount: number): Promise<Uint8Array | undefined>;
  /** Deletes what was committed and what was put, if there is any. */
  remove(name: string): Promise<void>;
}

/**
 * Reads a file for the application that uploaded it. To every other one, and once its time is up, it does not exist.
 */
import { isAttachmentId } from '../attachment-addresses.ts';
import { FILE_KEPT_SECONDS } from '../attachment-limits.ts';
import { ConnectorError } from '../errors.ts';
import type { Attachment, AttachmentStore, StoredAttachment, Uploader } from './attachment.ts';

/** @throws ConnectorError `not_found`; else as the vault and the store */
export type ReadOwnFile = (uploader: Uploader, id: string) => Promise<StoredAttachment>;

/** When a file that no message has taken goes. */
export function endOf({ createdAt }: Pick<Attachment, 'createdAt'>): Date {
  return new Date(createdAt.getTime() + FILE_KEPT_SECONDS * 1000);
}

export function isOver(attachment: Attachment, now: Date): boolean {
  return attachment.usedBy === undefined && endOf(attachment) <= now;
}

/** Undefined for a file that is not there, or another's. Throws as the vault and the store. */
export async function findOwnFile(
  store: Pick<AttachmentStore, 'read'>,
  { hostTenantId, clientId }: Uploader,
  id: string,
): Promise<StoredAttachment | undefined> {
  const attachment = isAttachmentId(id) ? await store.read(id) : undefined;
  return attachment?.hostTenantId === hostTenantId && attachment.callerId === clientId ? attachment : undefined;
}

export function createReadOwnFile(dependencies: {
  store: Pick<AttachmentStore, 'read'>;
  now: () => Date;
}): ReadOwnFile {
  const { store, now } = dependencies;
  return async (uploader, id) => {
    const attachment = await findOwnFile(store, uploader, id);
    if (!attachment || isOver(attachment, now())) throw new ConnectorError('not_found');
    return attachment;
  };
}

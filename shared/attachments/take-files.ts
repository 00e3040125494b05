/**
 * Gives files to the one message that carries them: all of them, or none.
 *
 * The ETag of its row decides between two messages. A message may take its files again, so that a repeated request finds them; those of a
 * message in whose place it is sent pass to it. It knows no message: files that are taken for one that is not kept in the end are left to
 * the sweep.
 */
import { FILES_AT_ONCE_MAX } from '../attachment-limits.ts';
import { ConnectorError, hasCode, type Fault } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { FAULTS_MAX } from '../limits.ts';
import type { AttachmentStore, ReadUse, StoredAttachment, Uploader } from './attachment.ts';
import { findOwnFile, isOver } from './read-own-file.ts';
import type { FileDescription, SealedFiles } from './sealed-files.ts';

/** A file as a message names it. */
export interface NamedFile {
  id: string;
  /** JSON pointer to the id, as it was posted. */
  pointer: string;
}

export interface TakenFile extends FileDescription {
  id: string;
  size: number;
}

/** The message that takes files, and the ended one in whose place it is sent. */
export interface TakingMessage {
  id: string;
  previousId?: string | undefined;
}

/**
 * In the order in which they are named. Every id is named once. `requireFit` is told the bytes of all before any is given; what it throws
 * is thrown.
 * @throws ConnectorError `invalid_request` with a fault for each file that cannot be taken; `conflict`; else as the vault and the store
 */
export type TakeFiles = (
  uploader: Uploader,
  files: readonly NamedFile[],
  message: TakingMessage,
  requireFit?: (bytes: number) => void,
) => Promise<TakenFile[]>;

export interface TakeFilesDependencies {
  readUse: ReadUse;
  store: Pick<AttachmentStore, 'read' | 'replace'>;
  sealedFiles: Pick<SealedFiles, 'openDescription'>;
  now: () => Date;
}

const UNKNOWN = 'is not the id of a file that this application has uploaded';

export function createTakeFiles({ store, sealedFiles, readUse, now }: TakeFilesDependencies): TakeFiles {
  /** A message that ended without having kept what it says takes its files nowhere any more. */
  async function isFree({ usedBy }: StoredAttachment, { id, previousId }: TakingMessage): Promise<boolean> {
    const isOwn = usedBy === undefined || usedBy === id || usedBy === previousId;
    return isOwn || (await readUse(usedBy)) === 'over';
  }

  async function findProblem(found: StoredAttachment | undefined, message: TakingMessage): Promise<string | undefined> {
    if (!found) return UNKNOWN;
    if (isOver(found, now())) return 'is a file that no message has taken within a day; upload it again';
    if (found.status !== 'complete') return 'is a file of which bytes are missing; GET /attachments/{id} says which';
    if (await isFree(found, message)) return undefined;
    return 'is a file that another message has taken; upload it again for this one';
  }

  async function bind(attachment: StoredAttachment, message: TakingMessage): Promise<boolean> {
    if (attachment.usedBy === message.id) return false;
    try {
      await store.replace(attachment, { ...attachment, usedBy: message.id });
      return true;
    } catch (error) {
      // Whoever was first may have been this very message, in another request.
      if (hasCode(error, 'conflict') && (await store.read(attachment.id))?.usedBy === message.id) return false;
      throw error;
    }
  }

  /** For the next try, which may be of another message; what fails here the sweep finds. */
  async function release(attachment: StoredAttachment, message: TakingMessage): Promise<void> {
    const bound = await store.read(attachment.id);
    if (bound?.usedBy === message.id) await store.replace(bound, attachment);
  }

  return async (uploader, files, message, requireFit) => {
    const found = new Map<string, StoredAttachment>();
    await forEachConcurrently(files, FILES_AT_ONCE_MAX, async ({ id }) => {
      const own = await findOwnFile(store, uploader, id);
      if (own) found.set(id, own);
    });
    const problems = await Promise.all(files.map(({ id }) => findProblem(found.get(id), message)));
    const faults = files.flatMap(({ pointer }, index): Fault[] => {
      const detail = problems[index];
      return detail === undefined ? [] : [{ pointer, detail }];
    });
    if (faults.length > 0) throw new ConnectorError('invalid_request', { faults: faults.slice(0, FAULTS_MAX) });
    const attachments = files.map(({ id }) => found.get(id)!);
    requireFit?.(attachments.reduce((total, { size }) => total + size, 0));
    const descriptions = await Promise.all(attachments.map((one) => sealedFiles.openDescription(one)));
    const bound: StoredAttachment[] = [];
    try {
      await forEachConcurrently(attachments, FILES_AT_ONCE_MAX, async (one) => {
        if (await bind(one, message)) bound.push(one);
      });
    } catch (error) {
      await Promise.allSettled(bound.map((one) => release(one, message)));
      throw error;
    }
    return attachments.map(({ id, size }, index) => ({ ...descriptions[index]!, id, size }));
  };
}

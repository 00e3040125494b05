/**
 * Files that an application uploads before the message that carries them: one object for all that is done with them.
 *
 * A file belongs to the application that uploaded it, goes into one message, and is deleted with what that message says, or after a day.
 * Messages are known here by their ids alone.
 */
import type { Vault } from '../vault/vault.ts';
import type { AttachmentStore, CellBlobs, DueAttachments, ReadUse, Uploader } from './attachment.ts';
import { createAuthenticAttachments } from './authentic-attachments.ts';
import { createDropFiles, type DropFiles } from './drop-files.ts';
import { createReadFileState, type FileState } from './file-state.ts';
import { createOpenFile, type OpenFile } from './open-file.ts';
import { createReadOwnFile } from './read-own-file.ts';
import { createSealedFiles } from './sealed-files.ts';
import { createSweepFiles } from './sweep-files.ts';
import { createTakeFiles, type TakeFiles } from './take-files.ts';
import { createUploads, type Uploads } from './upload.ts';

export interface Attachments {
  start: Uploads['start'];
  resume: Uploads['resume'];
  /** How far it is. @throws ConnectorError `not_found`; else as the vault and the stores */
  read(uploader: Uploader, id: string): Promise<FileState>;
  take: TakeFiles;
  open: OpenFile;
  drop: DropFiles;
  /** Resolves to how many were deleted. */
  sweep(): Promise<number>;
}

export interface AttachmentsDependencies {
  store: AttachmentStore;
  due: DueAttachments;
  cells: CellBlobs;
  vault: Pick<Vault, 'sealContent' | 'openContent' | 'digest' | 'matchesDigest'>;
  readUse: ReadUse;
  now: () => Date;
}

export function createAttachments(dependencies: AttachmentsDependencies): Attachments {
  const store = createAuthenticAttachments(dependencies);
  const sealedFiles = createSealedFiles(dependencies);
  const parts = { ...dependencies, store, sealedFiles };
  const readOwn = createReadOwnFile(parts);
  const readState = createReadFileState(parts);
  return {
    ...createUploads({ ...parts, readOwn, readState }),
    read: async (uploader, id) => readState(await readOwn(uploader, id)),
    take: createTakeFiles(parts),
    open: createOpenFile(parts),
    drop: createDropFiles(parts),
    sweep: createSweepFiles(parts),
  };
}

/**
 * Gives the uploaded files of a submission to the message that carries them, and says what the message says with them.
 *
 * Files are taken before the message is inserted, under its id, so that a request that is repeated takes them again; those of a message
 * that is not inserted in the end are left to the sweep of files.
 */
import { formatBytes } from '../body-too-large.ts';
import { ConnectorError } from '../errors.ts';
import type { MessageContent } from './message-content.ts';
import type { MessageFiles, TakingMessage } from './message-files.ts';
import { contentOf, type SubmissionRequest } from './submission-request.ts';

export interface AttachFilesDependencies {
  files: Pick<MessageFiles, 'take'>;
  /** Attachments counted as the files they are. */
  messageMaxBytes: number;
}

/** @throws ConnectorError `request_too_large`, and no file is taken; else as MessageFiles.take */
export type AttachFiles = (request: SubmissionRequest, message: TakingMessage) => Promise<MessageContent>;

export function createAttachFiles({ files, messageMaxBytes }: AttachFilesDependencies): AttachFiles {
  return async (request, message) => {
    const content = contentOf(request);
    const named = request.submission.files ?? [];
    if (named.length === 0) return content;
    const taken = await files.take(request.caller, named, message, (fileBytes) => {
      const bytes = fileBytes + countBytes(request, content);
      if (bytes > messageMaxBytes) throw tooLarge(bytes, messageMaxBytes);
    });
    const carried = taken.map((file, index) => {
      const { id: _id, pointer: _pointer, ...said } = named[index] ?? { id: file.id, pointer: '' };
      return { ...file, ...said };
    });
    return { ...content, files: carried };
  };
}

/** Of the message as it was posted, its attachments as the files they are. */
function countBytes({ submission }: SubmissionRequest, { body }: MessageContent): number {
  const { attachments = [] } = submission.message;
  return attachments.reduce(
    (bytes, { contentBytes }) => bytes - contentBytes.length + Buffer.byteLength(contentBytes, 'base64'),
    Buffer.byteLength(body),
  );
}

function tooLarge(bytes: number, maximumBytes: number): ConnectorError {
  const detail = `has ${formatBytes(bytes)} with its uploaded files; this connector accepts ${formatBytes(maximumBytes)}`;
  return new ConnectorError('request_too_large', { faults: [{ pointer: '/message', detail }] });
}

/**
 * Takes a message apart for a draft: what it says, and its attachments as files that are read range by range.
 *
 * Those that came with it are in memory already; uploaded ones are opened, and read only when they are sent.
 */
import type { GraphFile } from '../graph/graph-file.ts';
import type { GraphFileAttachment, GraphMessage } from '../graph/graph-message.ts';
import type { MessageContent } from './message-content.ts';
import type { MessageFiles } from './message-files.ts';

export interface TakenApart {
  message: Omit<GraphMessage, 'attachments'>;
  files: GraphFile[];
}

/** Throws as MessageFiles.open. */
export type OpenAttachments = (messageId: string, content: MessageContent) => Promise<TakenApart>;

export function createOpenAttachments(files: Pick<MessageFiles, 'open'>): OpenAttachments {
  return async (messageId, { body, files: uploaded = [] }) => {
    const { attachments = [], ...message } = (JSON.parse(body) as { message: GraphMessage }).message;
    const opened: GraphFile[] = [];
    // What the message says of a file counts, not what was said when it was uploaded.
    for (const { id, size: _size, ...said } of uploaded) opened.push({ ...(await files.open(id, messageId)), ...said });
    return { message, files: [...attachments.map(toFile), ...opened] };
  };
}

function toFile({ '@odata.type': _type, contentBytes, ...said }: GraphFileAttachment): GraphFile {
  const bytes = Buffer.from(contentBytes, 'base64');
  return { ...said, size: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
}

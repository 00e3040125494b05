/**
 * Adds a small file to a draft in one request.
 *
 * Where it is not certain that the file was added, the attachments of the draft are counted before it is posted again.
 * Source: Graph v1.0 message-post-attachments.
 */
import { GRAPH_REQUEST_MAX_BYTES } from '../limits.ts';
import { countAttachments } from './count-attachments.ts';
import type { Added, DraftAttempt, DraftParts } from './draft-parts.ts';
import { draftHeaders, draftPath } from './draft-requests.ts';
import type { GraphFile } from './graph-file.ts';
import type { GraphFileAttachment } from './graph-message.ts';
import { readFileRange } from './read-file-range.ts';
import { repeatRequest } from './repeat-request.ts';

/** Whether the request is one that Graph takes: below some 3 MiB, less the names. */
export function isPosted(file: GraphFile): boolean {
  const base64Characters = Math.ceil(file.size / 3) * 4;
  return base64Characters + Buffer.byteLength(buildAttachment(file, '')) <= GRAPH_REQUEST_MAX_BYTES;
}

/** `there`: attachments that the draft has already. @throws what the file throws */
export async function postAttachment(
  parts: DraftParts,
  attempt: DraftAttempt,
  file: GraphFile,
  there: number,
): Promise<Added> {
  const { accessToken, draftId, traceparent, patience } = attempt;
  const content = await readFileRange(file, 0, file.size);
  const { buffer, byteOffset, byteLength } = content;
  const body = buildAttachment(file, Buffer.from(buffer, byteOffset, byteLength).toString('base64'));
  const path = `${draftPath(draftId)}/attachments`;
  let isDoubted = false;
  return repeatRequest<Added>(parts, patience, {
    ask: (timeoutMilliseconds) =>
      parts.callGraph(accessToken, { path, body, headers: draftHeaders(traceparent), timeoutMilliseconds }),
    accept: ({ status }) => (status === 201 ? { kind: 'added', isDoubted } : undefined),
    async look() {
      isDoubted = true;
      const counted = await countAttachments(parts, attempt);
      if (counted.kind !== 'counted') return counted;
      return counted.count > there ? { kind: 'added', isDoubted } : undefined;
    },
  });
}

function buildAttachment({ name, contentType, isInline, contentId }: GraphFile, contentBytes: string): string {
  const attachment: GraphFileAttachment = {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name,
    ...(contentType !== undefined && { contentType }),
    ...(isInline !== undefined && { isInline }),
    ...(contentId !== undefined && { contentId }),
    contentBytes,
  };
  return JSON.stringify(attachment);
}

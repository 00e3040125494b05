/**
 * `PUT /attachments/{name}`: uploads a file for a message, whole or its first piece; `PUT /attachments/{id}`: a further piece;
 * `GET /attachments/{id}`: how far it is.
 *
 * Nothing of a file is logged but its id. What the headers say is checked before the body is read.
 */
import type { HttpRequest } from '@azure/functions';
import { isAttachmentId } from '../shared/attachment-addresses.ts';
import { FILE_BODY_SHARE } from '../shared/attachment-limits.ts';
import { CONTENT_RANGE } from '../shared/attachments/content-range.ts';
import type { AttachmentAnswer } from '../shared/attachments/attachment-answer.ts';
import type { FileState } from '../shared/attachments/file-state.ts';
import { endOf } from '../shared/attachments/read-own-file.ts';
import type { Caller } from '../shared/callers/caller.ts';
import type { Config } from '../shared/config.ts';
import { ConnectorError } from '../shared/errors.ts';
import type { HoldBody } from './bodies.ts';
import type { Connector } from './compose.ts';
import { readDescription, readUpload } from './upload-headers.ts';

type Parts = Pick<Connector, 'config' | 'attachments' | 'requestLimits'>;

export function attachmentMethods({ config, attachments, requestLimits }: Parts, holdBody: HoldBody) {
  const limits = { messageBytes: config.messageSizeMaxMb * 1024 * 1024, requestBytes: requestLimits.fileBytes };
  return {
    async GET(request: HttpRequest, caller: Caller) {
      return answer(await attachments.read(caller, nameOf(request)), config, 200);
    },
    async PUT(request: HttpRequest, caller: Caller) {
      const name = nameOf(request);
      const isFurther = isAttachmentId(name);
      const upload = readUpload(request.headers, limits);
      if (isFurther && !upload.isPiece) throw refuse(CONTENT_RANGE, NO_RANGE);
      const description = isFurther ? undefined : readDescription(name, request.headers);
      const store = async (bytes: Uint8Array) => {
        const { start, end, total } = upload;
        if (bytes.length !== end - start)
          throw refuse('', `has ${bytes.length} bytes, and its headers say ${end - start}`);
        const piece = { start, end, total, bytes };
        const state = await (description
          ? attachments.start(caller, description, piece)
          : attachments.resume(caller, name, piece));
        return answer(state, config, state.missing.length > 0 ? 202 : 201);
      };
      return holdBody(request, limits.requestBytes, store, FILE_BODY_SHARE);
    },
  };
}

const NO_RANGE = 'is missing: the address names a file of which pieces are sent; a new file is sent to its name';

function answer({ attachment, name, contentType, missing }: FileState, { publicUrl }: Config, status: number) {
  const { id, size, usedBy } = attachment;
  const nextExpectedRanges = missing.map(({ start, end }) => `${start}-${end - 1}`);
  const jsonBody: AttachmentAnswer = {
    id,
    name,
    contentType,
    size,
    status: missing.length > 0 ? 'incomplete' : 'complete',
    ...(missing.length > 0 && { nextExpectedRanges }),
    // One that a message has taken is kept for as long as that needs it.
    ...(usedBy === undefined ? { expiresAt: endOf(attachment).toISOString() } : { message: usedBy }),
  };
  return {
    response: {
      status,
      ...(status !== 200 && { headers: { Location: `${publicUrl}/attachments/${id}` } }),
      jsonBody,
    },
    ids: { attachment: id, complete: missing.length === 0 },
  };
}

function nameOf({ params }: HttpRequest): string {
  return params['name'] ?? '';
}

function refuse(pointer: string, detail: string): ConnectorError {
  return new ConnectorError('invalid_request', { faults: [{ pointer, detail }] });
}

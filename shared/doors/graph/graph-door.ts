/**
 * Graph's door: reads a request that a client of Microsoft Graph makes for `sendMail` into the submission that it is.
 *
 * The message is parsed as any other one is; here is only what differs: who sends is named by the address, the body is Graph's action in
 * JSON or base64 of MIME, nothing is ever kept for later, and keys come from what such clients send. Loaded with the first such
 * request, so it has none of the classes that others must recognise.
 */
import type { MimeRequestHeaders } from '../../mime/guestmail-fields.ts';
import type { MessageLimits } from '../../submission/check-size.ts';
import type { RequestHeaders } from '../../submission/idempotency-key.ts';
import type { ParsedSubmission } from '../../submission/parse-submission.ts';
import type { GraphDoorParts } from './graph-door-parts.ts';
import { NOBODY_NAMED, USER_IN_ADDRESS } from './named-sender.ts';
import { readAction } from './read-action.ts';
import { readMimeText } from './read-mime-text.ts';
import { deriveRequestKey } from './request-key.ts';

export interface GraphRequest {
  body: Uint8Array;
  headers: MimeRequestHeaders;
  /** Whom the address names; absent for `/me`. */
  user: string | undefined;
  now: Date;
  limits: MessageLimits;
}

export interface GraphSubmission extends ParsedSubmission {
  isMime: boolean;
  /** Without a key, the client says that it repeats a request. */
  isRepetition: boolean;
}

export interface GraphDoor {
  /** Before the body is read. @throws ConnectorError `unsupported_media_type` */
  checkType(headers: RequestHeaders): void;
  /** @throws ConnectorError `invalid_request`, `request_too_large` */
  parse(request: GraphRequest): Promise<GraphSubmission>;
}

export function createGraphDoor(parts: GraphDoorParts): GraphDoor {
  async function parseMime(request: GraphRequest, headers: MimeRequestHeaders): Promise<ParsedSubmission> {
    const mime = readMimeText(request.body, parts.findBase64Problem);
    if (!mime) throw parts.refuse([parts.notBase64]);
    const { user, now, limits } = request;
    const sender = user === undefined ? undefined : { value: user, pointer: USER_IN_ADDRESS };
    return parts.parseMimeSubmission(mime, headers, now, limits, {
      sender,
      missingSender: `is missing; ${NOBODY_NAMED}`,
      hasOwnKeys: true,
    });
  }

  function parseAction({ body, user, now, limits }: GraphRequest, headers: RequestHeaders): ParsedSubmission {
    const { value, faults: nameFaults } = parts.parseJson(body);
    const { action, sender, senderPointer, faults } = readAction(value, user, parts);
    if (sender === undefined) throw parts.refuse([...nameFaults, ...faults]);
    const posted = { value: { ...action, sender }, faults: [...nameFaults, ...faults], bytes: body.byteLength };
    const { submission, options } = parts.parsePosted(posted, headers, now, limits);
    return { submission: { ...submission, senderPointer }, options };
  }

  return {
    checkType(headers) {
      if (isPlainText(headers)) parts.refuseContentEncoding(headers);
      else parts.checkMediaType(headers);
    },
    async parse(request) {
      const { headers, user } = request;
      const problem = user === undefined ? undefined : parts.findSenderProblem(user);
      if (problem) throw parts.refuse([{ pointer: USER_IN_ADDRESS, detail: problem }]);
      const isMime = isPlainText(headers);
      const read = strictly(headers);
      const { submission, options } = isMime ? await parseMime(request, read) : parseAction(request, read);
      const content = parts.writeCanonicalContent(submission.posted);
      const idempotencyKey = options.idempotencyKey ?? deriveRequestKey(headers, content);
      return {
        submission,
        options: { ...options, ...(idempotencyKey !== undefined && { idempotencyKey }) },
        isMime,
        isRepetition: idempotencyKey === undefined && headers.get('retry-attempt') !== null,
      };
    },
  };
}

function isPlainText(headers: RequestHeaders): boolean {
  return /^text\/plain[ \t]*(?:;|$)/i.test(headers.get('content-type') ?? '');
}

/** Clients of Graph say with `Prefer` what they want of Graph's own answers. Here everything is sent now or refused. */
function strictly(headers: MimeRequestHeaders): MimeRequestHeaders {
  return {
    get: (name) => (name.toLowerCase() === 'prefer' ? 'handling=strict' : headers.get(name)),
    [Symbol.iterator]: () => headers[Symbol.iterator](),
  };
}

/**
 * How large the bodies of requests may be: what the Functions host lets through, and where it has no limit, what the largest message takes.
 *
 * The deployment lets the host read HOST_BODY_MARGIN_BYTES more than the app takes. A body is in memory whole, and a submission some
 * twelve times: whoever raises the host's limit needs an instance that has as much.
 */
import { HOST_BODY_MARGIN_BYTES, SUBMISSION_OTHER_MAX_BYTES } from './attachment-limits.ts';
import type { Config } from './config.ts';

export interface RequestLimits {
  /** Of `POST /send`. */
  submissionBytes: number;
  /** Of one request that brings a file or a piece of one. */
  fileBytes: number;
}

/** FUNCTIONS_REQUEST_BODY_SIZE_LIMIT is a setting of the host; what is no whole number there says nothing to it either. */
export function readRequestLimits(
  environment: Readonly<Record<string, string | undefined>>,
  { messageSizeMaxMb }: Pick<Config, 'messageSizeMaxMb'>,
): RequestLimits {
  const text = environment['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT']?.trim() ?? '';
  if (/^\d{1,12}$/.test(text)) {
    const bytes = Math.max(0, Number(text) - HOST_BODY_MARGIN_BYTES);
    return { submissionBytes: bytes, fileBytes: bytes };
  }
  const messageBytes = messageSizeMaxMb * 1024 * 1024;
  return { submissionBytes: Math.ceil((messageBytes * 4) / 3) + SUBMISSION_OTHER_MAX_BYTES, fileBytes: messageBytes };
}

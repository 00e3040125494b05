/**
 * The one error class of the connector and its closed set of codes.
 *
 * A `ConnectorError` is a known outcome: its code decides the HTTP status, who must act and whether a retry can help
 * (outcomes.ts). Anything else that is thrown is a bug. Rich reasons travel in `cause`, for the log line only; the
 * wire and the pages get the fixed sentences there, or one of ours that says more exactly which case it was.
 */
import type { ErrorCode, Who } from './outcomes.ts';

/** One fault of a request, located by JSON pointer (RFC 6901) or by `header:` / `query:` / `path:` and the name. */
export interface Fault {
  pointer: string;
  /** The end of a sentence that begins with the place, such as `is missing`. */
  detail: string;
}

export interface ConnectorErrorOptions {
  cause?: unknown;
  retryAfterSeconds?: number;
  /** Every fault of the request at once; only for codes that describe a request. */
  faults?: Fault[];
  /** A sentence of ours that is more exact than the one of the code; it holds no value of a request or of another service. */
  detail?: string;
  /** Who must act, where it is somebody else than for the code in general. */
  who?: Who;
  /** For `unauthorized`: the value of WWW-Authenticate (RFC 6750 section 3). */
  challenge?: string;
  /** The code that Graph or Entra gave, e.g. `ErrorInvalidRecipients` or `AADSTS53003`. */
  upstreamCode?: string;
  /** Graph's `request-id` or Entra's correlation id. */
  upstreamRequestId?: string;
}

/** A known outcome that is not success. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;
  readonly faults: Fault[];
  readonly detail: string | undefined;
  readonly who: Who | undefined;
  readonly challenge: string | undefined;
  readonly upstreamCode: string | undefined;
  readonly upstreamRequestId: string | undefined;

  constructor(code: ErrorCode, options: ConnectorErrorOptions = {}) {
    super(code, { cause: options.cause });
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.faults = options.faults ?? [];
    this.detail = options.detail;
    this.who = options.who;
    this.challenge = options.challenge;
    this.upstreamCode = options.upstreamCode;
    this.upstreamRequestId = options.upstreamRequestId;
  }
}

/** Whether `error` is a ConnectorError with one of these codes. */
export function hasCode(error: unknown, ...codes: ErrorCode[]): error is ConnectorError {
  return error instanceof ConnectorError && codes.includes(error.code);
}

/**
 * What a request over HTTP is given, what it gives back, and what is certain when there is no answer. Types and one error.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** What ends a request: a time limit of its own, or the signal of the operation that it is part of. */
export type RequestBound =
  { timeoutMilliseconds: number; signal?: undefined } | { timeoutMilliseconds?: undefined; signal: AbortSignal };

export type HttpRequestOptions = RequestBound & {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array | undefined;
  /** What goes beyond is cut off; the answer then says that it is not complete. */
  responseMaxBytes: number;
};

export interface HttpAnswer {
  status: number;
  /** Names in lower case. */
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** False when the body was cut: too long, too late, or the connection ended. Status and headers are whole. */
  isComplete: boolean;
}

/** @throws HttpFault when there is no answer. */
export type HttpRequest = (options: HttpRequestOptions) => Promise<HttpAnswer>;

/** A request without an answer. */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';
  /** False only when it is certain that no byte of the request has left. */
  readonly wasSent: boolean;
  /** `timeout`, `aborted`, `insecure_address`, or Node's code such as `ECONNREFUSED`. */
  readonly reason: string;

  constructor(reason: string, { wasSent }: { wasSent: boolean }) {
    super(`${reason} ${wasSent ? 'after' : 'before'} the request may have been sent`);
    this.reason = reason;
    this.wasSent = wasSent;
  }
}

/**
 * Calls the operator's routes of a connector, and turns a refusal into plain sentences.
 */
import type { Target } from '../preflight/find-target.ts';

const TIMEOUT_MILLISECONDS = 100_000;

export interface ApiAnswer {
  status: number;
  etag: string | undefined;
  /** Undefined for an empty body. */
  json: unknown;
}

/** What the connector refused; the message is for a terminal, one sentence a line. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ApiClient {
  /** @throws Refusal for any status of 400 and above */
  call(method: string, path: string, options?: { body?: string; headers?: Record<string, string> }): Promise<ApiAnswer>;
  /** The tenant whose account the token is of. */
  tenantId: string;
}

/** Rejects with a plain sentence when there is no token. */
export async function createApiClient({ publicUrl, readToken }: Target): Promise<ApiClient> {
  const token = await readToken();
  return {
    tenantId: readTenantId(token),
    async call(method, path, { body, headers = {} } = {}) {
      const response = await fetch(`${publicUrl}/${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body }),
        // A redirect would carry the token to another server.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      }).catch(() => undefined);
      if (!response) throw new Refusal(0, 'Nothing answers at PUBLIC_URL: the app is not running.');
      const json = parse(await response.text());
      if (response.status >= 300) throw new Refusal(response.status, describeRefusal(response.status, json));
      return { status: response.status, etag: response.headers.get('etag') ?? undefined, json };
    },
  };
}

/** Not verified: it only names the tenant whose rows are meant where nobody says. */
function readTenantId(token: string): string {
  const claims = parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { tid?: unknown } | undefined;
  return typeof claims?.tid === 'string' ? claims.tid : '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describeRefusal(status: number, json: unknown): string {
  const { detail, errors = [] } = (json ?? {}) as { detail?: string; errors?: { pointer: string; detail: string }[] };
  const faults = Array.isArray(errors)
    ? errors.map((fault) => `  ${fault.pointer || '(all of it)'} ${fault.detail}`)
    : [];
  const lines = [typeof detail === 'string' ? detail : `The app answered with status ${status}.`, ...faults];
  // An answer cannot overwrite the terminal.
  return lines.map((line) => line.replace(/\p{Cc}/gu, '')).join('\n');
}

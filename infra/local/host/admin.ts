/**
 * `POST /admin/functions/{name}`: runs a timer or queue function now.
 *
 * It answers 202 before the function runs, as Azure's host does; 404 for an unknown name, 400 for a body that is not a JSON
 * object. A web page must not run functions, and a browser always names its origin on a POST: such a request
 * is refused. Other addresses under /admin are not found.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './http-body.ts';
import { refuse } from './http-trigger.ts';

const BODY_MAX_BYTES = 1024 * 1024;

/** Starts a function on `input`; it reports its own failure. */
export type RunNow = (input: string) => Promise<void>;

/** `runners` by function name in lower case; `started` is called with every run. */
export function createAdmin(runners: Map<string, RunNow>, started: (run: Promise<void>) => void) {
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const name = /^admin\/functions\/([^/]+)\/?$/i.exec(path)?.[1];
    if (name === undefined || request.method !== 'POST') return refuse(response, 404);
    if (request.rawHeaders.some((header, index) => index % 2 === 0 && header.toLowerCase() === 'origin')) {
      return refuse(response, 403);
    }
    const body = await readBody(request, BODY_MAX_BYTES);
    if (body === 'aborted') return;
    if (body === 'too large') return refuse(response, 413);
    const input = parseInput(body.toString('utf8'));
    if (input === undefined) return refuse(response, 400);
    const run = runners.get(name.toLowerCase());
    if (!run) return refuse(response, 404);
    refuse(response, 202);
    started(run(input));
  };
}

function parseInput(body: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const input = Object.entries(value).find(([name]) => name.toLowerCase() === 'input')?.[1];
  return typeof input === 'string' ? input : '';
}

/**
 * Microsoft Graph of the local stack: the signed-in user and sending mail, at `{url}/v1.0`.
 *
 * Each request is judged in Graph's order: token, size, path, method, permission, then what the call itself requires.
 * A token may address only its own account. People read the mailboxes at `{url}/mailbox`; tests read and set state
 * under `/__graph/…`. Outages, lost answers and late ones are scripted faults; a scripted error of Graph gets
 * its request ids, any other scripted answer is that of somebody on the way.
 */
import { startEmulator, type EmulatedAnswer, type EmulatedRequest, type Emulator } from '../kit/emulator.ts';
import { createAuthentication, type Account } from './authenticate.ts';
import { buildUser } from './build-user.ts';
import { createConcurrency, type ConcurrencySettings } from './concurrency.ts';
import { answerControl, CONTROL_PREFIX } from './answer-control.ts';
import {
  buildGraphErrorAnswer,
  createRequestIds,
  GraphError,
  isGraphError,
  withRequestIds,
  type RequestIds,
} from './graph-error.ts';
import { answerMailboxPage, PAGE_PREFIX } from './mailbox-pages.ts';
import { createMailboxes, type AcceptedMessage } from './mailboxes.ts';
import { sendMail } from './send-mail.ts';
import type { GraphOptions, GraphState } from './state.ts';
import { createThrottles } from './throttles.ts';

const REQUEST_MAX_BYTES = 4 * 1024 * 1024;

export interface Graph extends Emulator {
  /** What `GRAPH_URL` is set to: `{url}/v1.0`. */
  baseUrl: string;
  /** May be changed while it runs; default 4 at a time and no latency. */
  settings: ConcurrencySettings;
  /** Accepted messages, oldest first. */
  messages(): AcceptedMessage[];
  /** Refuses what a mailbox sends with 429 for so many seconds from now; 0 ends it. */
  throttle(mailbox: string, seconds: number): void;
  /** Forgets messages, concurrency peaks and throttled mailboxes. */
  clear(): void;
  /** Refuses the token that this object id shows next with a claims challenge; another token passes. */
  challenge(objectId: string, claims?: string): void;
  /** What `{url}/mailbox…` answers, for a server of another address. */
  answerMailboxPage(request: EmulatedRequest): EmulatedAnswer;
  /** The most requests in progress at once, per mailbox address. */
  concurrencyPeaks(): Record<string, number>;
}

/** Starts Graph with empty mailboxes. */
export async function startGraph(options: GraphOptions): Promise<Graph> {
  const settings = {
    concurrencyMax: options.concurrencyMax ?? 4,
    latencyMilliseconds: options.latencyMilliseconds ?? 0,
  };
  const mailboxes = createMailboxes();
  const concurrency = createConcurrency(settings);
  const throttles = createThrottles(options.now);
  const authentication = createAuthentication(options);
  const state: GraphState = { ...options, settings, mailboxes, concurrency, throttles, authentication };
  const answerPage = (request: EmulatedRequest) => answerMailboxPage(options.directory, mailboxes, request);
  const emulator = await startEmulator({
    name: 'graph',
    certificate: options.certificate,
    port: options.port,
    controlPrefix: [CONTROL_PREFIX, PAGE_PREFIX],
    answer(request) {
      if (request.path.startsWith(CONTROL_PREFIX)) return answerControl(state, request);
      if (request.path.startsWith(PAGE_PREFIX)) return answerPage(request);
      return answer(state, request);
    },
    completeScripted: (scripted) =>
      isGraphError(scripted) ? withRequestIds(scripted, createRequestIds({ headers: {} })) : scripted,
  });
  return {
    ...emulator,
    baseUrl: `${emulator.url}/v1.0`,
    settings,
    messages: mailboxes.list,
    throttle: throttles.set,
    clear() {
      mailboxes.clear();
      concurrency.clear();
      throttles.clear();
    },
    challenge: authentication.challenge,
    answerMailboxPage: answerPage,
    concurrencyPeaks: concurrency.peaks,
  };
}

async function answer(state: GraphState, request: EmulatedRequest): Promise<EmulatedAnswer> {
  const ids = createRequestIds(request);
  try {
    const account = await state.authentication.authenticate(request.headers.authorization);
    if (request.body.length > REQUEST_MAX_BYTES) {
      throw new GraphError(413, 'BadRequest', 'The maximum request length supported is 4MB.');
    }
    return withRequestIds(await route(state, account, request, ids), ids);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return withRequestIds(buildGraphErrorAnswer(error, ids, state.now()), ids);
  }
}

async function route(
  state: GraphState,
  account: Account,
  request: EmulatedRequest,
  { requestId }: RequestIds,
): Promise<EmulatedAnswer> {
  const [version, ...segments] = readSegments(request.url.pathname);
  if (version !== 'v1.0') throw new GraphError(400, 'BadRequest', `Invalid version: ${version ?? ''}`);
  const [first, ...rest] = segments;
  const [owner, path] = first?.toLowerCase() === 'users' ? [rest[0], rest.slice(1)] : [undefined, rest];
  const isUser = first?.toLowerCase() === 'me' || owner !== undefined;
  const action = path.join('/').toLowerCase();
  if (isUser && action === '') {
    refuseMethod(request, 'GET');
    if (!isOwn(account, owner)) {
      throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    }
    return { status: 200, body: buildUser(account, request.url) };
  }
  if (isUser && ['sendmail', 'microsoft.graph.sendmail'].includes(action)) {
    refuseMethod(request, 'POST');
    if (!isOwn(account, owner)) {
      throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
    }
    return sendMail(state, { account, request, requestId, now: state.now() });
  }
  const unknown = isUser ? path[0] : first;
  throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${unknown ?? ''}'.`);
}

function readSegments(pathname: string): string[] {
  try {
    return pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    throw new GraphError(400, 'BadRequest', 'The request URI is not valid.');
  }
}

function isOwn({ objectId, addresses }: Account, owner: string | undefined): boolean {
  return owner === undefined || [objectId.toLowerCase(), ...addresses].includes(owner.toLowerCase());
}

function refuseMethod({ method }: EmulatedRequest, allowed: string): void {
  if (method === allowed) return;
  const text = 'Specified HTTP method is not allowed for the request target.';
  throw new GraphError(405, 'Request_BadRequest', text, { Allow: allowed });
}

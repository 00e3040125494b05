/**
 * Microsoft Graph of the local stack: the signed-in user, sending mail, and drafts with their attachments, at `{url}/v1.0`.
 *
 * Each request is judged in Graph's order: token, size, path, method, permission, then what the call itself requires. Files
 * are uploaded at `{url}/api/v2.0/…`, which is another service. People read the mailboxes at `{url}/mailbox`; tests read and
 * set state under `/__graph/…`. Outages, lost answers and late ones are scripted faults; a scripted error of Graph gets
 * its request ids, any other scripted answer is that of somebody on the way.
 */
import { startEmulator, type EmulatedAnswer, type EmulatedRequest, type Emulator } from '../kit/emulator.ts';
import { answerControl, CONTROL_PREFIX } from './answer-control.ts';
import { answerUpload, UPLOAD_PREFIX } from './answer-upload.ts';
import { createState } from './create-state.ts';
import type { Draft } from './drafts.ts';
import type { ExchangeRights } from './exchange-rights.ts';
import { buildGraphErrorAnswer, createRequestIds, GraphError, isGraphError, withRequestIds } from './graph-error.ts';
import { answerMailboxPage, PAGE_PREFIX } from './mailbox-pages.ts';
import type { AcceptedMessage } from './mailboxes.ts';
import { route } from './route.ts';
import type { SentInvitation } from './host-users.ts';
import type { GraphSettings } from './settings.ts';
import type { GraphOptions, GraphState } from './state.ts';

const REQUEST_MAX_BYTES = 4 * 1024 * 1024;

export interface Graph extends Emulator {
  /** What `GRAPH_URL` is set to: `{url}/v1.0`. */
  baseUrl: string;
  /** May be changed while it runs. */
  settings: GraphSettings;
  /** Accepted messages, oldest first. */
  messages(): AcceptedMessage[];
  /** What is in Drafts and was not sent, of all mailboxes, oldest first. */
  drafts(): Draft[];
  /** Emails with invitations of guests, oldest first. */
  invitations(): SentInvitation[];
  /** Refuses what a mailbox sends with 429 for so many seconds from now; 0 ends it. */
  throttle(mailbox: string, seconds: number): void;
  /** How large a message this mailbox may have, whatever the setting says. */
  limitMessageSize(mailbox: string, bytes: number): void;
  /** The next upload session that is created expires once it has taken so many ranges. */
  expireUploadSession(afterRanges: number): void;
  /** Forgets messages, drafts, invited guests, upload sessions, limits, concurrency peaks and throttled mailboxes. */
  clear(): void;
  /** Refuses the token that this object id shows next with a claims challenge; another token passes. */
  challenge(objectId: string, claims?: string): void;
  /** Forgets every token of `users/delta`, as Graph does with old ones. */
  forgetChanges(): void;
  /** Shared mailboxes, Send As, and which mailboxes an application may use; changes count at once. */
  rights: ExchangeRights;
  /** What `{url}/mailbox…` answers, for a server of another address. */
  answerMailboxPage(request: EmulatedRequest): EmulatedAnswer;
  /** The most requests in progress at once, per mailbox address. */
  concurrencyPeaks(): Record<string, number>;
}

/** Starts Graph with empty mailboxes. */
export async function startGraph(options: GraphOptions): Promise<Graph> {
  const state = createState(options);
  const answerPage = (request: EmulatedRequest) => answerMailboxPage(state, request);
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
    settings: state.settings,
    messages: state.mailboxes.list,
    drafts: state.drafts.describe,
    invitations: state.hostUsers.emails,
    throttle: state.throttles.set,
    limitMessageSize: state.sizeLimits.set,
    expireUploadSession: state.uploads.expireNextAfter,
    clear: state.clear,
    challenge: state.authentication.challenge,
    forgetChanges: state.userQueries.forget,
    rights: state.rights,
    answerMailboxPage: answerPage,
    concurrencyPeaks: state.concurrency.peaks,
  };
}

async function answer(state: GraphState, request: EmulatedRequest): Promise<EmulatedAnswer> {
  const ids = createRequestIds(request);
  try {
    if (request.path.startsWith(UPLOAD_PREFIX)) {
      return withRequestIds(await answerUpload(state, request, ids.requestId), ids);
    }
    const caller = await state.authentication.authenticate(request.headers.authorization);
    if (request.body.length > REQUEST_MAX_BYTES) {
      throw new GraphError(413, 'BadRequest', 'The maximum request length supported is 4MB.');
    }
    return withRequestIds(await route(state, caller, request, ids.requestId), ids);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return withRequestIds(buildGraphErrorAnswer(error, ids, state.now()), ids);
  }
}

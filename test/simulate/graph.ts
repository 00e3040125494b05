/**
 * Microsoft Graph in a simulation: takes a message or not, and says so, or something else, or nothing, at once or late.
 */
import type { SendOutcome } from '../../shared/graph/send-mail.ts';
import { MAILBOX_CONCURRENCY_MAX } from '../../shared/limits.ts';
import { createDraftsModel, takeDraft, type DraftsModel } from './drafts.ts';
import { CLOCK_SKEW_MAX_MILLISECONDS, type GraphFault } from './faults.ts';
import type { IssuedToken } from './people.ts';
import { isWaiting, type Draft } from './record.ts';
import type { World } from './world.ts';

/** What an attempt that began in time may take until Graph is asked, a refused token included. */
const ATTEMPT_MILLISECONDS = 2 * 60_000;
/** Of one that makes a draft first, and may have deleted another before. */
const DRAFT_ATTEMPT_MILLISECONDS = 15 * 60_000;
const AFTER_THE_LEASE_MILLISECONDS = 11 * 60_000;

export interface GraphRequest {
  accessToken: string;
  /** The message whose attempt asks. */
  id: string;
  marker: string;
  draft?: Draft;
}

export interface GraphModel {
  /** What Graph will answer, and when. The message is taken now, or by itself later. */
  send(request: GraphRequest): GraphAnswer;
  sendDraft(accessToken: string, draftId: string): GraphAnswer;
  drafts: DraftsModel;
}

export interface GraphAnswer {
  outcome: SendOutcome;
  afterMilliseconds: number;
  /** The request is not under way any more. */
  end(): void;
}

export function createGraphModel(world: World): GraphModel {
  const { random, scheduler, history, people, record, faults } = world;
  /** Of messages that waited, by mailbox. */
  const inFlight = new Map<string, number>();

  const drafts = createDraftsModel(world);

  function take({ accessToken, id, marker, draft }: GraphRequest): void {
    if (draft?.deletedAt !== undefined) return history.note('Graph', () => `does not find ${draft.id} any more`);
    const token = people.tokens.get(accessToken);
    if (!token) throw new Error('Graph knows every token.');
    history.note('Graph', () => `takes ${id} (${marker}) from ${token.account.homeObjectId.slice(-2)}`);
    record.taken.push({ id, marker, account: token.account, at: scheduler.time() });
    judgeConnection({ id, marker }, token);
    const row = record.rows.get(id);
    if (row && isWaiting(row) && !world.without.isTampered)
      record.problems.push(`Graph takes ${history.name(id)}, which waits`);
    if (!draft) return;
    if (draft.files.length !== draft.filesWanted || draft.files.some((said) => said !== marker.replace('x', '')))
      record.problems.push(`${history.name(id)} leaves without its files`);
    takeDraft(world, draft);
  }

  /** What was submitted after a change of the connection was through must not leave by the one of before. */
  function judgeConnection(
    { id, marker }: Pick<GraphRequest, 'id' | 'marker'>,
    { person, account }: IssuedToken,
  ): void {
    const { status, settledAt, account: connected } = person;
    const askedAt = record.plans.find((plan) => plan.marker === marker.replace('x', ''))?.askedAt;
    if (settledAt === undefined || askedAt === undefined || askedAt <= settledAt) return;
    if (status !== 'connected' || connected?.homeObjectId !== account.homeObjectId)
      record.problems.push(`${history.name(id)} leaves by a connection that had ended before it was submitted`);
  }

  function judgeTime({ id, draft }: GraphRequest): void {
    const known = record.known.get(id);
    if (!known) return;
    const { notBefore, expiresAt } = known;
    const time = scheduler.time();
    const isEarly = notBefore && notBefore.getTime() > time + CLOCK_SKEW_MAX_MILLISECONDS;
    const isLate =
      expiresAt.getTime() + CLOCK_SKEW_MAX_MILLISECONDS + (draft ? DRAFT_ATTEMPT_MILLISECONDS : ATTEMPT_MILLISECONDS) <
      time;
    if (isEarly) record.problems.push(`${history.name(id)} leaves before its time`);
    if (isLate && !record.isFrozen) record.problems.push(`${history.name(id)} leaves too late`);
  }

  /** Returns what counts it no more. */
  function count({ id, accessToken }: GraphRequest): () => void {
    const mailbox = people.tokens.get(accessToken)?.person.key ?? '';
    if (!record.known.get(id)?.isWaiting || record.endedWorkers.size > 0 || record.isFrozen || record.areClocksApart)
      return () => {};
    const now = (inFlight.get(mailbox) ?? 0) + 1;
    inFlight.set(mailbox, now);
    if (now > MAILBOX_CONCURRENCY_MAX) record.problems.push(`${now} messages of ${mailbox} leave at once`);
    return () => void inFlight.set(mailbox, (inFlight.get(mailbox) ?? 1) - 1);
  }

  const isRevoked = ({ accessToken }: GraphRequest) => people.tokens.get(accessToken)?.isRevoked === true;

  function send(request: GraphRequest): GraphAnswer {
    const fault: GraphFault = isRevoked(request) ? 'token refused' : faults.ofGraph();
    history.note('Graph', () => `is asked for ${request.id}: ${fault}`);
    judgeTime(request);
    if (fault === 'none' || (fault.startsWith('taken') && fault !== 'taken late, lost')) take(request);
    if (fault === 'taken late, lost') scheduler.schedule(() => take(request), random.between(1_000, 5 * 60_000));
    if (fault === 'token refused again') for (const token of people.tokens.values()) token.isRevoked = true;
    const afterMilliseconds =
      fault === 'taken, after the lease'
        ? AFTER_THE_LEASE_MILLISECONDS
        : world.isFlood || fault.endsWith('slow') || fault.endsWith('lost')
          ? random.between(1_000, 30_000)
          : 0;
    return { outcome: outcomeOf(fault, random.between(1, 3_600)), afterMilliseconds, end: count(request) };
  }

  return {
    send,
    sendDraft(accessToken, draftId) {
      const draft = drafts.read(accessToken, draftId);
      if (!draft) return { outcome: { kind: 'refused', code: 'draft_changed' }, afterMilliseconds: 0, end: () => {} };
      return send({ accessToken, id: draft.messageId, marker: draft.marker, draft });
    },
    drafts,
  };
}

function outcomeOf(fault: GraphFault, retryAfterSeconds: number): SendOutcome {
  switch (fault) {
    case 'none':
    case 'taken, slow':
    case 'taken, after the lease':
      return { kind: 'sent' };
    case 'taken, lost':
    case 'taken late, lost':
    case 'not taken, lost':
      return { kind: 'unknown', reason: 'status 504' };
    case 'busy, with a time':
      return { kind: 'unknown', reason: 'status 503', retryAfterSeconds };
    case 'throttled':
      return { kind: 'refused', code: 'mailbox_throttled' };
    case 'throttled, with a time':
      return { kind: 'refused', code: 'mailbox_throttled', retryAfterSeconds };
    case 'refused':
      return { kind: 'refused', code: 'message_refused' };
    case 'unreachable':
      return { kind: 'refused', code: 'graph_unreachable' };
    case 'token refused':
    case 'token refused again':
      return { kind: 'unauthorized' };
  }
}

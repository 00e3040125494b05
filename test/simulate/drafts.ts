/**
 * The drafts in the mailboxes of a simulation, as Graph has them: created, filled, looked at, found and deleted, some of it late.
 *
 * What Exchange has taken looks for some minutes as if it was not, and a new draft is found late. What must never be done to a draft is
 * a problem at once. Sending one is in graph.ts.
 */
import type { CreateDraftOutcome } from '../../shared/graph/create-draft.ts';
import type { DeleteOutcome } from '../../shared/graph/delete-draft.ts';
import type { DraftFailure } from '../../shared/graph/draft-parts.ts';
import type { FindOutcome } from '../../shared/graph/find-drafts.ts';
import type { LookOutcome } from '../../shared/graph/look-at-draft.ts';
import type { DraftFault } from './faults.ts';
import type { IssuedToken } from './people.ts';
import type { Draft } from './record.ts';
import type { World } from './world.ts';

/** By how much Exchange's index is behind, and what is carried out late is late; together less than DRAFT_SETTLE_SECONDS. */
const INDEX_LAG_MILLISECONDS = 4 * 60_000;
const LATE_MILLISECONDS = 5 * 60_000;
const SLOW_MILLISECONDS = 100_000;

export interface DraftAnswer<Outcome> {
  outcome: Outcome;
  afterMilliseconds: number;
}

type Answer<Outcome> = DraftAnswer<Outcome | DraftFailure>;

export interface DraftsModel {
  create(
    accessToken: string,
    draft: Pick<Draft, 'messageId' | 'marker' | 'filesWanted'>,
  ): DraftAnswer<CreateDraftOutcome>;
  addFile(accessToken: string, draftId: string, file: string): Answer<{ kind: 'added' }>;
  look(accessToken: string, draftId: string): Answer<LookOutcome>;
  find(accessToken: string, messageId: string): Answer<FindOutcome>;
  delete(accessToken: string, draftId: string): Answer<DeleteOutcome>;
  /** Whoever has this token sees it in the mailbox. */
  read(accessToken: string, draftId: string): Draft | undefined;
}

export function createDraftsModel(world: World): DraftsModel {
  const { random, scheduler, history, people, record, faults } = world;

  function readToken(accessToken: string): IssuedToken {
    const token = people.tokens.get(accessToken);
    if (!token) throw new Error('Graph knows every token.');
    return token;
  }

  function ask<Outcome>(accessToken: string, what: string, carryOut: () => Outcome): Answer<Outcome> {
    const { isRevoked, mayMakeDrafts } = readToken(accessToken);
    const fault: DraftFault = isRevoked ? 'token refused' : mayMakeDrafts ? faults.ofDraft() : 'refused';
    history.note('Graph', () => `is asked to ${what}: ${fault}`);
    if (fault === 'token refused again') for (const token of people.tokens.values()) token.isRevoked = true;
    if (fault === 'done late, lost')
      scheduler.schedule(
        () => {
          history.note('Graph', () => `comes to ${what}`);
          carryOut();
        },
        random.between(1_000, LATE_MILLISECONDS),
      );
    const isDone = fault === 'none' || fault === 'slow' || fault === 'done, lost';
    const done = isDone ? carryOut() : undefined;
    const isSlow = fault === 'slow' || fault.endsWith('lost');
    const outcome = done !== undefined && fault !== 'done, lost' ? done : failureOf(fault);
    return {
      outcome,
      afterMilliseconds: isSlow ? random.between(1_000, fault === 'slow' ? SLOW_MILLISECONDS : 30_000) : 0,
    };
  }

  const isIn = ({ account: { homeObjectId }, deletedAt }: Draft, { account }: IssuedToken) =>
    homeObjectId === account.homeObjectId && deletedAt === undefined;

  function read(accessToken: string, draftId: string): Draft | undefined {
    const token = readToken(accessToken);
    return record.drafts.find((draft) => draft.id === draftId && isIn(draft, token));
  }

  function lookAt(draft: Draft | undefined): 'draft' | 'sent' | 'gone' {
    if (!draft?.taken) return draft ? 'draft' : 'gone';
    const { shownFrom, looks } = draft.taken;
    return shownFrom > scheduler.time() ? looks : 'sent';
  }

  return {
    read,
    create(accessToken, { messageId, marker, filesWanted }) {
      const carryOut = (): CreateDraftOutcome => {
        const id = `draft ${record.drafts.length + 1}`;
        const { account } = readToken(accessToken);
        const foundFrom = scheduler.time() + lagOf(world);
        record.drafts.push({ id, messageId, marker, account, files: [], filesWanted, foundFrom });
        history.note('Graph', () => `has ${id} of ${messageId} in the mailbox ${account.homeObjectId.slice(-2)}`);
        return { kind: 'created', draftId: id };
      };
      const { outcome, afterMilliseconds } = ask(accessToken, `create a draft of ${messageId}`, carryOut);
      const isUnclear = outcome.kind === 'refused' && outcome.code === 'graph_unavailable';
      return { outcome: isUnclear ? { kind: 'unclear', reason: 'status 504' } : outcome, afterMilliseconds };
    },
    addFile: (accessToken, draftId, file) =>
      ask(accessToken, `add a file to ${draftId}`, (): { kind: 'added' } | DraftFailure => {
        const draft = read(accessToken, draftId);
        if (!draft) return { kind: 'refused', code: 'draft_changed' };
        if (draft.taken) record.problems.push(`a file is added to ${draftId}, which was sent`);
        draft.files.push(file);
        return { kind: 'added' };
      }),
    look: (accessToken, draftId) =>
      ask(accessToken, `look at ${draftId}`, () => ({ kind: lookAt(read(accessToken, draftId)) })),
    find: (accessToken, messageId) =>
      ask(accessToken, `find drafts of ${messageId}`, () => {
        const token = readToken(accessToken);
        const found = record.drafts.filter(
          (draft) =>
            draft.messageId === messageId &&
            isIn(draft, token) &&
            draft.foundFrom <= scheduler.time() &&
            lookAt(draft) === 'draft',
        );
        return { kind: 'found', draftIds: found.map(({ id }) => id) };
      }),
    delete: (accessToken, draftId) =>
      ask(accessToken, `delete ${draftId}`, () => {
        const draft = read(accessToken, draftId);
        if (draft?.taken) record.problems.push(`${draftId} is deleted, and Exchange has taken it`);
        if (draft) draft.deletedAt = scheduler.time();
        return { kind: 'deleted' };
      }),
  };
}

function failureOf(fault: DraftFault): DraftFailure {
  switch (fault) {
    case 'throttled':
      return { kind: 'refused', code: 'mailbox_throttled', retryAfterSeconds: 30 };
    case 'refused':
      return { kind: 'refused', code: 'message_refused' };
    case 'unreachable':
      return { kind: 'refused', code: 'graph_unreachable' };
    case 'token refused':
    case 'token refused again':
      return { kind: 'unauthorized' };
    case 'none':
    case 'slow':
    case 'done, lost':
    case 'done late, lost':
    case 'not done, lost':
      return { kind: 'refused', code: 'graph_unavailable', reason: 'status 504' };
  }
}

/** When Exchange shows that it has taken a draft. */
export function takeDraft(world: World, draft: Draft): void {
  const { random, scheduler } = world;
  draft.taken = { shownFrom: scheduler.time() + lagOf(world), looks: random.pick(['draft', 'draft', 'gone']) };
}

function lagOf({ random, faults }: World): number {
  return faults.areOver() || random.chance(0.4) ? 0 : random.between(0, INDEX_LAG_MILLISECONDS);
}

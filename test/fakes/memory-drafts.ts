/** The drafts of one mailbox, in memory; a step answers as it is told, once each. */
import type { GraphDrafts } from '../../shared/graph/graph-drafts.ts';

type Steps = { [Name in keyof GraphDrafts]: Awaited<ReturnType<GraphDrafts[Name]>> };

export interface MemoryDraft {
  id: string;
  messageId: string;
  isDraft: boolean;
  /** By name. */
  files: Record<string, string>;
}

export function createMemoryDrafts(note: (event: string) => void = () => {}) {
  const drafts = new Map<string, MemoryDraft>();
  /** What a step answers instead; where it is `after`, when it has been carried out. */
  const scripted: { step: keyof GraphDrafts; answer: Steps[keyof GraphDrafts]; after?: boolean }[] = [];
  let made = 0;

  function take<Step extends keyof GraphDrafts>(step: Step): { answer: Steps[Step]; after?: boolean } | undefined {
    const index = scripted.findIndex((one) => one.step === step);
    return index === -1 ? undefined : (scripted.splice(index, 1)[0] as { answer: Steps[Step] });
  }

  async function answer<Step extends keyof GraphDrafts>(
    step: Step,
    event: string,
    carryOut: () => Promise<Steps[Step]> | Steps[Step],
  ): Promise<Steps[Step]> {
    note(event);
    const told = take(step);
    if (told && !told.after) return told.answer;
    const carriedOut = await carryOut();
    return told ? told.answer : carriedOut;
  }

  const graphDrafts: GraphDrafts = {
    prepareDraft: (accessToken, { messageId, files }, { onCreated }) =>
      answer('prepareDraft', `prepare with ${accessToken}`, async () => {
        const draft: MemoryDraft = { id: `draft-${(made += 1)}`, messageId, isDraft: true, files: {} };
        drafts.set(draft.id, draft);
        await onCreated(draft.id);
        for (const { name, size, read } of files) draft.files[name] = Buffer.from(await read(0, size)).toString();
        return { kind: 'prepared', draftId: draft.id };
      }),
    sendDraft: (accessToken, { draftId }) =>
      answer('sendDraft', `send ${draftId} with ${accessToken}`, () => {
        const draft = drafts.get(draftId);
        if (!draft?.isDraft) return { kind: 'refused', code: 'conflict' };
        draft.isDraft = false;
        return { kind: 'sent', requestId: 'graph-1' };
      }),
    lookAtDraft: (_accessToken, draftId) =>
      answer('lookAtDraft', `look at ${draftId}`, () => {
        const draft = drafts.get(draftId);
        if (!draft) return { kind: 'gone' };
        return { kind: draft.isDraft ? 'draft' : 'sent' };
      }),
    findDrafts: (_accessToken, messageId) =>
      answer('findDrafts', `find ${messageId.slice(0, 4)}`, () => ({
        kind: 'found',
        draftIds: [...drafts.values()].filter((one) => one.isDraft && one.messageId === messageId).map(({ id }) => id),
      })),
    deleteDraft: (_accessToken, draftId) =>
      answer('deleteDraft', `delete ${draftId}`, () => {
        if (drafts.get(draftId)?.isDraft === false) return { kind: 'sent' };
        drafts.delete(draftId);
        return { kind: 'deleted' };
      }),
  };

  return {
    load: async () => graphDrafts,
    script<Step extends keyof GraphDrafts>(step: Step, told: Steps[Step], after = false) {
      scripted.push({ step, answer: told, after });
    },
    left: () => [...drafts.values()].filter(({ isDraft }) => isDraft).map(({ id }) => id),
    sent: () => [...drafts.values()].filter(({ isDraft }) => !isDraft),
    /** As somebody else leaves it. */
    put: (draft: MemoryDraft) => void drafts.set(draft.id, draft),
  };
}

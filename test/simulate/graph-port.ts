/**
 * Graph as one process of a simulation reaches it: a request that has left may arrive after the end of its process.
 *
 * Of drafts it does what the connector's own requests do, in as many of them; what each repeats within an attempt is left out.
 */
import type { Graph } from '../../shared/graph/graph-client.ts';
import type { GraphDrafts } from '../../shared/graph/graph-drafts.ts';
import type { DeleteOutcome } from '../../shared/graph/delete-draft.ts';
import type { LookOutcome } from '../../shared/graph/look-at-draft.ts';
import type { PrepareOutcome, PrepareRequest, PrepareSteps } from '../../shared/graph/prepare-draft.ts';
import type { Attempts } from './attempts.ts';
import type { GraphModel } from './graph.ts';
import type { Life } from './life.ts';
import type { SimulatedDrafts, World } from './world.ts';

interface Arrived<Outcome> {
  outcome: Outcome;
  afterMilliseconds: number;
  /** The request is not under way any more. */
  end?(): void;
}

export interface GraphPort {
  graph: Pick<Graph, 'sendMail'>;
  drafts: SimulatedDrafts;
}

export function createGraphPort(
  world: World,
  { name, isAlive, end }: Life,
  { attempts, model, now }: { attempts: Attempts; model: GraphModel; now: () => Date },
): GraphPort {
  const { random, scheduler, history, faults } = world;

  /** `arrive`: what Graph does when it has the request. */
  function ask<Outcome>(method: string, id: string, arrive: () => Arrived<Outcome>): Promise<Outcome> {
    return new Promise((resolve) => {
      scheduler.schedule(() => {
        if (!isAlive() && random.chance(0.5)) return;
        const answer = arrive();
        if (isAlive() && faults.ofStep(method) === 'ends') return end();
        scheduler.schedule(() => {
          answer.end?.();
          history.note(name, () => `Graph answers for ${id}: ${JSON.stringify(answer.outcome)}`);
          if (isAlive()) resolve(answer.outcome);
        }, answer.afterMilliseconds);
      });
    });
  }

  const { drafts } = model;

  async function prepareDraft(
    accessToken: string,
    { messageId, message, files }: PrepareRequest,
    { onCreated, until }: PrepareSteps,
  ): Promise<PrepareOutcome> {
    if (now() > until) return { kind: 'refused', code: 'graph_unavailable' };
    const made = { messageId, marker: message.subject ?? '', filesWanted: files.length };
    const created = await ask('createDraft', messageId, () => drafts.create(accessToken, made));
    if (created.kind !== 'created') return created;
    const { draftId } = created;
    await onCreated(draftId);
    for (const file of files) {
      const said = Buffer.from(await file.read(0, file.size)).toString();
      if (now() > until) return { kind: 'refused', code: 'graph_unavailable', draftId };
      const added = await ask('addFile', draftId, () => drafts.addFile(accessToken, draftId, said));
      if (added.kind !== 'added') return { ...added, draftId };
    }
    return { kind: 'prepared', draftId };
  }

  async function lookAtDraft(accessToken: string, draftId: string): Promise<LookOutcome> {
    const look = await ask('lookAtDraft', draftId, () => drafts.look(accessToken, draftId));
    return look.kind === 'refused' ? { ...look, kind: 'unclear' } : look;
  }

  const deleteBlindly: GraphDrafts['deleteDraft'] = (accessToken, draftId) =>
    ask('deleteDraft', draftId, () => drafts.delete(accessToken, draftId));

  return {
    graph: {
      async sendMail(accessToken, body) {
        const marker = /"subject":"([^"]*)"/.exec(body)?.[1] ?? '';
        const id = attempts.idOf(accessToken, marker);
        return ask('sendMail', id, () => model.send({ accessToken, id, marker }));
      },
    },
    drafts: {
      prepareDraft,
      lookAtDraft,
      sendDraft: (accessToken, { draftId }) => ask('sendDraft', draftId, () => model.sendDraft(accessToken, draftId)),
      findDrafts: (accessToken, messageId) => ask('findDrafts', messageId, () => drafts.find(accessToken, messageId)),
      async deleteDraft(accessToken, draftId): Promise<DeleteOutcome> {
        const look = await lookAtDraft(accessToken, draftId);
        if (look.kind === 'unclear') return { ...look, kind: 'refused' };
        if (look.kind === 'gone') return { kind: 'deleted' };
        if (look.kind !== 'draft') return look;
        return deleteBlindly(accessToken, draftId);
      },
      deleteBlindly,
    },
  };
}

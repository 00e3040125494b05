/**
 * The rules: what must be true of a simulation when everything has come to rest.
 */
import type { MessageStatus } from '../../shared/outbox/message.ts';
import { deriveMessageId } from '../../shared/outbox/message-id.ts';
import { hostTenantId } from './people.ts';
import type { Plan, Taken } from './record.ts';
import type { World } from './world.ts';

export interface Judgement {
  /** Each is a broken rule, in words. */
  problems: string[];
  /**
   * Submissions that were answered with an error, were stored all the same and left: the process that knew had ended or stood still,
   * its clock was slow, or storage kept the row from it, before it could say so there. The rows tell whoever looks.
   */
  excused: number;
}

const notSent: readonly MessageStatus[] = ['failed', 'expired', 'cancelled'];

export function judge(world: World, tampered: ReadonlySet<string>): Judgement {
  const { record, history } = world;
  const problems = [...record.problems];
  const takenOf = (id: string) => record.taken.filter((one) => one.id === id);

  for (const { id } of record.known.values()) {
    if (takenOf(id).length > 1) problems.push(`Graph took ${history.name(id)} ${takenOf(id).length} times`);
    if (tampered.has(id)) continue;
    if (record.waitedThoughTaken.has(id)) problems.push(`${history.name(id)} waits, and Graph has taken it`);
    const status = record.rows.get(id)?.status;
    if (status === undefined) problems.push(`${history.name(id)} is gone`);
    else problems.push(...judgeState(history.name(id), status, takenOf(id).length > 0));
  }
  for (const { id, status } of record.told) {
    const isTaken = takenOf(id).length > 0;
    if (!record.known.has(id)) problems.push(`a caller was told of ${history.name(id)}, which is not there`);
    if (status === 'sent' && !isTaken)
      problems.push(`a caller was told that ${history.name(id)} was sent, and Graph never took it`);
    if (notSent.includes(status) && isTaken)
      problems.push(`a caller was told ${history.name(id)} is ${status}, and Graph took it`);
  }
  for (const plan of record.plans) problems.push(...judgeKey(world, plan));
  for (const one of record.taken) problems.push(...judgeAccount(world, one));
  const refused = record.plans.map((plan) => judgeRefused(world, plan));
  problems.push(...refused.flatMap(({ problem }) => problem ?? []));
  return { problems, excused: refused.filter(({ isExcused }) => isExcused).length };
}

function judgeState(name: string, status: MessageStatus, isTaken: boolean): string[] {
  if (status === 'queued' || status === 'held' || status === 'sending') return [`${name} is still ${status}`];
  if (status === 'sent' && !isTaken) return [`${name} is sent, and Graph never took it`];
  if (notSent.includes(status) && isTaken) return [`${name} is ${status}, and Graph took it`];
  return [];
}

/** Of all messages of a key Graph takes one at most: no other key is free while one may have been taken. */
function judgeKey({ record }: World, { callerId, key }: Plan): string[] {
  if (key === undefined) return [];
  const ids = Array.from({ length: 10 }, (_, index) =>
    deriveMessageId({ hostTenantId, callerId, idempotencyKey: key }, index),
  );
  const count = record.taken.filter(({ id }) => ids.includes(id)).length;
  return count > 1 ? [`Graph took ${count} messages of ${key}`] : [];
}

function judgeAccount({ record, history }: World, { id, account }: Taken): string[] {
  const known = record.known.get(id);
  const name = history.name(id);
  if (known?.account && known.account.homeObjectId !== account.homeObjectId) return [`${name} left as another account`];
  if (known?.releasedAs && known.releasedAs.homeObjectId !== account.homeObjectId)
    return [`${name} left as another account than the one for which it was released`];
  return [];
}

/** Within this the process that was not answered looks what became of its row. */
const SETTLED_MILLISECONDS = 10_000;

/** What was refused every time, and never left without an answer, must not leave. */
function judgeRefused(
  { record }: World,
  { marker, answers, isStrict }: Plan,
): { problem?: string; isExcused?: boolean } {
  const workers = answers.flatMap((answer) => (answer.kind === 'error' ? [answer.worker] : []));
  if (workers.length === 0 || workers.length < answers.length) return {};
  const taken = record.taken.find((one) => one.marker === marker);
  if (!taken) return {};
  if (isStrict) return { problem: `${marker} was refused to a strict caller, and Graph took it` };
  const isForgotten = workers.some((worker) => record.endedWorkers.has(worker));
  const isLate = record.isFrozen || record.areClocksApart || record.hampered.has(taken.id);
  const isSoon = answers.some((answer) => answer.kind === 'error' && taken.at - answer.at < SETTLED_MILLISECONDS);
  if (isForgotten || isLate || isSoon) return { isExcused: true };
  return { problem: `${marker} was refused, and Graph took it` };
}

/** Of the drafts that were made, none that could be deleted is left after `until`. */
export function judgeLeftDrafts({ record, people, history }: World, until: number): string[] {
  return record.drafts.flatMap(({ id, messageId, account, taken, deletedAt = Infinity }) => {
    const isReached = people.all.some(
      (person) =>
        person.status === 'connected' && person.mayMakeDrafts && person.account?.homeObjectId === account.homeObjectId,
    );
    const isLeft = !taken && isReached && deletedAt > until;
    return isLeft ? [`${id} of ${history.name(messageId)} is left in the mailbox`] : [];
  });
}

/**
 * What a log line tells of the messages that an invocation has changed: of its own, which it names, the result; of all others how many
 * came into each state, and the first of their ids. Bounded, and without a word of a person. Writes nothing.
 */
import type { MessageChange } from '../shared/outbox/noted-messages.ts';

/** One log line stays readable. */
const CHANGES_NAMED_MAX = 20;

/** Whose host tenant it is, the line does not say. */
export type LoggedChange = Omit<MessageChange, 'hostTenantId'>;

export interface MessageChanges {
  readonly first: LoggedChange[];
  readonly counts: Map<string, number>;
}

export function createMessageChanges(): MessageChanges {
  return { first: [], counts: new Map() };
}

export function addChange({ first, counts }: MessageChanges, change: LoggedChange): void {
  if (first.length < CHANGES_NAMED_MAX) first.push(change);
  for (const name of countersOf(change)) counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Adds what `from` has, and leaves nothing in it. */
export function moveChanges(to: MessageChanges, from: MessageChanges): void {
  to.first.push(...from.first.splice(0).slice(0, CHANGES_NAMED_MAX - to.first.length));
  for (const [name, count] of from.counts) to.counts.set(name, (to.counts.get(name) ?? 0) + count);
  from.counts.clear();
}

/**
 * The fields of the line. `unchanged`: what it says of its own message was so before; `changed` counts by state, `accepted` beside them;
 * `changedMessages` are ids with their state.
 */
export function tellChanges(
  { first, counts }: MessageChanges,
  { message, result }: Record<string, unknown>,
): Record<string, unknown> {
  const isOwn = ({ id }: LoggedChange) => result !== undefined && id === message;
  const own = first.filter(isOwn);
  const left = new Map(counts);
  for (const name of own.flatMap(countersOf)) left.set(name, (left.get(name) ?? 0) - 1);
  const changed = [...left].filter(([, count]) => count > 0);
  const others = first.filter((change) => !isOwn(change)).map(({ id, to }) => `${id} ${to}`);
  return {
    ...(result !== undefined && own.length === 0 && { unchanged: true }),
    ...(changed.length > 0 && { changed: Object.fromEntries(changed) }),
    ...(others.length > 0 && { changedMessages: others }),
  };
}

/** A message that is sent while its caller waits is accepted, not waiting. */
function countersOf({ from, to }: LoggedChange): string[] {
  if (from !== 'absent') return [to];
  return to === 'sending' ? ['accepted'] : ['accepted', to];
}

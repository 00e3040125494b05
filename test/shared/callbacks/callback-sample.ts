/** A callback of Contoso, the feeds it is told of, and a receiver that answers what a test says. */
import { randomBytes } from 'node:crypto';
import type { Callback, CallbackDocument } from '../../../shared/callbacks/callback.ts';
import type { ToldMessage, ToldSender } from '../../../shared/callbacks/callback-event.ts';
import type { EventOutcome } from '../../../shared/callbacks/deliver-event.ts';
import { createRunCallback, type Feeds, type Page } from '../../../shared/callbacks/run-callback.ts';
import type { TellEventDependencies } from '../../../shared/callbacks/tell-event.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryCallbackRows } from '../../fakes/memory-callback-rows.ts';

export const hostTenantId = 'c0a7050c-0000-4000-8000-000000000001';
export const callerId = '0000ca11-0000-4000-8000-000000000001';

export const createCallback = (changes: Partial<CallbackDocument> = {}, rest: Partial<Callback> = {}): Callback => ({
  hostTenantId,
  name: 'erp',
  version: '1',
  document: {
    url: 'https://status.contoso.com/events',
    events: ['message.sent', 'message.failed', 'message.held', 'sender.connected', 'sender.reconsent_required'],
    callerId,
    secretNames: ['erp-callback'],
    ...changes,
  },
  ...rest,
});

export const messageId = (number: number) => number.toString(16).padStart(32, '0');

/** A feed in memory: items in the order of their changes, places as the real ones write them. */
function createFeed<Item>(placeOf: (item: Item) => string) {
  const items: Item[] = [];
  return {
    items,
    list(top: number, cursor: string): Page<Item> {
      const found = items.filter((item) => placeOf(item) > cursor).sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
      const page = found.slice(0, top);
      const last = page.at(-1);
      return { items: page, cursor: last ? placeOf(last) : cursor, isMore: found.length > top };
    },
  };
}

export function setStage(callback = createCallback()) {
  const clock = createManualClock();
  const rows = createMemoryCallbackRows();
  const messages = createFeed<ToldMessage>(({ changedAt, id }) => `${changedAt?.toISOString()}_${id}`);
  const senders = createFeed<ToldSender>(
    ({ changedAt, sender }) => `${changedAt?.toISOString()}_${hostTenantId}.${sender.hostObjectId}`,
  );
  const feeds: Feeds = {
    listMessages: async (_of, top, cursor) => messages.list(top, cursor),
    listSenders: async (_of, top, cursor) => senders.list(top, cursor),
    readMessage: async (_of, id) => messages.items.find((message) => message.id === id),
    readSender: async (_of, id) => senders.items.find(({ sender }) => sender.hostObjectId === id),
  };
  /** `take` decides; what it took, and how often an id was sent at all. */
  const receiver = {
    take: async (_id: string): Promise<EventOutcome> => ({ kind: 'delivered' }),
    taken: [] as string[],
    sent: [] as { id: string; type: string; body: string }[],
  };
  const key = randomBytes(32);
  const dependencies: TellEventDependencies & { rows: typeof rows; feeds: Feeds } = {
    rows,
    feeds,
    async deliver(_url, _proof, { id, type, body }) {
      receiver.sent.push({ id, type, body });
      const outcome = await receiver.take(id);
      if (outcome.kind === 'delivered') receiver.taken.push(id);
      return outcome;
    },
    prove: async () => ({ keys: [key] }),
    now: clock.now,
    random: () => 0,
  };
  /** Changes a message now, or makes one. */
  function change(id: string, status: string, more: Partial<ToldMessage> = {}): void {
    clock.pass(1);
    const at = clock.now();
    const known = messages.items.findIndex((message) => message.id === id);
    if (known !== -1) messages.items.splice(known, 1);
    messages.items.push({ id, status, updatedAt: at, changedAt: at, ...more });
  }
  const until = () => new Date(clock.now().getTime() + 40_000);
  const run = (changes: Partial<typeof dependencies> = {}, of = callback) =>
    createRunCallback({ ...dependencies, ...changes })(of, until());
  return { clock, rows, messages, senders, feeds, receiver, dependencies, change, run, callback, until };
}

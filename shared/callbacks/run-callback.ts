/**
 * One run of one callback: the events that are due again, then what its feeds have to tell, until its time or its patience is over.
 *
 * The feeds are the queue: a place of one moves on only when every event before it was told, or has a row of its own that says when it
 * is told again. A run that ends in between tells some again, by the same ids. An event of which more has changed since is left to the
 * feed. What fails takes nothing from other callbacks, and little from other events of this one.
 */
import { forEachConcurrently } from '../for-each-concurrently.ts';
import { CALLBACK_EVENTS_AT_ONCE_MAX, CALLBACK_PAGE_EVENTS, CALLBACK_PAGES_MAX } from '../webhook-limits.ts';
import type { Callback } from './callback.ts';
import {
  buildMessageEvent,
  buildSenderEvent,
  type CallbackEvent,
  type EventSubject,
  type ToldMessage,
  type ToldSender,
} from './callback-event.ts';
import type { CallbackRows } from './callback-rows.ts';
import { openProgress, type OpenProgress } from './open-progress.ts';
import { createTellEvent, type CallbackRun, type TellEvent, type TellEventDependencies } from './tell-event.ts';

export interface Page<Item> {
  items: Item[];
  cursor: string;
  isMore: boolean;
}

/** What changed, as applications are told it; all throw what their stores throw. */
export interface Feeds {
  listMessages(of: Asked, top: number, cursor: string): Promise<Page<ToldMessage>>;
  listSenders(of: Asked, top: number, cursor: string): Promise<Page<ToldSender>>;
  /** As they are now; undefined for what is not there, or not theirs. */
  readMessage(of: Asked, id: string): Promise<ToldMessage | undefined>;
  readSender(of: Asked, hostObjectId: string): Promise<ToldSender | undefined>;
}

export interface Asked {
  hostTenantId: string;
  /** Absent where nothing of messages is told. */
  callerId?: string | undefined;
}

export interface RunCallbackDependencies extends TellEventDependencies {
  rows: CallbackRows;
  feeds: Feeds;
}

/** Undefined: its receiver is gone, and nobody has written its document since. */
export type RunCallback = (callback: Callback, until: Date) => Promise<CallbackRun | undefined>;

export function createRunCallback(dependencies: RunCallbackDependencies): RunCallback {
  const { rows, feeds, now } = dependencies;

  async function buildDue({ hostTenantId, document }: Callback, { kind, id }: EventSubject) {
    const of = { hostTenantId, callerId: document.callerId };
    if (kind === 'message') {
      const message = await feeds.readMessage(of, id);
      return message && buildMessageEvent(hostTenantId, message);
    }
    const sender = await feeds.readSender(of, id);
    return sender && buildSenderEvent(hostTenantId, sender);
  }

  async function tellDue(callback: Callback, { tell, isOver }: TellEvent): Promise<void> {
    const due = await rows.listDue(callback, now(), CALLBACK_PAGE_EVENTS);
    await forEachConcurrently(due, CALLBACK_EVENTS_AT_ONCE_MAX, async (one) => {
      if (isOver()) return;
      const event = await buildDue(callback, one.about);
      const isCurrent = event?.id === one.id && callback.document.events.includes(event.type);
      await (event && isCurrent ? tell(event, one) : rows.removeDue(callback, one));
    });
  }

  async function tellFeeds(callback: Callback, teller: TellEvent, progress: OpenProgress): Promise<void> {
    const { hostTenantId, document } = callback;
    const of = { hostTenantId, callerId: document.callerId };
    const tells = (kind: string) => document.events.some((type) => type.startsWith(kind));
    if (tells('message.'))
      await tellFeed(callback, teller, progress, 'messages', async (cursor) =>
        mapPage(await feeds.listMessages(of, CALLBACK_PAGE_EVENTS, cursor), (item) =>
          buildMessageEvent(hostTenantId, item),
        ),
      );
    if (tells('sender.'))
      await tellFeed(callback, teller, progress, 'senders', async (cursor) =>
        mapPage(await feeds.listSenders(of, CALLBACK_PAGE_EVENTS, cursor), (item) =>
          buildSenderEvent(hostTenantId, item),
        ),
      );
  }

  return async (callback, until) => {
    const teller = createTellEvent(dependencies, callback, until);
    const { run } = teller;
    const progress = await openProgress(rows, callback, now());
    if (progress.current.goneVersion === callback.version) return undefined;
    if (!progress.isLost()) await tellDue(callback, teller);
    // Where nothing of what was due went through, the feeds keep what they have.
    if (run.failed === 0 || run.delivered > 0) {
      teller.renewPatience();
      await tellFeeds(callback, teller, progress);
    }
    if (run.isGone) await progress.write({ goneVersion: callback.version });
    return run;
  };
}

async function tellFeed(
  { document }: Callback,
  { run, tell, isOver }: TellEvent,
  progress: OpenProgress,
  feed: 'messages' | 'senders',
  list: (cursor: string) => Promise<Page<CallbackEvent | undefined>>,
): Promise<void> {
  for (let pages = 0; pages < CALLBACK_PAGES_MAX && !isOver() && !progress.isLost(); pages++) {
    const { items, cursor, isMore } = await list(progress.current[feed]);
    const events = items.flatMap((event) => (event && document.events.includes(event.type) ? event : []));
    await forEachConcurrently(events, CALLBACK_EVENTS_AT_ONCE_MAX, (event) => tell(event));
    // What a receiver that is gone was not told, it is told when it is there again.
    if (run.isGone) return;
    if (cursor !== progress.current[feed]) await progress.write({ [feed]: cursor });
    if (!isMore) return;
  }
}

function mapPage<Item, Result>({ items, ...page }: Page<Item>, change: (item: Item) => Result): Page<Result> {
  return { ...page, items: items.map((item) => change(item)) };
}

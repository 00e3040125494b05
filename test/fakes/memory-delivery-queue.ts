import {
  boundDelay,
  formatDeliveryItem,
  parseDeliveryItem,
  type DeliveryQueue,
} from '../../shared/outbox/delivery-queue.ts';

export interface MemoryDeliveryQueue extends DeliveryQueue {
  /** Hands over the item that has been visible for longest, which is invisible until `takenSeconds` from now. */
  take(takenSeconds?: number): TakenItem | undefined;
  /** Deletes an item; false when it was taken again since. */
  complete(taken: TakenItem): boolean;
  /** Makes what was taken visible after this many seconds, as the host does with an item that failed. */
  release(taken: TakenItem, afterSeconds: number): void;
  /** Every item, visible or not, the next one to be visible first. */
  all(): { id: string | undefined; visibleAt: Date }[];
  /** Loses items: all of a message, or all. */
  lose(id?: string): void;
  /** Puts a second item beside each of a message, visible at the same time. */
  double(id: string): void;
  /** Puts an item with a text of somebody else. */
  putText(text: string): void;
}

export interface TakenItem {
  /** As the host hands it over: parsed where it is JSON, else the text. */
  item: unknown;
  key: number;
  receipt: number;
}

/** The host holds an item this long before it shows it again. */
const TAKEN_SECONDS = 600;

/** The delivery queue in memory; `now` stands for the clock of storage. */
export function createMemoryDeliveryQueue({ now }: { now: () => Date }): MemoryDeliveryQueue {
  let items: { key: number; text: string; visibleAt: number; receipt: number }[] = [];
  let count = 0;
  const after = (seconds: number) => now().getTime() + seconds * 1000;
  const put = (text: string, visibleAt: number) => void items.push({ key: ++count, text, visibleAt, receipt: 0 });
  const inOrder = () => items.toSorted((one, other) => one.visibleAt - other.visibleAt || one.key - other.key);
  const idOf = (text: string) => parseDeliveryItem(decode(text));
  const find = ({ key, receipt }: TakenItem) => items.find((item) => item.key === key && item.receipt === receipt);

  return {
    async enqueue(id, delaySeconds) {
      put(formatDeliveryItem(id), after(boundDelay(delaySeconds)));
    },
    take(takenSeconds = TAKEN_SECONDS) {
      const [item] = inOrder();
      if (!item || item.visibleAt > now().getTime()) return undefined;
      item.visibleAt = after(takenSeconds);
      item.receipt += 1;
      return { item: decode(item.text), key: item.key, receipt: item.receipt };
    },
    complete(taken) {
      const item = find(taken);
      items = items.filter((other) => other !== item);
      return item !== undefined;
    },
    release(taken, afterSeconds) {
      const item = find(taken);
      if (item) item.visibleAt = after(afterSeconds);
    },
    all: () => inOrder().map(({ text, visibleAt }) => ({ id: idOf(text), visibleAt: new Date(visibleAt) })),
    lose(id) {
      items = items.filter(({ text }) => id !== undefined && idOf(text) !== id);
    },
    double(id) {
      for (const { text, visibleAt } of items.filter((item) => idOf(item.text) === id)) put(text, visibleAt);
    },
    putText: (text) => put(Buffer.from(text).toString('base64'), now().getTime()),
  };
}

function decode(text: string): unknown {
  const decoded = Buffer.from(text, 'base64').toString();
  try {
    return JSON.parse(decoded);
  } catch {
    return decoded;
  }
}

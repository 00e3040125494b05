/**
 * The delivery queue and its poison queue, looked at: a probe of the identity's role, and a measure of the sweep.
 *
 * The probe puts a message that stays invisible until just before its end and deletes it at once, so no trigger meets it
 * unless the process dies between. Peeking takes nothing away from the trigger. Source: Queue Storage REST API.
 */
import type { QueueMeasures } from '../../readiness/measure.ts';
import { DELIVERY_QUEUE, POISON_QUEUE } from '../../storage-names.ts';
import { askOrCreate, type AskStorage } from '../storage/storage-requests.ts';

const INVISIBLE_SECONDS = 60;
const messages = `/${DELIVERY_QUEUE}/messages`;
const body = `<QueueMessage><MessageText>${Buffer.from('probe').toString('base64')}</MessageText></QueueMessage>`;

export interface QueueStorage extends QueueMeasures {
  use(): Promise<void>;
}

/** All methods throw as AskStorage. */
export function createQueueStorage(ask: AskStorage): QueueStorage {
  return {
    async use() {
      const query = `visibilitytimeout=${INVISIBLE_SECONDS}&messagettl=${INVISIBLE_SECONDS + 1}`;
      const put = await askOrCreate(
        ask,
        { method: 'POST', path: `${messages}?${query}`, body },
        { method: 'PUT', path: `/${DELIVERY_QUEUE}` },
      );
      await ask({ method: 'GET', path: `${messages}?peekonly=true` });
      const text = put.body.toString();
      const receipt = encodeURIComponent(readElement(text, 'PopReceipt'));
      await ask({ method: 'DELETE', path: `${messages}/${readElement(text, 'MessageId')}?popreceipt=${receipt}` });
    },
    async countPoisonMessages() {
      const answer = await ask({ method: 'GET', path: `/${POISON_QUEUE}?comp=metadata` });
      return Number(answer?.headers['x-ms-approximate-messages-count'] ?? 0);
    },
  };
}

function readElement(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
}

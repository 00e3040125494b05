/**
 * Queue: delivers the message that an item names. The row of the message decides whether there is anything to do.
 *
 * Throws what storage throws, and bugs, so that the host gives the item again; what came of the message itself is in its row and is no
 * failure of the item. An item that names no message is dropped with an alarm: nobody but the connector writes to the queue. What
 * only the operator can repair is an alarm once in a while, however many messages meet it, as for requests.
 */
import type { StorageQueueHandler } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { parseDeliveryItem } from '../shared/outbox/delivery-queue.ts';
import type { Message } from '../shared/outbox/message.ts';
import type { Messages } from '../shared/outbox/messages.ts';
import type { AlarmCode } from '../shared/outcomes.ts';
import type { Connector } from './compose.ts';
import type { Drain } from './drain.ts';
import { createKeepCounts } from './keep-counts.ts';
import { createRequestLog } from './request-log.ts';
import { createSettle, type TimerResult } from './timer.ts';
import { toError } from './to-error.ts';

export interface DeliverDependencies extends Pick<Connector, 'activity' | 'contests' | 'now'> {
  messages: Pick<Messages, 'deliver'>;
}

interface Result extends TimerResult {
  /** Why the message was not sent, in its row. */
  refusal?: ConnectorError;
}

export function deliverHandler(
  connector: DeliverDependencies,
  { isEnding }: Pick<Drain, 'isEnding'>,
): StorageQueueHandler {
  const { messages, activity, contests, now } = connector;
  const settle = createSettle(contests);
  const log = createRequestLog(now, activity.noteAlarm);
  const keepCounts = createKeepCounts(connector);

  async function deliver(id: string): Promise<Result> {
    // Begun now, it might be cut off while Graph has it, and nobody would know what became of it.
    if (isEnding()) throw new ConnectorError('shutting_down');
    const delivered = await messages.deliver(id);
    if (delivered === 'unknown') return nothing(id, ['unknown_queue_item']);
    return delivered ? describe(delivered, now()) : nothing(id);
  }

  return async (item, context) => {
    const startedAt = performance.now();
    const id = parseDeliveryItem(item);
    const run = async () =>
      id === undefined
        ? nothing(id, ['unknown_queue_item'])
        : deliver(id).catch((failure: unknown) => ({ ...nothing(id), failure }));
    const { ids, alarms, failure, refusal }: Result = await settle(run);
    log.write(context, { startedAt, error: toError(failure) ?? refusal, ids, alarms }, false);
    await keepCounts(context);
    if (failure !== undefined) throw failure;
  };
}

function nothing(message: string | undefined, alarms: AlarmCode[] = []): Result {
  return { ids: { ...(message && { message }) }, alarms };
}

function describe({ message, wasDueAt }: { message: Message; wasDueAt?: Date }, at: Date): Result {
  const { id, status, attempts, sender, callerId, error } = message;
  const refusal =
    error && new ConnectorError(error.code, { ...(error.graphCode && { upstreamCode: error.graphCode }) });
  const ids = {
    message: id,
    sender: sender?.hostObjectId,
    caller: callerId,
    result: status,
    attempts: attempts.length,
    ...(wasDueAt && { waitedSeconds: Math.floor((at.getTime() - wasDueAt.getTime()) / 1000) }),
  };
  return { ids, alarms: [], ...(refusal && { refusal }) };
}

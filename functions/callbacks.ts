/**
 * Timer: tells callbacks what has happened to messages and senders. Throws when a callback could not be run at all; the next tick tries
 * again. A run in which nothing was told or failed writes no line, because it comes every minute.
 */
import type { TimerHandler } from '@azure/functions';
import type { Connector } from './compose.ts';
import { createSettle, timer } from './timer.ts';

export function callbacksHandler(connector: Pick<Connector, 'callbacks' | 'contests' | 'activity'>): TimerHandler {
  const { callbacks, contests } = connector;
  return timer(
    createSettle(contests),
    async () => {
      const { alarms, failing, failure, ...counts } = await callbacks.run();
      const isQuiet = counts.delivered + counts.givenUp === 0 && failing.length === 0;
      return { ids: { ...counts, ...(failing.length > 0 && { failing }) }, alarms, isQuiet, failure };
    },
    async () => undefined,
    connector,
  );
}

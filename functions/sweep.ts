/**
 * Timer: removes what expired, finishes what stopped half way, and moves keys to the newest version.
 */
import type { TimerHandler } from '@azure/functions';
import type { Connector } from '../shared/connector.ts';
import { timer } from './timer.ts';

export function sweepHandler(connector: Connector): TimerHandler {
  return timer(async () => {
    const { keys, ...counts } = await connector.sweep();
    return { ids: { ...counts, rewrapped: keys.rewrapped, keyVersions: keys.countByVersion }, alarms: [] };
  });
}

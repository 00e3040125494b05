/**
 * Timer: keeps idle grants alive. Throws when it could not run at all; the next tick tries again.
 */
import type { TimerHandler } from '@azure/functions';
import type { AlarmCode } from '../shared/outcomes.ts';
import type { Connector } from '../shared/connector.ts';
import { timer } from './timer.ts';

export function refreshHandler(connector: Connector): TimerHandler {
  return timer(async () => {
    const { failures, ...counts } = await connector.refreshGrants();
    return { ids: { ...counts, ...failures }, alarms: Object.keys(failures) as AlarmCode[] };
  });
}

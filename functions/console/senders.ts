/**
 * `console/senders`: the connections of a host tenant, and a search that leads to one; `console/senders/{object id}`: one sender, and what can be done.
 */
import { GUID } from '../../shared/sender.ts';
import { ConnectorError } from '../../shared/errors.ts';
import type { Connector } from '../compose.ts';
import type { ConsolePage, ConsoleVisit } from './console-page.ts';
import { createFindSender } from './senders/find-sender.ts';
import { createListSenders } from './senders/list-senders.ts';
import { createSenderActs } from './senders/sender-acts.ts';
import { createShowSender } from './senders/show-sender.ts';

export function sendersPage(connector: Connector): ConsolePage {
  const list = createListSenders(connector);
  const show = createShowSender(connector);
  return {
    show: (visit) => (visit.item ? show(visit, idOf(visit)) : list(visit)),
    acts: { find: createFindSender(connector), ...createSenderActs(connector, idOf) },
  };
}

/** @throws ConnectorError `not_found` for what is no object id */
function idOf({ item }: ConsoleVisit): string {
  const id = item.toLowerCase();
  if (!GUID.test(id)) throw new ConnectorError('not_found');
  return id;
}

/**
 * The table of the console's pages, by the name in their address. A name that is not here does not exist.
 */
import type { Connector } from '../compose.ts';
import { alarmsPage } from './alarms.ts';
import { auditPage } from './audit.ts';
import type { ConsolePage } from './console-page.ts';
import { costPage } from './cost.ts';
import { documentsPage } from './documents.ts';
import { limitsPage } from './limits.ts';
import { guestsPage } from './guests.ts';
import { invitationsPage } from './invitations.ts';
import { messagesPage } from './messages.ts';
import { overviewPage } from './overview.ts';
import { sendersPage } from './senders.ts';

export function createPages(connector: Connector): Readonly<Record<string, ConsolePage>> {
  return {
    alarms: alarmsPage(connector),
    audit: auditPage(connector),
    cost: costPage(connector),
    documents: documentsPage(connector),
    limits: limitsPage(connector),
    guests: guestsPage(connector),
    invitations: invitationsPage(connector),
    messages: messagesPage(connector),
    overview: overviewPage(connector),
    senders: sendersPage(connector),
  };
}

/**
 * `console/limits`: how much may be sent, and which mailboxes are held up now. Who is not connected sends nothing, whatever the limits are.
 */
import { CONSOLE_READS_AT_ONCE, CONSOLE_ROWS } from '../../shared/console-limits.ts';
import { orRefused } from '../../shared/configuration/read-documents.ts';
import { ConnectorError } from '../../shared/errors.ts';
import type { DoorDocument } from '../../shared/doors/door-document.ts';
import { forEachConcurrently } from '../../shared/for-each-concurrently.ts';
import type { MailboxPause } from '../../shared/outbox/list-pauses.ts';
import { renderLimitsPage } from '../../shared/pages/console/operation/limits-page.ts';
import { operationTexts } from '../../shared/pages/console/operation/operation-texts.ts';
import type { Connector } from '../compose.ts';
import type { ConsolePage } from './console-page.ts';

export function limitsPage({
  configuration,
  mailboxes,
  messages,
  senders,
}: Pick<Connector, 'configuration' | 'mailboxes' | 'messages' | 'senders'>): ConsolePage {
  /** One that a document names needs no grant. */
  async function isOfDocument({ sender: { hostTenantId, hostObjectId } }: MailboxPause): Promise<boolean> {
    try {
      return (await mailboxes.find(hostTenantId, hostObjectId)) !== undefined;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return false;
    }
  }

  /** Those that could send, by the id of the sender: the address, or undefined of a mailbox without a grant. */
  async function nameMailboxes(pauses: readonly MailboxPause[]): Promise<ReadonlyMap<string, string | undefined>> {
    const names = new Map<string, string | undefined>();
    await forEachConcurrently(pauses, CONSOLE_READS_AT_ONCE, async (pause) => {
      const { sender } = pause;
      const grant = (await senders.read(sender).catch(orRefused))?.grant;
      if (grant?.status === 'connected' || (await isOfDocument(pause))) names.set(sender.hostObjectId, grant?.mailbox);
    });
    return names;
  }

  return {
    async show({ view, tenant, query }) {
      const place = query.get('cursor') || undefined;
      const [{ pauses, cursor }, { documents: doors }] = await Promise.all([
        messages.listPauses(tenant.id, CONSOLE_ROWS, place),
        configuration.list<DoorDocument>('door', tenant.id),
      ]);
      const names = await nameMailboxes(pauses);
      const shown = pauses.filter(({ sender }) => names.has(sender.hostObjectId));
      return {
        title: operationTexts(view).limits.title,
        main: renderLimitsPage(view, {
          state: tenant.state,
          limits: tenant.limits ?? {},
          doors: doors.map(({ name, document }) => ({ name, eventsPerHour: document.eventsPerHour })),
          pauses: shown.map((pause) => ({ ...pause, mailbox: names.get(pause.sender.hostObjectId) })),
          cursor,
          isContinued: place !== undefined,
        }),
        ids: { count: shown.length },
      };
    },
  };
}

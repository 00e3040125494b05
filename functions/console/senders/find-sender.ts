/**
 * Finds a sender by object id or any name, and leads to their page. The name is posted, so that no address or log has it.
 */
import { hasCode } from '../../../shared/errors.ts';
import { parseSenderReference } from '../../../shared/sender.ts';
import type { Connector } from '../../compose.ts';
import type { Act } from '../console-page.ts';
import { isNamed } from './is-named.ts';

export function createFindSender({
  mailboxes,
  messages,
  senders,
}: Pick<Connector, 'mailboxes' | 'messages' | 'senders'>): Act {
  /** Somebody who never connected has a page under their object id alone, as nobody has proven a name. */
  async function findStranger(hostTenantId: string, reference: string): Promise<string | undefined> {
    const parsed = parseSenderReference(reference);
    if (!parsed || !('hostObjectId' in parsed)) return undefined;
    return (await isNamed({ messages }, { hostTenantId, ...parsed })) ? parsed.hostObjectId : undefined;
  }

  return {
    isDestructive: false,
    async run({ tenant }, form) {
      const reference = form.text('sender');
      try {
        const configured = await mailboxes.find(tenant.id, reference);
        const id = configured?.id ?? (await senders.find(tenant.id, reference)).grant.sender.hostObjectId;
        return { page: `senders/${id}`, ids: { sender: id } };
      } catch (error) {
        if (hasCode(error, 'not_found')) {
          const id = await findStranger(tenant.id, reference);
          return id === undefined
            ? { page: 'senders', query: { done: 'unknown' } }
            : { page: `senders/${id}`, ids: { sender: id } };
        }
        if (hasCode(error, 'sender_ambiguous')) return { page: 'senders', query: { done: 'ambiguous' } };
        throw error;
      }
    },
  };
}

/**
 * Reads the message that was sent in place of another, whoever asked for that: there is one at most.
 */
import { hasCode } from '../../shared/errors.ts';
import { deriveResentId } from '../../shared/outbox/message-id.ts';
import type { Message } from '../../shared/outbox/message.ts';
import type { Connector } from '../compose.ts';

export async function readResent(
  { readOfTenant }: Pick<Connector['messages'], 'readOfTenant'>,
  { hostTenantId, id }: Pick<Message, 'hostTenantId' | 'id'>,
): Promise<Message | undefined> {
  const resent = await readOfTenant(hostTenantId, deriveResentId(id)).catch((error: unknown) => {
    if (!hasCode(error, 'not_found')) throw error;
  });
  return resent?.previousId === id ? resent : undefined;
}

/**
 * Says whom an administrator means by an object id or a name, for a filter; and from which mailboxes senders are connected.
 *
 * An object id needs no lookup, so what was sent as somebody who is gone is found as well. It says nothing of a connection.
 */
import { ConnectorError, hasCode } from '../../shared/errors.ts';
import { forEachConcurrently } from '../../shared/for-each-concurrently.ts';
import { outcomes } from '../../shared/outcomes.ts';
import { parseSenderReference } from '../../shared/sender.ts';
import { LISTED_AT_ONCE_MAX } from '../../shared/waiting-limits.ts';
import type { Connector } from '../compose.ts';

export type NamedSender = { hostObjectId: string } | { problem: 'unknown' | 'ambiguous' };

/** @throws what storage throws */
export async function nameSender(
  { senders, mailboxes }: Pick<Connector, 'senders' | 'mailboxes'>,
  hostTenantId: string,
  reference: string,
): Promise<NamedSender> {
  const parsed = parseSenderReference(reference);
  if (!parsed) return { problem: 'unknown' };
  if ('hostObjectId' in parsed) return parsed;
  try {
    const configured = await mailboxes.find(hostTenantId, reference);
    return { hostObjectId: configured?.id ?? (await senders.find(hostTenantId, reference)).grant.sender.hostObjectId };
  } catch (error) {
    if (hasCode(error, 'sender_ambiguous')) return { problem: 'ambiguous' };
    if (!(error instanceof ConnectorError) || !isOfSender(error)) throw error;
    return { problem: 'unknown' };
  }
}

/** A name that leads nowhere, or whose proof cannot be read again because of its sender. */
function isOfSender({ code }: ConnectorError): boolean {
  return code === 'not_found' || ['person', 'home_admin', 'host_admin'].includes(outcomes[code].who);
}

/** By object id, where a person has connected one; `known` is added to, so that nobody is read twice. */
export async function readMailboxes(
  { senders }: Pick<Connector, 'senders'>,
  hostTenantId: string,
  hostObjectIds: readonly (string | undefined)[],
  known: Map<string, string | undefined> = new Map(),
): Promise<ReadonlyMap<string, string | undefined>> {
  const asked = [...new Set(hostObjectIds)].filter((id) => id !== undefined && !known.has(id)) as string[];
  await forEachConcurrently(asked, LISTED_AT_ONCE_MAX, async (hostObjectId) => {
    const { grant } = await senders.read({ hostTenantId, hostObjectId });
    known.set(hostObjectId, grant?.mailbox);
  });
  return known;
}

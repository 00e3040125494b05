/**
 * Puts event doors together: what they take is submitted as any message is.
 */
import { createRequireMaySend } from '../shared/callers/require-may-send.ts';
import type { Config } from '../shared/config.ts';
import type { DoorSources } from '../shared/doors/door-sources.ts';
import { createDoors, type Doors } from '../shared/doors/doors.ts';
import { LARGE_MAIL_SCOPE } from '../shared/oauth/scopes.ts';
import type { MailboxLoadRows } from '../shared/outbox/mailbox-load-rows.ts';
import type { Messages } from '../shared/outbox/messages.ts';
import type { Tenants } from '../shared/tenants/host-tenant.ts';

export interface DoorParts {
  config: Pick<Config, 'messageSizeMaxMb' | 'mailPermission'>;
  tenants: Tenants;
  stores: { mailboxLoads: MailboxLoadRows };
  doorSources: DoorSources;
  now: () => Date;
}

export function composeDoors(
  { config, tenants, stores, doorSources: sources, now }: DoorParts,
  messages: Messages,
): Doors {
  const { messageSizeMaxMb, mailPermission } = config;
  const limits = {
    messageMaxBytes: messageSizeMaxMb * 1024 * 1024,
    isLargeOffered: mailPermission === LARGE_MAIL_SCOPE,
  };
  return createDoors({
    sources,
    messages,
    requireMaySend: createRequireMaySend(tenants),
    limits,
    rows: stores.mailboxLoads,
    now,
  });
}

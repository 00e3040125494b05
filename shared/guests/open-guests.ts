/**
 * What looks at directories, lists guests and invites them, put together: a file apart, because nothing that is sent needs it.
 *
 * The app asks as itself, with a token of the host tenant that it does not keep. It holds no class that others compare.
 */
import type { Configuration } from '../configuration/configuration.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { GRAPH_SCOPE } from '../graph/graph-scope.ts';
import { createHostDirectory, type HostDirectoryDependencies } from '../graph/host-directory.ts';
import { createHostGuests } from '../graph/host-guests.ts';
import type { Senders } from '../grants/senders.ts';
import type { AcquireForApplication } from '../oauth/token-client.ts';
import type { MailboxDocument } from '../providers/mailbox-document.ts';
import { createRequireHomeTenant } from '../tenants/home-tenants.ts';
import type { Tenants } from '../tenants/host-tenant.ts';
import type { Registrations } from '../tenants/registration.ts';
import type { Vault } from '../vault/vault.ts';
import { createListHomeTenants, type ListHomeTenants } from './list-home-tenants.ts';
import { createListStatus, type ListStatus } from './list-status.ts';
import { listNamedPeople } from './named-people.ts';
import { createStatusCursors } from './status-cursors.ts';
import { createLookAtStatus, type StatusLooksDependencies } from './status-looks.ts';
import { createUnwatchDirectory, type UnwatchDirectory } from './unwatch-directory.ts';
import { createInvitations, type Invitations, type InvitationsDependencies } from './invitations.ts';
import { createWatchDirectory, type WatchDirectory, type WatchDirectoryDependencies } from './watch-directory.ts';

export interface OpenGuestsDependencies
  extends
    Omit<WatchDirectoryDependencies, 'directory' | 'readHostToken' | 'senders' | 'listNamed'>,
    Omit<InvitationsDependencies, 'readHostToken'>,
    HostDirectoryDependencies {
  senders: WatchDirectoryDependencies['senders'] & StatusLooksDependencies['senders'] & Pick<Senders, 'listStates'>;
  configuration: Pick<Configuration, 'list' | 'noteInvitations'>;
  tenants: Pick<Tenants, 'read'>;
  vault: Pick<Vault, 'sealForCaller' | 'openForCaller'>;
  registrations: Pick<Registrations, 'readDefault'>;
  acquireForApplication: AcquireForApplication;
}

export interface OpenedGuests extends Invitations {
  listStatus: ListStatus;
  listHomeTenants: ListHomeTenants;
  watch: WatchDirectory;
  unwatch: UnwatchDirectory;
  /** Asks each directory for what a look would ask. @throws ConnectorError of the first that refuses or does not answer */
  probe(hostTenantIds: readonly string[]): Promise<void>;
}

export function openGuests(dependencies: OpenGuestsDependencies): OpenedGuests {
  const { registrations, acquireForApplication } = dependencies;
  const directory = createHostDirectory(dependencies);
  const hostGuests = createHostGuests(dependencies);
  const looks = { ...dependencies, directory, hostGuests, readHostToken };
  const cursors = createStatusCursors(dependencies.vault);
  const requireHomeTenant = createRequireHomeTenant(dependencies.tenants);

  const listNamed = async (id: string) =>
    listNamedPeople(await dependencies.configuration.list<MailboxDocument>('mailbox'), id);

  async function readHostToken(tenantId: string): Promise<string> {
    const registration = await registrations.readDefault();
    const request = { registration, tenantId, scope: GRAPH_SCOPE };
    const { accessToken } = await acquireForApplication(request).catch((error: unknown) => {
      // It is said of a home tenant there.
      const isKeptOut = hasCode(error, 'home_tenant_blocked', 'blocked_by_home_policy');
      throw isKeptOut ? new ConnectorError('host_tenant_refused', { cause: error }) : error;
    });
    return accessToken;
  }

  return {
    ...createInvitations({ ...dependencies, readHostToken }),
    watch: createWatchDirectory({ ...dependencies, directory, readHostToken, listNamed }),
    listStatus: createListStatus({ look: createLookAtStatus(looks), cursors, now: dependencies.now }),
    listHomeTenants: createListHomeTenants({ ...dependencies, requireHomeTenant }),
    unwatch: createUnwatchDirectory({ ...dependencies, listNamed }),
    async probe(hostTenantIds) {
      for (const id of hostTenantIds) await directory.readLatestPlace(await readHostToken(id));
    },
  };
}

/**
 * What looks at directories and invites guests, put together: a file apart, because nothing that is sent needs it.
 *
 * The app asks as itself, with a token of the host tenant that it does not keep. It holds no class that others compare.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { GRAPH_SCOPE } from '../graph/graph-scope.ts';
import { createHostDirectory, type HostDirectoryDependencies } from '../graph/host-directory.ts';
import type { AcquireForApplication } from '../oauth/token-client.ts';
import type { Registrations } from '../tenants/registration.ts';
import { createUnwatchDirectory, type UnwatchDirectory } from './unwatch-directory.ts';
import { createInvitations, type Invitations, type InvitationsDependencies } from './invitations.ts';
import { createWatchDirectory, type WatchDirectory, type WatchDirectoryDependencies } from './watch-directory.ts';

export interface OpenGuestsDependencies
  extends
    Omit<WatchDirectoryDependencies, 'directory' | 'readHostToken'>,
    Omit<InvitationsDependencies, 'readHostToken'>,
    HostDirectoryDependencies {
  registrations: Pick<Registrations, 'readDefault'>;
  acquireForApplication: AcquireForApplication;
}

export interface OpenedGuests extends Invitations {
  watch: WatchDirectory;
  unwatch: UnwatchDirectory;
  /** Asks each directory for what a look would ask. @throws ConnectorError of the first that refuses or does not answer */
  probe(hostTenantIds: readonly string[]): Promise<void>;
}

export function openGuests(dependencies: OpenGuestsDependencies): OpenedGuests {
  const { registrations, acquireForApplication } = dependencies;
  const directory = createHostDirectory(dependencies);

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
    watch: createWatchDirectory({ ...dependencies, directory, readHostToken }),
    unwatch: createUnwatchDirectory(dependencies),
    async probe(hostTenantIds) {
      for (const id of hostTenantIds) await directory.readLatestPlace(await readHostToken(id));
    },
  };
}

/**
 * What looks at directories, put together: a file apart, because nothing that is sent needs it.
 *
 * The app asks as itself, with a token of the host tenant that it does not keep. It holds no class that others compare.
 */
import { createHostDirectory } from '../graph/host-directory.ts';
import type { HttpRequest } from '../http/http-request.ts';
import type { AcquireForApplication } from '../oauth/token-client.ts';
import type { Registrations } from '../tenants/registration.ts';
import { createWatchDirectory, type WatchDirectory, type WatchDirectoryDependencies } from './watch-directory.ts';

/** Microsoft Graph, by its own id, which is the same in every cloud. */
const GRAPH_SCOPE = '00000003-0000-0000-c000-000000000000/.default';

export interface OpenGuestsDependencies extends Omit<WatchDirectoryDependencies, 'directory' | 'readHostToken'> {
  /** With version, without a trailing slash. */
  graphUrl: string;
  request: HttpRequest;
  registrations: Pick<Registrations, 'readDefault'>;
  acquireForApplication: AcquireForApplication;
}

export interface OpenedGuests {
  watch: WatchDirectory;
  /** Asks each directory for what a look would ask. @throws ConnectorError of the first that refuses or does not answer */
  probe(hostTenantIds: readonly string[]): Promise<void>;
}

export function openGuests(dependencies: OpenGuestsDependencies): OpenedGuests {
  const { registrations, acquireForApplication } = dependencies;
  const directory = createHostDirectory(dependencies);

  async function readHostToken(tenantId: string): Promise<string> {
    const registration = await registrations.readDefault();
    return (await acquireForApplication({ registration, tenantId, scope: GRAPH_SCOPE })).accessToken;
  }

  return {
    watch: createWatchDirectory({ ...dependencies, directory, readHostToken }),
    async probe(hostTenantIds) {
      for (const id of hostTenantIds) await directory.readLatestPlace(await readHostToken(id));
    },
  };
}

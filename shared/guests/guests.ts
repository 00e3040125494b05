/**
 * The façade of the guests: looks at the directories of the host tenants whose documents say so, and checks whether it may.
 *
 * What looks is loaded when there is one to look at. Without any, a run costs what listing the documents costs.
 */
import type { Configuration } from '../configuration/configuration.ts';
import type { Check } from '../readiness/check.ts';
import type { TenantDocument } from '../tenants/tenant-document.ts';
import type { OpenGuestsDependencies, OpenedGuests } from './open-guests.ts';
import type { DirectoryReport } from './watch-directory.ts';

export interface Guests {
  /** @throws ConnectorError the first failure, after every tenant was tried */
  watch(): Promise<DirectoryReport>;
  check: Check;
}

export interface GuestsDependencies extends OpenGuestsDependencies {
  configuration: Pick<Configuration, 'list'>;
}

export function createGuests({ configuration, ...dependencies }: GuestsDependencies): Guests {
  let opened: OpenedGuests | undefined;

  async function open(): Promise<OpenedGuests> {
    const { openGuests } = await import('./open-guests.ts');
    return (opened ??= openGuests(dependencies));
  }

  async function listWatched(): Promise<string[]> {
    const { documents } = await configuration.list<TenantDocument>('tenant');
    return documents
      .filter(({ document }) => document.isDirectoryWatched && !hasLeft(document))
      .map(({ hostTenantId }) => hostTenantId);
  }

  return {
    async watch() {
      const watched = await listWatched();
      return watched.length === 0 ? { suspended: 0, restored: 0, ended: 0 } : (await open()).watch(watched);
    },
    check: {
      name: 'host-directory',
      async run() {
        const watched = await listWatched();
        if (watched.length === 0) return 'No host tenant has its directory watched.';
        await (await open()).probe(watched);
        return 'The app may read the directory of every host tenant that has it watched.';
      },
      remedy: {
        who: 'host_admin',
        detail:
          'A document has the directory of a host tenant watched, which the app may not read: an administrator of that tenant gives it the permission User.Read.All of Microsoft Graph (allow-directory.sh), or the operator takes isDirectoryWatched out of the document.',
      },
    },
  };
}

function hasLeft({ departures = [] }: TenantDocument): boolean {
  return departures.some(({ homeTenantId }) => homeTenantId === undefined);
}

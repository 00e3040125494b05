/**
 * The façade of the guests: looks at the directories of the host tenants whose documents say so, checks whether it may, shows who is
 * connected, and invites guests.
 *
 * What asks Graph is loaded when there is a directory to look at, a board to show, or somebody to invite. Without one, a run costs what listing the documents costs.
 */
import type { Configuration } from '../configuration/configuration.ts';
import { createCallGraph, type CallGraphDependencies } from '../graph/call-graph.ts';
import { catchFault } from '../graph/catch-fault.ts';
import { readGraphError } from '../graph/read-graph-error.ts';
import type { Check } from '../readiness/check.ts';
import { parseJson } from '../submission/parse-json.ts';
import type { TenantDocument } from '../tenants/tenant-document.ts';
import type { Invitations } from './invitations.ts';
import type { ListHomeTenants } from './list-home-tenants.ts';
import type { ListStatus } from './list-status.ts';
import type { OpenGuestsDependencies, OpenedGuests } from './open-guests.ts';
import type { DirectoryReport } from './watch-directory.ts';

export interface Guests extends Invitations {
  /** @throws ConnectorError the first failure, after every tenant was tried */
  watch(): Promise<DirectoryReport>;
  /** The board of a host tenant: one page of its guests, and how each is connected. */
  listStatus: ListStatus;
  /** How many of each home tenant are connected to a host tenant, and how. */
  listHomeTenants: ListHomeTenants;
  check: Check;
}

export interface GuestsDependencies
  extends Omit<OpenGuestsDependencies, 'callGraph' | 'readGraphError' | 'parseJson'>, CallGraphDependencies {
  configuration: Pick<Configuration, 'list' | 'noteInvitations'>;
}

export function createGuests(dependencies: GuestsDependencies): Guests {
  const { configuration } = dependencies;
  const callGraph = createCallGraph(dependencies);
  const ask = (...call: Parameters<typeof callGraph>) => catchFault(callGraph(...call));
  let opened: OpenedGuests | undefined;

  async function open(): Promise<OpenedGuests> {
    const { openGuests } = await import('./open-guests.ts');
    return (opened ??= openGuests({ ...dependencies, callGraph: ask, readGraphError, parseJson }));
  }

  /** `others` are those whose document may have said so before. */
  async function listTenants(): Promise<{ watched: string[]; others: string[] }> {
    const { documents } = await configuration.list<TenantDocument>('tenant');
    const watched = documents
      .filter(({ document }) => document.isDirectoryWatched && !hasLeft(document))
      .map(({ hostTenantId }) => hostTenantId);
    const all = new Set([dependencies.hostTenantId, ...documents.map(({ hostTenantId }) => hostTenantId)]);
    return { watched, others: [...all].filter((id) => !watched.includes(id)) };
  }

  return {
    async watch() {
      const { watched, others } = await listTenants();
      let restored = 0;
      for (const id of others) if (await dependencies.places.read(id)) restored += await (await open()).unwatch(id);
      const report =
        watched.length === 0 ? { suspended: 0, restored: 0, ended: 0 } : await (await open()).watch(watched);
      return { ...report, restored: report.restored + restored };
    },
    listStatus: async (query) => (await open()).listStatus(query),
    listHomeTenants: async (hostTenantId) => (await open()).listHomeTenants(hostTenantId),
    invite: async (posted, by) => (await open()).invite(posted, by),
    check: {
      name: 'host-directory',
      async run() {
        const { watched } = await listTenants();
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

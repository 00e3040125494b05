/**
 * The host tenants: that of the settings, narrowed by its document where there is one, and those that only documents describe.
 *
 * No document lets in what a setting keeps out: its lists hold only what is on both. It reads all documents at once, so that a tenant that
 * somebody only claims to come from costs nothing; a tenant whose document was spoilt is refused, and no other one.
 */
import { EVERYBODY, isAllowed, type AllowList } from '../allow-list.ts';
import type { Config } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import type { ApplicationRight, HostTenant, Tenants } from './host-tenant.ts';
import type { TenantDocument } from './tenant-document.ts';

export type TenantSettings = Pick<Config, 'hostTenantId' | 'callerClientIds' | 'allowedHomeTenants'>;

/** Of every host tenant that has one, and which cannot be used; the same object until they are read again. Throws as whatever keeps them. */
export type ListTenantDocuments = () => Promise<{
  documents: readonly { hostTenantId: string; document: TenantDocument }[];
  refused: readonly { hostTenantId: string }[];
}>;

export function createTenants(settings: TenantSettings, listDocuments: ListTenantDocuments): Tenants {
  const { hostTenantId } = settings;
  // The cache gives the same list until it reads another one.
  let listed: { from: unknown; tenants: ReadonlyMap<string, HostTenant | 'refused'> } | undefined;

  async function readAll(): Promise<ReadonlyMap<string, HostTenant | 'refused'>> {
    const from = await listDocuments();
    if (listed?.from !== from) {
      const tenants = new Map<string, HostTenant | 'refused'>([[hostTenantId, build(settings, hostTenantId, {})]]);
      for (const { hostTenantId: id, document } of from.documents) tenants.set(id, build(settings, id, document));
      // It might say that the tenant is paused.
      for (const { hostTenantId: id } of from.refused) tenants.set(id, 'refused');
      listed = { from, tenants };
    }
    return listed.tenants;
  }

  async function read(id: string): Promise<HostTenant | undefined> {
    const tenant = (await readAll()).get(id);
    if (tenant !== 'refused') return tenant;
    const cause = new Error(`The document of the host tenant ${id} is not as it was written.`);
    throw new ConnectorError('sealed_record_refused', { cause });
  }

  return {
    read,
    async readDefault() {
      const tenant = await read(hostTenantId);
      if (!tenant) throw new Error('The tenant of the settings is always there.');
      return tenant;
    },
  };
}

function build(settings: TenantSettings, id: string, document: TenantDocument): HostTenant {
  const {
    applications,
    allowedHomeTenants,
    departures = [],
    isPaused = false,
    environments,
    sandbox,
    limits,
  } = document;
  const hasLeft = departures.some(({ homeTenantId }) => homeTenantId === undefined);
  return Object.freeze({
    id,
    callerClientIds: intersect(
      settings.callerClientIds,
      applications?.map(({ clientId }) => clientId),
    ),
    rightsOfApplications: new Map(
      applications?.map(({ clientId, rights }): [string, readonly ApplicationRight[]] => [clientId, rights]),
    ),
    allowedHomeTenants: intersect(settings.allowedHomeTenants, allowedHomeTenants),
    departedHomeTenants: departures.flatMap(({ homeTenantId }) => (homeTenantId === undefined ? [] : [homeTenantId])),
    state: hasLeft ? 'left' : isPaused ? 'paused' : 'active',
    ...(environments && { environments }),
    ...(sandbox && { sandbox: sandbox as NonNullable<HostTenant['sandbox']> }),
    ...(limits && { limits: limits as NonNullable<HostTenant['limits']> }),
  });
}

/** What both lists allow; the setting alone where there is no other. */
function intersect(setting: AllowList, list: AllowList | undefined): AllowList {
  if (!list) return setting;
  return setting.includes(EVERYBODY) ? list : list.filter((id) => isAllowed(setting, id));
}

/**
 * What a document may not say under the settings and beside the others of its kind: it narrows what a setting allows and never widens it.
 *
 * Asked when it is written, so that whoever writes it hears of it; what counts is decided at every use, from settings that may have changed.
 * What a tenant's document has named before may stay, so that it can be paused, and leave, when a setting has lost an entry since.
 */
import { isAllowed, type AllowList } from '../allow-list.ts';
import { cloudOf } from '../cloud.ts';
import type { DocumentAddress } from '../configuration-addresses.ts';
import type { Config } from '../config.ts';
import type { Fault } from '../errors.ts';
import { GUID } from '../sender.ts';
import type { CallbackDocument } from '../callbacks/callback.ts';
import type { SourceDocument } from '../callers/source-document.ts';
import type { DoorDocument } from '../doors/door-document.ts';
import type { RegistrationDocument } from '../tenants/registration-document.ts';
import type { Departure, TenantDocument } from '../tenants/tenant-document.ts';
import { listStanding } from '../tenants/standing.ts';
import type { MailboxDocument } from '../providers/mailbox-document.ts';
import { loadTemplates } from '../templates/load-templates.ts';
import { createCheckSources, type SourceSettings } from './check-sources.ts';
import type { ReadDocuments } from './read-documents.ts';

export type CheckSettings = SourceSettings &
  Pick<Config, 'hostTenantId' | 'allowedHomeTenants' | 'entraClientId' | 'entraAuthority' | 'clientSecretName'>;

type Environments = NonNullable<TenantDocument['environments']>;

/** Every fault, with JSON pointers. `earlier`: what it is written over. */
export type CheckDocument = (address: DocumentAddress, document: object, earlier?: object) => Promise<Fault[]>;

export function createCheckDocument(settings: CheckSettings, documents: Pick<ReadDocuments, 'list'>): CheckDocument {
  const { callerClientIds, allowedHomeTenants } = settings;
  const { findKept, checkSource, checkDoor, checkCallback } = createCheckSources(settings);

  function checkTenant(
    { applications, environments = [], allowedHomeTenants: homeTenants = [], departures }: TenantDocument,
    earlier: TenantDocument = {},
  ): Fault[] {
    const clientIds = (applications ?? []).map(({ clientId }) => clientId);
    const namedClientIds = earlier.applications?.map(({ clientId }) => clientId) ?? [];
    return [
      ...listOutside(clientIds, [...callerClientIds, ...namedClientIds]).map((index) =>
        outside(`/applications/${index}/clientId`, 'CALLER_CLIENT_IDS'),
      ),
      ...listRepeated(clientIds).map((index) => repeated(`/applications/${index}/clientId`)),
      ...findUnprotected(environments, earlier.environments, applications ? clientIds : callerClientIds),
      ...listOutside(homeTenants, [...allowedHomeTenants, ...(earlier.allowedHomeTenants ?? [])]).map((index) =>
        outside(`/allowedHomeTenants/${index}`, 'ALLOWED_HOME_TENANTS'),
      ),
      ...findLeftOut(departures, earlier.departures ?? []),
    ];
  }

  async function checkRegistration(
    { name, hostTenantId }: DocumentAddress,
    { homeTenants, secretName, cloud }: RegistrationDocument,
  ): Promise<Fault[]> {
    const { documents: others } = await documents.list<RegistrationDocument>('registration', hostTenantId);
    const taken = others.filter((one) => one.name !== name).flatMap(({ document }) => document.homeTenants);
    return [
      ...(GUID.test(name) ? [] : [{ pointer: 'path:name', detail: 'is not a client id' }]),
      ...(name === settings.entraClientId
        ? [{ pointer: 'path:name', detail: 'is ENTRA_CLIENT_ID, whose registration the settings describe' }]
        : []),
      ...listOutside(homeTenants, allowedHomeTenants).map((index) =>
        outside(`/homeTenants/${index}`, 'ALLOWED_HOME_TENANTS'),
      ),
      ...[...homeTenants.keys()]
        .filter((index) => taken.includes(homeTenants[index] ?? ''))
        .map((index) => ({ pointer: `/homeTenants/${index}`, detail: 'has another registration already' })),
      ...listRepeated(homeTenants).map((index) => repeated(`/homeTenants/${index}`)),
      ...findKept(secretName, '/secretName'),
      ...checkCloud(cloud, settings),
    ];
  }

  async function checkMailbox(address: DocumentAddress, document: MailboxDocument): Promise<Fault[]> {
    const { documents: others } = await documents.list<MailboxDocument>('mailbox', address.hostTenantId);
    const { checkMailboxDocument, readOwnSecrets } = await import('./schemas.ts');
    const isOwnSecret = document.provider === 'smtp' ? await readOwnSecrets(settings, documents.list) : () => false;
    const [tenant] = (await documents.list<TenantDocument>('tenant', address.hostTenantId)).documents;
    const isSandbox = tenant?.document.sandbox !== undefined;
    return checkMailboxDocument({ ...address, document }, others, { ...settings, isOwnSecret, isSandbox });
  }

  return async (address, document, earlier) => {
    switch (address.kind) {
      case 'tenant':
        return checkTenant(document, earlier);
      case 'registration':
        return checkRegistration(address, document as RegistrationDocument);
      case 'source':
        return checkSource(document as SourceDocument);
      case 'callback':
        return checkCallback(document as CallbackDocument);
      case 'door':
        return checkDoor(document as DoorDocument);
      case 'mailbox':
        return checkMailbox(address, document as MailboxDocument);
      case 'template':
        return (await loadTemplates()).checkTemplate(document).faults;
    }
  };
}

function checkCloud(cloud: RegistrationDocument['cloud'], { entraAuthority }: Pick<Config, 'entraAuthority'>): Fault[] {
  if (cloud === undefined || (cloudOf(entraAuthority) ?? cloud) === cloud) return [];
  const detail = 'is not the cloud of ENTRA_AUTHORITY; each cloud has an installation of its own';
  return [{ pointer: '/cloud', detail }];
}

/** As listStanding says. */
export function checkRemoval({ kind }: DocumentAddress, document: object): Fault[] {
  if (kind !== 'tenant') return [];
  const standing = listStanding(document);
  if (standing.length === 0) return [];
  return [
    { pointer: 'path:tenant', detail: `names a document with ${standing.join(', ')}; write it without them first` },
  ];
}

/** What off-boarding has begun goes to its end; whoever has left comes back by a list that says so, never by one that is not there. */
export function findLeftOut(departures: Departure[] | undefined, earlier: Departure[]): Fault[] {
  const pointer = '/departures';
  const isKept = (one: Departure) => departures?.some(({ homeTenantId }) => homeTenantId === one.homeTenantId) ?? false;
  if (earlier.some((one) => one.finishedAt === undefined && !isKept(one)))
    return [{ pointer, detail: 'leaves out an off-boarding that has begun and not ended' }];
  return departures === undefined && earlier.length > 0
    ? [{ pointer, detail: 'is missing; the stored document has it, and [] lets whoever has left come back' }]
    : [];
}

/** An entry that names nobody who may call protects nobody, and the application that was meant may send from anywhere. */
function findUnprotected(environments: Environments, earlier: Environments = [], callers: AllowList): Fault[] {
  const named = earlier.map(({ clientId }) => clientId);
  return listOutside(
    environments.map(({ clientId }) => clientId),
    [...callers, ...named],
  ).map((index) => ({
    pointer: `/environments/${index}/clientId`,
    detail: 'is no application that may call, by applications or else by CALLER_CLIENT_IDS',
  }));
}

function listOutside(ids: readonly string[], setting: AllowList): number[] {
  return [...ids.keys()].filter((index) => !isAllowed(setting, ids[index] ?? ''));
}

function listRepeated(ids: readonly string[]): number[] {
  return [...ids.keys()].filter((index) => ids.indexOf(ids[index] ?? '') !== index);
}

const outside = (pointer: string, setting: string): Fault => ({
  pointer,
  detail: `is not in ${setting}, which a document can only narrow`,
});
const repeated = (pointer: string): Fault => ({ pointer, detail: 'is given more than once' });

/**
 * Senders, as one object: who they are, whether they are connected, and the tokens to send as them.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { TokenClient } from '../oauth/token-client.ts';
import type { Sender } from '../sender.ts';
import { createRequireHomeTenant } from '../tenants/home-tenants.ts';
import type { Tenants } from '../tenants/host-tenant.ts';
import type { Registrations } from '../tenants/registration.ts';
import type { DataKeyStore } from '../vault/data-key-store.ts';
import type { Vault } from '../vault/vault.ts';
import { createAccessTokens, type AccessTokens } from './access-token.ts';
import { createBindSender, type BindSender } from './bind-sender.ts';
import { createCompareHomeAccount, type CompareHomeAccount } from './compare-home-account.ts';
import { createConnect, type Connect } from './connect.ts';
import { createDisconnect } from './disconnect.ts';
import { createErase, type Erase, type Traces } from './erase.ts';
import { createEraseFor, type EraseFor } from './erase-for.ts';
import { createFindLiveSender } from './find-live-sender.ts';
import { createFindSender } from './find-sender.ts';
import { createInspectGrant, type ConnectedSender, type InspectGrant } from './inspect-grant.ts';
import { createNoteHostAccount, type NoteHostAccount } from './note-host-account.ts';
import { createOpenGrant } from './open-grant.ts';
import type { ChangedSenders, DueStore, Grant, GrantStore, NameStore, NoteContest } from './grant.ts';
import { createJudgeConnection, type JudgeConnection, type JudgedGrant } from './judge-connection.ts';
import { createListSenderChanges, type ListSenderChanges } from './list-sender-changes.ts';
import { createReadOwnNames, type ReadOwnNames } from './own-names.ts';
import { createRefreshGrants, type RefreshReport } from './refresh-grants.ts';
import { createRefreshTokens } from './refresh-tokens.ts';
import { createRestorePlace } from './restore-place.ts';
import type { MailboxReader } from './proofs.ts';
import { createRenewProofs, type RenewProofs } from './renew-proofs.ts';
import { createSweepGrants, type ReadDirectoryAt } from './sweep-grants.ts';

export interface Senders {
  /** By object id or name, as find-live-sender.ts. @throws ConnectorError `not_found`, `sender_ambiguous`, and others */
  find(hostTenantId: string, reference: string): Promise<ConnectedSender>;
  /** A sender who was found, with what stands in the way of a send. */
  inspect: InspectGrant;
  /** The connection of a signed-in person, if there ever was one, and what is left of one that was erased. */
  read: GrantStore['read'];
  list(hostTenantId: string, top: number, cursor?: string): Promise<{ grants: JudgedGrant[]; cursor?: string }>;
  /** As they are stored, with everybody who ever connected. */
  listGrants: GrantStore['list'];
  /** As much of them as says how they are connected. */
  listStates: GrantStore['listStates'];
  /** By the settings in force, for whoever is shown it. */
  judge: JudgeConnection;
  listChanges: ListSenderChanges;
  /** Of a signed-in person whose connection it is. */
  readOwnNames: ReadOwnNames;
  /** Throws as `find`. */
  disconnect(hostTenantId: string, reference: string): Promise<Grant>;
  /** Ends this connection and no other. @throws ConnectorError `request_expired` when another has taken its place */
  disconnectOwn(grant: Grant): Promise<void>;
  /** Deletes what is kept of a signed-in person. */
  erase: Erase;
  /** Deletes what is kept of a person, for the operator. */
  eraseFor: EraseFor;
  connect: Connect;
  compareHomeAccount: CompareHomeAccount;
  noteHostAccount: NoteHostAccount;
  renewProofs: RenewProofs;
  tokens: AccessTokens & { bind: BindSender };
  /** Renews grants that are idle for long, a bounded number. */
  refresh(): Promise<RefreshReport>;
  /** Finishes connections that stopped half way, a bounded number; returns how many. */
  sweep(): Promise<number>;
}

export interface SendersDependencies {
  grants: GrantStore;
  names: NameStore;
  due: DueStore;
  changed: Pick<ChangedSenders, 'list' | 'remove'>;
  dataKeys: DataKeyStore;
  vault: Vault;
  tokenClient: Pick<TokenClient, 'refresh'>;
  graph: MailboxReader;
  registrations: Registrations;
  tenants: Pick<Tenants, 'read'>;
  /** Scopes of a home leg. */
  scopes: readonly string[];
  /** Ends the session of the person's own page. */
  endSession: (sender: Sender) => Promise<void>;
  /** What is kept of people outside their grants. */
  traces: Traces;
  readDirectoryAt: ReadDirectoryAt;
  historyDays: number;
  noteContest: NoteContest;
  now: () => Date;
}

export function createSenders(dependencies: SendersDependencies): Senders {
  const { grants, tenants, scopes } = dependencies;
  const requireHomeTenant = createRequireHomeTenant(tenants);
  const judge = createJudgeConnection({ requireHomeTenant, scopes });
  const findSender = createFindSender(dependencies);
  const openGrant = createOpenGrant(dependencies);
  const refreshTokens = createRefreshTokens({ ...dependencies, requireHomeTenant });
  const disconnect = createDisconnect(dependencies);
  // Nobody has asked for it, so whoever signs in at this moment goes on.
  const disconnectQuietly = createDisconnect({ ...dependencies, endSession: async () => {} });
  const erase = createErase({ ...dependencies, disconnect });
  const renewProofs = createRenewProofs({ ...dependencies, refreshTokens, requireHomeTenant });
  const find = createFindLiveSender({ ...dependencies, findSender, renewProofs });

  return {
    find,
    inspect: createInspectGrant({ ...dependencies, openGrant, restorePlace: createRestorePlace(dependencies), judge }),
    read: (sender) => grants.read(sender),
    async list(hostTenantId, top, cursor) {
      const page = await grants.list(hostTenantId, top, cursor);
      return { ...page, grants: await Promise.all(page.grants.map(judge)) };
    },
    listGrants: (...given) => grants.list(...given),
    listStates: (...given) => grants.listStates(...given),
    judge,
    readOwnNames: createReadOwnNames({ ...dependencies, openGrant }),
    listChanges: createListSenderChanges({ ...dependencies, judge }),
    async disconnect(hostTenantId, reference) {
      const { grant } = await find(hostTenantId, reference);
      return (await disconnect(grant.sender)) ?? grant;
    },
    async disconnectOwn({ sender, generation }) {
      await disconnect(sender, (stored) => stored.generation === generation).catch((cause: unknown) => {
        throw hasCode(cause, 'conflict') ? new ConnectorError('request_expired', { cause }) : cause;
      });
    },
    erase,
    eraseFor: createEraseFor({ ...dependencies, erase }),
    connect: createConnect(dependencies),
    compareHomeAccount: createCompareHomeAccount(dependencies),
    noteHostAccount: createNoteHostAccount({ ...dependencies, disconnect: disconnectQuietly }),
    renewProofs,
    tokens: {
      ...createAccessTokens({ ...dependencies, findSender, openGrant, refreshTokens, renewProofs, requireHomeTenant }),
      bind: createBindSender(findSender),
    },
    refresh: createRefreshGrants({ ...dependencies, openGrant, refreshTokens, renewProofs }),
    sweep: createSweepGrants({ ...dependencies, disconnect: disconnectQuietly }),
  };
}

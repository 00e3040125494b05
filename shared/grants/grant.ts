/**
 * A grant: one sender's consent as it is stored, and the contracts of the stores that keep grants, names, due entries and changes.
 *
 * It binds the host identity to one home identity, by the row key and by the context under which its tokens are sealed.
 * Mailbox, UPN and scopes are in clear text, because answers and lookups need them; tokens are sealed bytes. A grant and its
 * tokens share a partition, so that one query reads both and one transaction switches to a new generation.
 */
import type { Fence } from '../fence.ts';
import type { HostProblemCode } from '../host-account.ts';
import type { ErrorCode } from '../outcomes.ts';
import type { Sender, SenderName } from '../sender.ts';

export type GrantStatus = 'connected' | 'reconsent_required' | 'disconnected';

export interface Grant {
  sender: Sender;
  status: GrantStatus;
  homeTenantId: string;
  homeObjectId: string;
  /** The app registration that got the tokens; absent: the default one, of a row from before it was stored. */
  clientId?: string;
  /** Counts reconnects; names the data encryption key and the tokens row in force. */
  generation: number;
  /** The UPN in the host tenant, when the host tenant's token says it. */
  userPrincipalName?: string;
  /** Primary SMTP address of the home mailbox. */
  mailbox: string;
  /** Names that this sender has proven; a lookup that leads here counts only if it is listed and not contested. */
  names: GrantName[];
  /** When the addresses among them were last read; absent in a row of before that was stored, or while none is proven. */
  namesProvenAt?: Date;
  scopes: string[];
  connectedAt: Date;
  /** Since when the sender is connected as this home account; absent in a row from before it was stored: since `connectedAt`. */
  accountSince?: Date;
  /** When the refresh timer looks at it next; also the key of its due row. */
  refreshDueAt: Date;
  /** Failed refreshes since the last good one. */
  refreshFailures: number;
  problem?: GrantProblem;
  /** What the directory of the host tenant says of the sender's account there; nothing is sent while it stands. */
  hostProblem?: HostProblem;
  /** When a sign-in there last took one away; a connection is a sign-in there as well. */
  hostProvenAt?: Date;
  /** Until when processes may raise and use fences (fence.ts), which go before every write of the grant; absent: there are none. */
  fencesUntil?: Date;
  /** When something of it last changed that callers are shown; absent in a row from before it was stored. Only noted-grants.ts sets it. */
  changedAt?: Date;
  /** Digest of what callers were shown then. */
  shownAs?: string;
}

/** What Entra or Graph answered last; it stays until a refresh or, where it is of the mailbox, a send succeeds. */
export interface GrantProblem {
  code: ErrorCode;
  upstreamCode?: string;
  /** When this very answer came first; absent in a row from before it was stored. */
  since?: Date;
  /** What Graph refused the mailbox for, where this is a problem of the account. */
  ofMailbox?: Omit<GrantProblem, 'ofMailbox'>;
}

/** Only the directory, or a sign-in at the host tenant, takes it away. */
export interface HostProblem {
  code: HostProblemCode;
  /** When it was first seen; the tokens are shredded a grace time later. */
  since: Date;
}

/**
 * What is left of a grant that was erased: nothing but a number, so that no generation is used twice while keys in memory, journeys
 * under way and due entries may still name one.
 */
export interface ErasedGrant {
  sender: Sender;
  /** Of the grant; the next connection counts on from it. */
  generation: number;
  erasedAt: Date;
}

/** A name as a grant lists it. */
export interface GrantName extends SenderName {
  /** Senders to whom another tenant gave it, too; then it names none of them. Never empty. */
  contestedBy?: Sender[];
}

export interface SealedTokens {
  generation: number;
  /** As vault/seal.ts formats it; content as grants/token-set.ts. */
  sealed: Uint8Array;
  /** When Entra last gave a refresh token. */
  refreshedAt: Date;
}

/** The account that signed in last as the sender at the host tenant, and neither signed out nor connected since. */
export interface LatestAccount {
  /** Keyed digest of sender and account. */
  account: string;
  expiresAt: Date;
}

/** A record with the ETag under which it was read; writes that name it fail with `conflict` when it changed. */
export type Versioned<Type> = Type & { etag: string };

export interface LatestAccounts {
  /** In place of any earlier one. */
  putLatestAccount(sender: Sender, latest: LatestAccount): Promise<void>;
  readLatestAccount(sender: Sender): Promise<Versioned<LatestAccount> | undefined>;
  /** Nothing there is no error. */
  removeLatestAccount(sender: Sender): Promise<void>;
  /** Leaves one that has not expired. */
  removeExpiredAccount(sender: Sender, now: Date): Promise<void>;
}

/** What is kept of one sender. */
export interface FoundGrant {
  grant?: Versioned<Grant>;
  tokens?: Versioned<SealedTokens>;
  erased?: Versioned<ErasedGrant>;
  fence?: Fence;
}

export interface GrantStore extends LatestAccounts {
  /**
   * All rows in one operation; `tokens` only those of the grant's generation. `erased` is what was left of a grant; one beside a grant
   * means that an earlier release, which does not know it, has connected the sender since. `messageId`: of the message for which it is
   * read; a store that keeps readings (standing-grants.ts) may then give an earlier one with the fence that the message needs.
   */
  read(sender: Sender, messageId?: string): Promise<FoundGrant>;
  /**
   * Inserts (no `etag`) or replaces the grant, writes the tokens of its generation, and deletes what was left of an erased one and the
   * latest account, which have to be as they were read, in one transaction.
   * @throws ConnectorError `conflict`
   */
  connect(
    grant: Grant & { etag?: string; erased?: Versioned<ErasedGrant> | undefined },
    tokens: SealedTokens,
    latest: { etag: string },
  ): Promise<void>;
  /**
   * Nothing that was read of the grant before is relied on any more, on any instance, until it is written again: what has effects before
   * that write begins with this. Gives the grant as it may then be written. @throws ConnectorError `conflict`
   */
  endReadings<Some extends Grant & { etag?: string }>(grant: Some): Promise<Some>;
  /** Sets fencesUntil to a time that is over, and nothing else; returns the ETag. @throws ConnectorError `conflict` */
  forbidFences(sender: Sender, etag: string): Promise<string>;
  /** @throws ConnectorError `conflict` */
  replace(grant: Versioned<Grant>): Promise<void>;
  /** @throws ConnectorError `conflict`, also when the row is gone */
  replaceTokens(sender: Sender, tokens: Versioned<SealedTokens>): Promise<void>;
  /** Both rows in one transaction; returns the ETag of the grant. @throws ConnectorError `conflict` when either changed */
  renew(grant: Versioned<Grant>, tokens: Versioned<SealedTokens>): Promise<string>;
  /** Deletes the tokens rows of the generations below `before`. */
  removeTokens(sender: Sender, before: number): Promise<void>;
  /** Deletes the grant and leaves an ErasedGrant, in one transaction. @throws ConnectorError `conflict` */
  erase(grant: Versioned<Grant>, left: Pick<ErasedGrant, 'generation' | 'erasedAt'>): Promise<void>;
  /** Deletes what was left of an erased grant. @throws ConnectorError `conflict` when it changed or is gone */
  forget(erased: Versioned<ErasedGrant>): Promise<void>;
  /** One page of the grants of one host tenant, in key order. */
  list(hostTenantId: string, top: number, cursor?: string): Promise<{ grants: Grant[]; cursor?: string }>;
  /** As `list`, in a fraction of its bytes. */
  listStates(hostTenantId: string, top: number, cursor?: string): Promise<{ states: GrantStateRow[]; cursor?: string }>;
}

/** As much of a grant as says how it is connected. */
export interface GrantStateRow {
  status: GrantStatus;
  homeTenantId: string;
  problemCode?: ErrorCode;
  hostProblemCode?: HostProblemCode;
}

/** A sender to whom a name leads, as what it leads there. */
export interface NameOwner {
  kind: SenderName['kind'];
  sender: Sender;
}

/** Changes of one lookup at the same moment are all kept. */
export interface NameStore {
  /** The senders of this host tenant to whom this text may lead; each has to be confirmed by its grant. */
  read(hostTenantId: string, value: string): Promise<NameOwner[]>;
  /**
   * Lets the lookup lead to `sender`, and no longer to `former`, in their host tenant. Resolves to false, and adds nobody, when it leads
   * to NAME_OWNERS_MAX others.
   * @throws ConnectorError `conflict` when others keep changing it
   */
  put(name: SenderName, sender: Sender, former?: readonly Sender[]): Promise<boolean>;
  /** Lets the lookup no longer lead to `sender`; one that leads to nobody is deleted. @throws as `put` */
  remove(name: SenderName, sender: Sender): Promise<void>;
}

/** Is told of a sender who has a contested name, by whatever finds that out. */
export type NoteContest = (sender: Sender) => void;

/** An index of what is due, ordered by time, so that a timer reads what is due and nothing else. */
export interface DueEntry {
  /**
   * `refresh`: look at the grant's tokens. `connect`: see whether what began with a connection was finished. `index`: delete what an
   * erasure left of the index of messages.
   */
  kind: 'refresh' | 'connect' | 'index';
  at: Date;
  sender: Sender;
  generation: number;
}

export interface DueStore {
  /** Adding an entry that exists is no error. */
  add(entry: DueEntry): Promise<void>;
  /** Oldest first, at most `top`. */
  list(kind: DueEntry['kind'], now: Date, top: number): Promise<DueEntry[]>;
  /** Nothing there is no error. */
  remove(entry: DueEntry): Promise<void>;
}

/** Something changed that callers are shown. */
export interface SenderChange {
  sender: Sender;
  at: Date;
}

/** Where it is kept which senders changed when. A row is written before its change, so whoever reads one asks the grant whether it was made. */
export interface ChangedSenders {
  /** The same change may be put again. */
  put(change: SenderChange): Promise<void>;
  /** What changed after the place `after` of the feed and before a time, oldest first, at most `top`. `isCut`: there is more. */
  list(
    hostTenantId: string,
    options: { after: string; before: Date; top: number },
  ): Promise<{ changes: (SenderChange & { place: string })[]; isCut: boolean }>;
  /** Nothing there is no error. */
  remove(change: SenderChange): Promise<void>;
}

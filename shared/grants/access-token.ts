/**
 * Gives the access token of one sender: from the sealed row while it is valid, else refreshed.
 *
 * It keeps nothing in memory between calls. For a message that is inserted with a fence the store may give an earlier reading of the grant;
 * what that would refuse is read again. What Entra answers decides what becomes of the grant (outcomes.ts): `reconsent`
 * and `reject` end it, `retry` leaves it as it is, and then a token that is still valid is used to its end. A token that
 * belongs to another home account than the one the request began with, or that does not prove the name it came by, is never
 * given. What others have to undo, such as a policy, is answered from the grant until its timer asks Entra again. A proof that is too old
 * is read again before it is used, and only then. It never sends mail.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { Fence } from '../fence.ts';
import { LARGE_MAIL_SCOPE, listMissingScopes, SHARED_MAIL_SCOPE } from '../oauth/scopes.ts';
import type { RequireHomeTenant } from '../tenants/home-tenants.ts';
import { listContested } from './claim-names.ts';
import type { FindSender, FoundSender } from './find-sender.ts';
import type { Grant, GrantStore, NoteContest, Versioned } from './grant.ts';
import { isOfAccount } from './home-account.ts';
import { isGone } from './mailbox-problem.ts';
import { createNoteMailbox, type MailboxRefusal } from './note-mailbox.ts';
import { listOwnNames } from './own-names.ts';
import type { OpenGrant } from './open-grant.ts';
import { createRefreshExpiring } from './refresh-expiring.ts';
import { createRefreshUnlessRefused, type Patience } from './refresh-unless-refused.ts';
import { isAged, isSealedName, listUsableNames } from './proofs.ts';
import type { OpenedGrant, RefreshTokens } from './refresh-tokens.ts';
import type { RenewedProofs, RenewProofs } from './renew-proofs.ts';
import { replaceUnlessChanged } from './replace-unless-changed.ts';

export interface SenderToken {
  /** Its generation and home identity are those of the token. */
  grant: Versioned<Grant>;
  accessToken: string;
  /** As it was sealed with the token; the clear column of the grant decides nothing. */
  mailbox: string;
  /** The sealed scopes have the permission for drafts. */
  mayMakeDrafts: boolean;
  /** The sealed scopes have the permission for shared mailboxes. */
  maySendShared: boolean;
  /** The names that are proven with it now, in lower case. */
  names: string[];
  /** Those that the request relies on; a renewed token has to prove them, too. */
  relied: string[];
  /** Those that were sealed with it, but that another tenant has given to somebody else as well. */
  contested: string[];
  /** Exchange had never confirmed the mailbox when it was sealed; an earlier release did not say, so its rows are not doubted. */
  isMailboxUnclear: boolean;
  /** For the message whose id was given. */
  fence?: Fence;
}

export interface AccessTokens {
  /**
   * `from`: an address that the message names; proofs that are too old are read again for it as for the name. `patience`: of a message that
   * comes again by itself, for which a refusal stands that others have to undo; a caller asks anew, a few minutes after the last time.
   * `messageId` as FindSender.
   * @throws ConnectorError `consent_required` (with the cause `not_found` when the reference leads to nobody), `identity_changed`, `sender_ambiguous`, `home_tenant_not_allowed`,
   *   `sealed_record_refused`, or what a dependency or Entra said.
   */
  read(
    hostTenantId: string,
    reference: string,
    from?: string,
    options?: { patience?: Patience; messageId?: string },
  ): Promise<SenderToken>;
  /**
   * A new token of the same home account and mailbox, after Graph refused this one; `claims` from its challenge.
   * @throws ConnectorError as `read`; `conflict` when another account or mailbox was connected meanwhile
   */
  renew(token: SenderToken, claims?: string): Promise<SenderToken>;
  /** As note-mailbox.ts. */
  noteMailbox(token: SenderToken, refusal?: MailboxRefusal): Promise<void>;
  /** Graph refused a token that was fresh: the grant needs consent again. */
  refuse(token: SenderToken, graphCode?: string): Promise<void>;
}

export interface AccessTokensDependencies {
  findSender: FindSender;
  grants: Pick<GrantStore, 'read' | 'replace'>;
  openGrant: OpenGrant;
  refreshTokens: RefreshTokens;
  requireHomeTenant: RequireHomeTenant;
  renewProofs: RenewProofs;
  noteContest: NoteContest;
  now: () => Date;
}

/** What a request relies on, in lower case: the name it gives the sender, and `from` of its message. */
interface Used {
  name?: string | undefined;
  from?: string | undefined;
  patience?: Patience | undefined;
}

export function createAccessTokens(dependencies: AccessTokensDependencies): AccessTokens {
  const { findSender, grants, openGrant, requireHomeTenant, renewProofs, noteContest, now } = dependencies;
  const refreshTokens = createRefreshUnlessRefused(dependencies);
  const refreshExpiring = createRefreshExpiring({ grants, refreshTokens, now });
  async function current(
    found: Pick<FoundSender, 'grant' | 'tokens' | 'fence'>,
    { name, from, patience }: Used,
  ): Promise<SenderToken> {
    const stored = await openGrant(found);
    const { grant, opened } = stored;
    if (name !== undefined && !isSealedName(opened, name))
      throw refused('sealed_record_refused', 'A name leads to a sender who never proved it.');
    const latest = await refreshExpiring(stored, patience);
    requireSameAccount(grant, latest.grant);
    const used = [name, from].filter((one) => one !== undefined);
    const isOld = used.some((one) => isAged(latest.grant, latest.opened, one, now()));
    const proven = isOld ? requireUsable(await renewProofs(grant.sender), used, now()) : latest;
    requireSameAccount(grant, proven.grant);
    const token = { ...tokenOf(proven, used, now()), ...(found.fence && { fence: found.fence }) };
    if (from !== undefined && token.contested.includes(from)) noteContest(grant.sender);
    if (name === undefined || token.names.includes(name)) return token;
    if (listContested(proven.grant).includes(name)) {
      noteContest(grant.sender);
      throw new ConnectorError('sender_ambiguous');
    }
    if (proven.grant.generation !== grant.generation) throw changed('The name');
    throw refused('consent_required', 'The home tenant has given the name up.');
  }

  const read: AccessTokens['read'] = async (hostTenantId, reference, from, options = {}) => {
    const { patience, messageId } = options;
    const found = await findSender(hostTenantId, reference, messageId).catch((error: unknown) => {
      throw hasCode(error, 'not_found') ? new ConnectorError('consent_required', { cause: error }) : error;
    });
    if (!found.grant) throw new ConnectorError('consent_required', { cause: new ConnectorError('not_found') });
    const { grant } = found;
    const used = { name: found.name, from: from?.toLowerCase(), patience };
    const give = async () => {
      await requireHomeTenant(grant);
      return current(found, used);
    };
    return give().catch((error: unknown) => {
      if (!found.fence?.isUp || !(error instanceof ConnectorError)) throw error;
      return read(hostTenantId, reference, from, patience ? { patience } : {});
    });
  };

  return {
    read,
    async renew(token, claims) {
      const { grant, tokens, opened } = await openGrant(await grants.read(token.grant.sender));
      await requireHomeTenant(grant);
      // Another send renewed it while our request was under way.
      const isRenewed = opened.accessToken !== token.accessToken && !claims;
      const latest = isRenewed ? { grant, opened } : await refreshTokens('patient', grant, tokens, opened, claims);
      requireSameAccount(token.grant, latest.grant);
      const renewed = tokenOf(latest, token.relied, now());
      if (renewed.mailbox !== token.mailbox) throw changed('The mailbox');
      if (renewed.relied.length < token.relied.length) throw changed('The name');
      return renewed;
    },
    noteMailbox: createNoteMailbox({ grants, renewProofs, now }),
    async refuse({ grant }, graphCode) {
      const code = 'consent_required';
      const problem = { code, ...(graphCode && { upstreamCode: graphCode }), since: now() } as const;
      await replaceUnlessChanged(grants, { ...grant, status: 'reconsent_required', problem });
    },
  };
}

/**
 * A connection that was replaced while a token was renewed may lead to another account; the next request is then judged by that
 * connection from the start.
 * @throws ConnectorError `conflict`
 */
function requireSameAccount(before: Grant, after: Grant): void {
  if (!isOfAccount(after, before)) throw changed('The home account');
}

/**
 * What was just read again. What Exchange leaves unclear nobody can put right, and a name that goes with its mailbox not the person.
 * @throws ConnectorError `graph_unavailable`, `mailbox_not_found`
 */
function requireUsable(proven: RenewedProofs, used: readonly string[], now: Date): OpenedGrant {
  const { grant, opened, isClear } = proven;
  const usable = listUsableNames(opened, now);
  if (!isClear && used.some((one) => isSealedName(opened, one) && !usable.includes(one)))
    throw new ConnectorError('graph_unavailable');
  if (isGone(grant) && used.some((one) => !isSealedName(opened, one))) throw new ConnectorError('mailbox_not_found');
  return proven;
}

function tokenOf({ grant, opened }: OpenedGrant, used: readonly string[], now: Date): SenderToken {
  const contested = listContested(grant);
  const names = listOwnNames({ grant, opened }, now);
  const relied = used.filter((one) => names.includes(one));
  return {
    grant,
    accessToken: opened.accessToken,
    mailbox: opened.mailbox,
    mayMakeDrafts: listMissingScopes([LARGE_MAIL_SCOPE], opened.scopes).length === 0,
    maySendShared: listMissingScopes([SHARED_MAIL_SCOPE], opened.scopes).length === 0,
    names,
    relied,
    contested: contested.filter((one) => isSealedName(opened, one)),
    isMailboxUnclear: opened.addresses !== undefined && opened.provenAt === undefined,
  };
}

function refused(code: 'sealed_record_refused' | 'consent_required', reason: string): ConnectorError {
  return new ConnectorError(code, { cause: new Error(reason) });
}

function changed(what: string): ConnectorError {
  return new ConnectorError('conflict', { cause: new Error(`${what} changed while a token was renewed.`) });
}

/**
 * Gives the access token of one sender: from the sealed row while it is valid, else refreshed.
 *
 * Nothing is kept in memory between calls. What Entra answers decides what becomes of the grant (outcomes.ts): `reconsent`
 * and `reject` end it, `retry` leaves it as it is, and then a token that is still valid is used to its end. A token that
 * belongs to another home account than the one the request began with, or that does not prove the name it came by, is never
 * given. It never sends mail.
 */
import { outcomes } from '../outcomes.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { ACCESS_TOKEN_LAST_RESORT_MARGIN_SECONDS, ACCESS_TOKEN_MARGIN_SECONDS } from '../limits.ts';
import type { FindSender, FoundSender } from './find-sender.ts';
import type { Grant, GrantStore, Versioned } from './grant.ts';
import type { OpenGrant } from './open-grant.ts';
import type { OpenedGrant, RefreshTokens } from './refresh-tokens.ts';
import type { TokenSet } from './token-set.ts';

export interface SenderToken {
  /** Its generation and home identity are those of the token. */
  grant: Versioned<Grant>;
  accessToken: string;
  /** As it was sealed with the token; the clear column of the grant decides nothing. */
  mailbox: string;
  /** The name the caller used, in lower case; absent when it was the object id. */
  name?: string;
}

export interface AccessTokens {
  /**
   * @throws ConnectorError `consent_required`, `sender_ambiguous`, `sealed_record_refused`, or what a
   *   dependency or Entra said.
   */
  read(hostTenantId: string, reference: string): Promise<SenderToken>;
  /**
   * A new token of the same home account and mailbox, after Graph refused this one; `claims` from its challenge.
   * @throws ConnectorError as `read`; `conflict` when another account or mailbox was connected meanwhile
   */
  renew(token: SenderToken, claims?: string): Promise<SenderToken>;
  /** Graph refused a token that was fresh: the grant needs consent again. */
  refuse(token: SenderToken, graphCode?: string): Promise<void>;
}

export interface AccessTokensDependencies {
  findSender: FindSender;
  grants: Pick<GrantStore, 'read' | 'replace'>;
  openGrant: OpenGrant;
  refreshTokens: RefreshTokens;
  now: () => Date;
}

export function createAccessTokens({
  findSender,
  grants,
  openGrant,
  refreshTokens,
  now,
}: AccessTokensDependencies): AccessTokens {
  const secondsLeft = (tokens: TokenSet) => (tokens.expiresAt - now().getTime()) / 1000;

  async function current(found: Pick<FoundSender, 'grant' | 'tokens'>, name?: string): Promise<SenderToken> {
    const { grant, tokens, opened } = await openGrant(found);
    const asStored = begin({ grant, opened }, name);
    if (secondsLeft(opened) > ACCESS_TOKEN_MARGIN_SECONDS) return asStored;
    try {
      return follow(asStored, await refreshTokens(grant, tokens, opened));
    } catch (error) {
      const isPassing = error instanceof ConnectorError && outcomes[error.code].disposition === 'retry';
      const isOurs = hasCode(error, 'conflict');
      if (isPassing && !isOurs && secondsLeft(opened) > ACCESS_TOKEN_LAST_RESORT_MARGIN_SECONDS) return asStored;
      throw error;
    }
  }

  return {
    async read(hostTenantId, reference) {
      const found = await findSender(hostTenantId, reference).catch((error: unknown) => {
        throw hasCode(error, 'not_found') ? new ConnectorError('consent_required', { cause: error }) : error;
      });
      return current(found, found.name);
    },
    async renew(token, claims) {
      const { grant, tokens, opened } = await openGrant(await grants.read(token.grant.sender));
      // Another send renewed it while our request was under way.
      const isRenewed = opened.accessToken !== token.accessToken && !claims;
      const latest = isRenewed ? { grant, opened } : await refreshTokens(grant, tokens, opened, claims);
      const renewed = follow(token, latest);
      // The caller's `from` was compared with the mailbox of the first token.
      if (renewed.mailbox !== token.mailbox) throw changed('The mailbox');
      return renewed;
    },
    async refuse({ grant }, graphCode) {
      const problem = { code: 'consent_required' as const, ...(graphCode && { upstreamCode: graphCode }) };
      await grants.replace({ ...grant, status: 'reconsent_required', problem }).catch((error: unknown) => {
        // A grant that changed meanwhile carries a newer decision.
        if (!hasCode(error, 'conflict')) throw error;
      });
    },
  };
}

/** The name that led here must be one that was proven together with the tokens. @throws ConnectorError `sealed_record_refused` */
function begin({ grant, opened }: OpenedGrant, name: string | undefined): SenderToken {
  if (provesName(opened, name)) return tokenOf({ grant, opened }, name);
  throw new ConnectorError('sealed_record_refused', {
    cause: new Error('A name leads to a sender who never proved it.'),
  });
}

/**
 * What a renewal gave in place of a token. A connection that was replaced meanwhile may lead to another account or have lost the
 * name; the next request is then judged by that connection from the start.
 * @throws ConnectorError `conflict`
 */
function follow({ grant: before, name }: SenderToken, after: OpenedGrant): SenderToken {
  const { homeTenantId, homeObjectId } = after.grant;
  if (homeTenantId !== before.homeTenantId || homeObjectId !== before.homeObjectId) throw changed('The home account');
  if (!provesName(after.opened, name)) throw changed('The name');
  return tokenOf(after, name);
}

function tokenOf({ grant, opened }: OpenedGrant, name: string | undefined): SenderToken {
  return { grant, accessToken: opened.accessToken, mailbox: opened.mailbox, ...(name !== undefined && { name }) };
}

function provesName({ mailbox, userPrincipalName }: TokenSet, name: string | undefined): boolean {
  return name === undefined || name === mailbox.toLowerCase() || name === userPrincipalName?.toLowerCase();
}

function changed(what: string): ConnectorError {
  return new ConnectorError('conflict', { cause: new Error(`${what} changed while a token was renewed.`) });
}

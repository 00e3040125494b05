/**
 * Gives the access token of one sender: from the sealed row while it is valid, else refreshed.
 *
 * Nothing is kept in memory between calls. What Entra answers decides what becomes of the grant (outcomes.ts): `reconsent`
 * and `reject` end it, `retry` leaves it as it is, and then a token that is still valid is used to its end. It never sends
 * mail.
 */
import { outcomes } from '../outcomes.ts';
import { ConnectorError, hasCode } from '../errors.ts';
import { ACCESS_TOKEN_LAST_RESORT_MARGIN_SECONDS, ACCESS_TOKEN_MARGIN_SECONDS } from '../limits.ts';
import type { Vault } from '../vault/vault.ts';
import type { FindSender, FoundSender } from './find-sender.ts';
import type { Grant, GrantStore, SealedTokens, Versioned } from './grant.ts';
import type { RefreshTokens } from './refresh-tokens.ts';
import { openTokens } from './sealed-tokens.ts';
import type { TokenSet } from './token-set.ts';

export interface SenderToken {
  grant: Versioned<Grant>;
  accessToken: string;
}

export interface AccessTokens {
  /**
   * @throws ConnectorError `consent_required`, `sender_ambiguous`, `sealed_record_refused`, or what a
   *   dependency or Entra said.
   */
  read(hostTenantId: string, reference: string): Promise<SenderToken>;
  /** A new token after Graph refused this one; `claims` from its challenge. Throws as `read`. */
  renew(token: SenderToken, claims?: string): Promise<SenderToken>;
  /** Graph refused a token that was fresh: the grant needs consent again. */
  refuse(token: SenderToken, graphCode?: string): Promise<void>;
}

export interface AccessTokensDependencies {
  findSender: FindSender;
  grants: Pick<GrantStore, 'read' | 'replace'>;
  vault: Pick<Vault, 'open'>;
  refreshTokens: RefreshTokens;
  now: () => Date;
}

interface Connected {
  grant: Versioned<Grant>;
  tokens: Versioned<SealedTokens>;
}

export function createAccessTokens({
  findSender,
  grants,
  vault,
  refreshTokens,
  now,
}: AccessTokensDependencies): AccessTokens {
  const secondsLeft = (tokens: TokenSet) => (tokens.expiresAt - now().getTime()) / 1000;

  async function current({ grant, tokens }: Connected, name?: string): Promise<SenderToken> {
    const opened = await openTokens(vault, grant, tokens.sealed);
    checkName(opened, name);
    if (secondsLeft(opened) > ACCESS_TOKEN_MARGIN_SECONDS) return { grant, accessToken: opened.accessToken };
    try {
      return { grant, accessToken: (await refreshTokens(grant, tokens, opened)).accessToken };
    } catch (error) {
      const isPassing = error instanceof ConnectorError && outcomes[error.code].disposition === 'retry';
      if (isPassing && secondsLeft(opened) > ACCESS_TOKEN_LAST_RESORT_MARGIN_SECONDS)
        return { grant, accessToken: opened.accessToken };
      throw error;
    }
  }

  return {
    async read(hostTenantId, reference) {
      const found = await findSender(hostTenantId, reference).catch((error: unknown) => {
        throw hasCode(error, 'not_found') ? new ConnectorError('consent_required', { cause: error }) : error;
      });
      return current(requireConnected(found), found.name);
    },
    async renew(token, claims) {
      const { grant, tokens } = requireConnected(await grants.read(token.grant.sender));
      const opened = await openTokens(vault, grant, tokens.sealed);
      // Another send renewed it while our request was under way.
      if (opened.accessToken !== token.accessToken && !claims) return { grant, accessToken: opened.accessToken };
      return { grant, accessToken: (await refreshTokens(grant, tokens, opened, claims)).accessToken };
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

function requireConnected({ grant, tokens }: Pick<FoundSender, 'grant' | 'tokens'>): Connected {
  if (grant?.status !== 'connected' || !tokens) throw new ConnectorError('consent_required');
  return { grant, tokens };
}

/** The name that led here must be one that was proven together with the tokens. */
function checkName(tokens: TokenSet, name: string | undefined): void {
  if (name === undefined || name === tokens.mailbox.toLowerCase() || name === tokens.userPrincipalName?.toLowerCase())
    return;
  throw new ConnectorError('sealed_record_refused', {
    cause: new Error('A name leads to a sender who never proved it.'),
  });
}

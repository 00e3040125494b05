/**
 * Asks Graph with the token of a sender, and once more with a new one where Graph refused the first before it looked at the request.
 *
 * It knows no request and repeats nothing else.
 */
import { ConnectorError } from '../errors.ts';
import type { Unauthorized } from '../graph/judge-refusal.ts';
import type { ErrorCode } from '../outcomes.ts';
import { createExplainRefusal } from './explain-refusal.ts';
import type { SenderToken, SenderTokens } from './sender-tokens.ts';

/** A token that was refused twice, or could not be renewed. */
export interface TokenRefused {
  kind: 'refused';
  code: ErrorCode;
  graphCode?: string;
}

export interface AskWithTokenDependencies<Token extends SenderToken> {
  senderTokens: Pick<SenderTokens<Token>, 'bind' | 'renew' | 'refuse'>;
}

/** With the token to go on with. Throws what `ask` throws, and no ConnectorError of its own. */
export type AskWithToken<Token extends SenderToken> = <Outcome extends { kind: string }>(
  token: Token,
  ask: (token: Token) => Promise<Outcome>,
) => Promise<{ outcome: Exclude<Outcome, { kind: 'unauthorized' }> | TokenRefused; token: Token }>;

export function createAskWithToken<Token extends SenderToken>({
  senderTokens,
}: AskWithTokenDependencies<Token>): AskWithToken<Token> {
  const explainRefusal = createExplainRefusal(senderTokens);

  /** What `work` says, or what it throws as a refusal. */
  async function orRefused<Result>(
    token: Token,
    { graphCode }: Unauthorized,
    work: () => Promise<Result>,
  ): Promise<Result | TokenRefused> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const { hostTenantId, hostObjectId } = token.grant.sender;
      const { code } = await explainRefusal(error, hostTenantId, hostObjectId);
      return { kind: 'refused', code, ...(graphCode && { graphCode }) };
    }
  }

  return async <Outcome extends { kind: string }>(token: Token, ask: (token: Token) => Promise<Outcome>) => {
    type Known = Exclude<Outcome, { kind: 'unauthorized' }>;
    const first = await ask(token);
    if (!isUnauthorized(first)) return { outcome: first as Known, token };
    const renewed = await orRefused(token, first, async () => ({
      token: await senderTokens.renew(token, first.claims),
    }));
    if ('kind' in renewed) return { outcome: renewed, token };
    const second = await ask(renewed.token);
    if (!isUnauthorized(second)) return { outcome: second as Known, token: renewed.token };
    const { graphCode } = second;
    const outcome = await orRefused(token, first, async (): Promise<TokenRefused> => {
      await senderTokens.refuse(renewed.token, graphCode);
      return { kind: 'refused', code: 'consent_required', ...(graphCode && { graphCode }) };
    });
    return { outcome, token: renewed.token };
  };
}

function isUnauthorized(outcome: { kind: string }): outcome is Unauthorized {
  return outcome.kind === 'unauthorized';
}

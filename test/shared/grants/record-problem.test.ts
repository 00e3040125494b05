import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { Grant } from '../../../shared/grants/grant.ts';
import { confirmRefusal } from '../../../shared/grants/record-problem.ts';
import { createGrant, createTokens } from '../../contract/samples.ts';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const refused = (upstreamCode: string) => new ConnectorError('refusal_unconfirmed', { upstreamCode });
const tokensOf = (seconds: number) => ({ ...createTokens(), refreshedAt: ago(seconds) });
const doubted = (problem: Grant['problem']) => createGrant(problem && { problem });

describe('confirmRefusal', () => {
  it.each<[string, Grant['problem'], boolean]>([
    ['nothing before', undefined, false],
    ['the same answer an hour ago', { code: 'refusal_unconfirmed', upstreamCode: 'AADSTS1', since: ago(3_600) }, true],
    ['the same answer just now', { code: 'refusal_unconfirmed', upstreamCode: 'AADSTS1', since: ago(3_599) }, false],
    ['another unknown reason', { code: 'refusal_unconfirmed', upstreamCode: 'AADSTS2', since: ago(3_600) }, false],
    ['another one just now', { code: 'refusal_unconfirmed', upstreamCode: 'AADSTS2', since: ago(3_599) }, false],
    ['another problem', { code: 'blocked_by_home_policy', upstreamCode: 'AADSTS1', since: ago(9_999) }, false],
    ['an answer without a time', { code: 'refusal_unconfirmed', upstreamCode: 'AADSTS1' }, false],
  ])('after %s', (_what, problem, isDefinite) => {
    const error = refused('AADSTS1');
    const confirmed = confirmRefusal(doubted(problem), tokensOf(9_999), error, now);
    if (isDefinite)
      expect(confirmed).toMatchObject({ code: 'consent_required', upstreamCode: 'AADSTS1', cause: error });
    else expect(confirmed).toBe(error);
  });

  it('leaves every other refusal as it is', () => {
    const problem = { code: 'refusal_unconfirmed', upstreamCode: 'AADSTS53003', since: ago(9_999) } as const;
    const error = new ConnectorError('blocked_by_home_policy', { upstreamCode: 'AADSTS53003' });
    expect(confirmRefusal(doubted(problem), tokensOf(99_999), error, now)).toBe(error);
  });

  it('begins anew when a refresh has succeeded since', () => {
    const problem = { code: 'refusal_unconfirmed', upstreamCode: 'AADSTS1', since: ago(9_999) } as const;
    const error = refused('AADSTS1');
    expect(confirmRefusal(doubted(problem), tokensOf(9_998), error, now)).toBe(error);
  });
});

import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { Grant } from '../../../shared/grants/grant.ts';
import { confirmRefusal, createRecordProblem } from '../../../shared/grants/record-problem.ts';
import { CONFLICT_RETRIES_MAX } from '../../../shared/limits.ts';
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

/** A store that gives these grants, one after another and then the last again, and takes no write where it says so. */
function storeOf(given: (Grant | undefined)[], takesWrites = true) {
  const written: Grant[] = [];
  let [reads, writes] = [0, 0];
  const grants = {
    read: async () => {
      const grant = given[Math.min(reads++, given.length - 1)];
      return grant ? { grant: { ...grant, etag: 'W/"2"' } } : {};
    },
    async replace(grant: Grant) {
      writes += 1;
      if (!takesWrites) throw new ConnectorError('conflict');
      written.push(grant);
    },
  };
  const due = { add: async () => undefined, remove: async () => undefined };
  return { ...createRecordProblem({ grants, due, now: () => now }), written, reads: () => reads, writes: () => writes };
}

const read = (grant: Grant) => ({ ...grant, etag: 'W/"1"' });
const suspended = createGrant({ status: 'reconsent_required', problem: { code: 'identity_changed', since: now } });
const ended = createGrant({ status: 'reconsent_required', problem: { code: 'consent_required', since: now } });
const blocked = createGrant({ problem: { code: 'blocked_by_home_policy', since: ago(60) } });

describe('heal', () => {
  it('gives a sound grant as it is, without a write', async () => {
    const { heal, writes } = storeOf([createGrant()]);
    expect(await heal(createGrant())).toMatchObject({ status: 'connected', etag: 'W/"2"' });
    expect(writes()).toBe(0);
  });

  it('takes the problem away, and gives the grant as it is stored then', async () => {
    const { heal, written, reads } = storeOf([blocked, createGrant()]);
    expect(await heal(blocked)).toMatchObject({ status: 'connected' });
    expect([written.map(({ status, problem }) => [status, problem]), reads()]).toEqual([[['connected', undefined]], 2]);
  });

  it.each<[string, Grant | undefined, string]>([
    ['a sign-in has contradicted', suspended, 'identity_changed'],
    ['was disconnected', createGrant({ status: 'disconnected' }), 'consent_required'],
    ['has ended', ended, 'consent_required'],
    ['is not there', undefined, 'consent_required'],
    ['was connected anew', createGrant({ generation: 2 }), 'conflict'],
  ])('revives none that %s', async (_what, stored, code) => {
    const { heal, writes } = storeOf([stored]);
    await expect(heal(createGrant())).rejects.toMatchObject({ code });
    expect(writes()).toBe(0);
  });

  it('gives up where it keeps changing', async () => {
    const { heal, writes } = storeOf([blocked], false);
    await expect(heal(blocked)).rejects.toMatchObject({ code: 'conflict' });
    expect(writes()).toBe(CONFLICT_RETRIES_MAX);
  });
});

describe('recordProblem', () => {
  const definite = new ConnectorError('consent_required', { upstreamCode: 'AADSTS50173' });
  const passing = new ConnectorError('refusal_unconfirmed', { upstreamCode: 'AADSTS1' });

  it('ends a grant that was refused for good', async () => {
    const { recordProblem, written, reads } = storeOf([createGrant()]);
    await recordProblem(read(createGrant()), definite);
    expect(written).toMatchObject([
      { status: 'reconsent_required', problem: { code: 'consent_required', since: now } },
    ]);
    expect(reads()).toBe(0);
  });

  it.each<[string, Grant | undefined]>([
    ['suspended', suspended],
    ['disconnected', createGrant({ status: 'disconnected' })],
    ['connected anew', createGrant({ generation: 2 })],
    ['gone', undefined],
  ])('leaves one that was %s meanwhile as it is', async (_what, stored) => {
    const { recordProblem, reads, writes } = storeOf([stored], false);
    await recordProblem(read(createGrant()), definite);
    expect([reads(), writes()]).toEqual([1, 1]);
  });

  it('tries again where something else of it has changed, but not for ever', async () => {
    const { recordProblem, writes } = storeOf([createGrant()], false);
    await recordProblem(read(createGrant()), definite);
    expect(writes()).toBe(CONFLICT_RETRIES_MAX);
  });

  it('writes the same answer once, and neither revives nor changes what has ended', async () => {
    const { recordProblem, writes } = storeOf([createGrant()]);
    const known = { code: 'consent_required', upstreamCode: 'AADSTS50173', since: ago(60) } as const;
    await recordProblem(read(createGrant({ status: 'reconsent_required', problem: known })), definite);
    await recordProblem(read(ended), passing);
    expect(writes()).toBe(0);
  });

  it('passes on what storage throws', async () => {
    const down = new ConnectorError('storage_unavailable');
    const grants = {
      read: () => Promise.reject(down),
      replace: () => Promise.reject(new ConnectorError('conflict')),
    };
    const due = { add: async () => undefined, remove: async () => undefined };
    const { recordProblem } = createRecordProblem({ grants, due, now: () => now });
    await expect(recordProblem(read(createGrant()), definite)).rejects.toBe(down);
  });
});

describe('what is known of a grant already', () => {
  const passing = new ConnectorError('refusal_unconfirmed', { upstreamCode: 'AADSTS1' });
  const withdrawn = new ConnectorError('consent_withdrawn', { upstreamCode: 'AADSTS65001' });
  const problemOf = ({ code, upstreamCode }: ConnectorError) => ({ code, upstreamCode: upstreamCode!, since: ago(60) });

  it('is not written again while others than an administrator have to act', async () => {
    const { recordProblem, writes } = storeOf([createGrant()]);
    await recordProblem(read(createGrant({ problem: problemOf(passing) })), passing);
    expect(writes()).toBe(0);
  });

  it('is not written again of a grant that has ended, though its next trial is late', async () => {
    const { recordProblem, writes } = storeOf([createGrant()]);
    const late = { problem: problemOf(withdrawn), refreshDueAt: ago(60) };
    await recordProblem(read(createGrant({ ...late, status: 'reconsent_required' })), withdrawn);
    expect(writes()).toBe(0);
  });

  it('does not keep a connected grant from ending, whatever it says', async () => {
    const { recordProblem, written } = storeOf([createGrant()]);
    await recordProblem(read(createGrant({ problem: problemOf(withdrawn) })), withdrawn);
    expect(written).toMatchObject([{ status: 'reconsent_required' }]);
  });

  it('does not keep a grant ended that nothing but its mailbox stands in the way of', async () => {
    const problem = { code: 'mailbox_blocked', since: ago(60) } as const;
    const { heal, written } = storeOf([createGrant({ status: 'reconsent_required', problem }), createGrant()]);
    expect(await heal(createGrant())).toMatchObject({ status: 'connected' });
    expect(written).toMatchObject([{ status: 'connected', problem }]);
  });
});

import { describe, expect, it } from 'vitest';
import { readTokenFailure } from '../../shared/oauth/entra-failure.ts';
import { outcomes, type ErrorCode } from '../../shared/outcomes.ts';
import { ann } from './api.ts';
import { codeOf } from './invoke.ts';
import { producers, shownAsProblem, type Produce } from './produce-outcomes.ts';
import { createStrictApi as createApi } from './submit.ts';

describe('outcomes', () => {
  it('has a way to produce each of its codes', () => {
    expect([...Object.keys(producers), shownAsProblem].sort()).toEqual(Object.keys(outcomes).sort());
  });

  it(`${shownAsProblem} is shown as the problem of a sender`, async () => {
    const api = createApi();
    await api.signIn('ann');
    api.clock.pass(3_600);
    const body = { error: 'invalid_grant', suberror: 'consent_required', error_codes: [65001] };
    api.entra.script.failures.push(readTokenFailure(400, body, { grantType: 'refresh_token' }));
    expect((await api.send()).json).toMatchObject({ code: shownAsProblem, upstreamCode: 'AADSTS65001' });
    const { json } = await api.call('sender', 'GET', { params: { sender: ann } });
    expect(json).toMatchObject({ status: 'reconsent_required', problem: { code: shownAsProblem, who: 'person' } });
  });

  it.each(Object.entries(producers) as [ErrorCode, Produce][])('%s happens', async (code, produce) => {
    const answer = await produce();
    const { status, who } = outcomes[code];
    expect([codeOf(answer), answer.status]).toEqual([code, status]);
    // Problem details and messages name the code and who must act; a page has sentences instead.
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
    const isKept = ['unknown', 'held'].includes(String(answer.json['status']));
    const said = isKept ? (answer.json['error'] as object) : answer.json;
    // Graph's shape has a code of its own and no `who`.
    const isGraphs = code === 'not_implemented';
    if (!isPage && !isGraphs) expect(said).toMatchObject({ code, who });
    // What only the operator can put right does not pass by waiting; what is held is asked for again.
    const passes = (status === 503 || status === 429) && who !== 'operator';
    expect(answer.headers.has('retry-after')).toBe(passes || code === 'mailbox_changed');
    // A library that repeats by itself three times gives up after 100 s.
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(20);
  });
});

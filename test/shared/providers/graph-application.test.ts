import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { judgeSend } from '../../../shared/graph/judge-send.ts';
import { readGraphError } from '../../../shared/graph/read-graph-error.ts';
import { createGraphApplication } from '../../../shared/providers/graph-application/graph-application.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const homeTenantId = 'fab00000-0000-4000-8000-000000000002';
const document = {
  provider: 'graph-application' as const,
  homeTenantId,
  mailboxes: [{ address: 'invoices@fabrikam.com' }],
  deniedMailbox: 'ceo@fabrikam.com',
};
const mailbox = { hostTenantId: 'host', name: 'one', document, address: 'invoices@fabrikam.com' };

/** `answers`: status and code of Graph's, by address. */
function createStage(answers: Record<string, [number, string]> = {}, issuedBy: string | null = homeTenantId) {
  const clock = createManualClock();
  const stage = { acquired: [] as (string | undefined)[], clientId: 'one', failure: undefined as Error | undefined };
  const provider = createGraphApplication({
    graph: {
      async callGraph(_accessToken, { path }) {
        const address = decodeURIComponent(path.split('/')[2] ?? '');
        const [status, code] = answers[address] ?? [202, ''];
        const body = Buffer.from(JSON.stringify({ error: { code } }));
        return { status, headers: { 'request-id': 'r' }, body, isComplete: true };
      },
      judgeSend,
      readGraphError,
      now: clock.now,
    },
    registrations: { readForHomeTenant: async () => ({ clientId: stage.clientId }) as never },
    async acquireForApplication({ tenantId, scope, claims }) {
      if (stage.failure) throw stage.failure;
      expect([tenantId, scope]).toEqual([homeTenantId, '00000003-0000-0000-c000-000000000000/.default']);
      stage.acquired.push(claims);
      const payload = Buffer.from(JSON.stringify({ tid: issuedBy, n: stage.acquired.length })).toString('base64url');
      const accessToken = issuedBy === null ? `opaque-${stage.acquired.length}` : `x.${payload}.x`;
      return { accessToken, expiresAt: new Date(clock.now().getTime() + 3_600_000) };
    },
    now: clock.now,
  });
  return { stage, clock, provider };
}

describe('open', () => {
  it('keeps a token for each app registration, and gets another one before it ends, or for one that was refused', async () => {
    const { stage, clock, provider } = createStage();
    const first = await provider.open(mailbox);
    expect(await provider.open(mailbox)).toBe(first);
    expect(await provider.open(mailbox, { refused: 'another' })).toBe(first);
    const second = await provider.open(mailbox, { refused: first });
    expect(second).not.toBe(first);
    expect(await provider.open(mailbox)).toBe(second);
    stage.clientId = 'two';
    await provider.open(mailbox);
    clock.pass(31 * 60);
    await provider.open(mailbox);
    expect(stage.acquired).toHaveLength(4);
  });

  it('answers a challenge with a token that was asked for with it', async () => {
    const { stage, provider } = createStage();
    const refused = await provider.open(mailbox);
    const renewed = await provider.open(mailbox, { refused, claims: '{"access_token":{}}' });
    expect(await provider.open(mailbox)).toBe(renewed);
    expect(stage.acquired).toEqual([undefined, '{"access_token":{}}']);
  });

  it('takes no token that says it is of another tenant, and one that says nothing', async () => {
    await expect(createStage({}, 'another').provider.open(mailbox)).rejects.toMatchObject({
      code: 'sealed_record_refused',
    });
    expect(await createStage({}, null).provider.open(mailbox)).toBe('opaque-1');
  });

  it('keeps no failure', async () => {
    const { stage, provider } = createStage();
    stage.failure = new ConnectorError('home_tenant_blocked');
    await expect(provider.open(mailbox)).rejects.toMatchObject({ code: 'home_tenant_blocked' });
    stage.failure = undefined;
    expect(await provider.open(mailbox)).toMatch(/^x\./);
  });
});

describe('check', () => {
  const allowed: [number, string] = [400, 'ErrorInvalidRecipients'];
  const denied: [number, string] = [403, 'ErrorAccessDenied'];
  const missing: [number, string] = [404, 'ErrorInvalidUser'];

  it.each([
    [allowed, denied, true, 'nobody', /refuses deniedMailbox/],
    [denied, denied, false, 'home_admin', /adds the mailbox to the scope/],
    [allowed, allowed, false, 'home_admin', /removes the permission Mail\.Send/],
    [denied, allowed, false, 'home_admin', /removes the permission Mail\.Send/],
    [missing, denied, false, 'operator', /does not exist in the home tenant: the operator corrects/],
    [allowed, missing, false, 'operator', /it proves nothing/],
  ] as const)('judges %j beside %j of deniedMailbox', async (own, other, ok, who, detail) => {
    const { provider } = createStage({ 'invoices@fabrikam.com': [...own], 'ceo@fabrikam.com': [...other] });
    expect(await provider.check(mailbox)).toEqual({ ok, who, detail: expect.stringMatching(detail) as string });
  });

  it('proves nothing by an outage, and asks the home administrator where the app is not known', async () => {
    const { stage, provider } = createStage({ 'ceo@fabrikam.com': [503, 'x'], 'invoices@fabrikam.com': allowed });
    await expect(provider.check(mailbox)).rejects.toMatchObject({ code: 'graph_unavailable' });
    stage.failure = new ConnectorError('home_tenant_blocked');
    expect(await provider.check(mailbox)).toMatchObject({ ok: false, who: 'home_admin' });
    stage.failure = new ConnectorError('entra_unavailable');
    await expect(provider.check(mailbox)).rejects.toMatchObject({ code: 'entra_unavailable' });
  });
});

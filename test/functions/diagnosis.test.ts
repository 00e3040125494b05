import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../shared/errors.ts';
import { readTokenFailure } from '../../shared/oauth/entra-failure.ts';
import { EMPTY_LOAD } from '../../shared/outbox/mailbox-load.ts';
import { createTenants } from '../../shared/tenants/tenants.ts';
import { personOf, publicUrl } from '../fakes/memory-connector.ts';
import { authority, homeTenantId, hostTenantId, otherTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { ann, createApi } from './api.ts';
import { lineOf, type Invocation } from './invoke.ts';

type Api = ReturnType<typeof createApi>;
type Replace = Parameters<typeof createApi>[0];
type Step = Record<string, string | undefined>;

const sender = { hostTenantId, hostObjectId: ann };
const entraSays = (...numbers: number[]) =>
  readTokenFailure(400, { error: 'invalid_grant', error_codes: numbers }, { grantType: 'refresh_token' });

const look = ({ call }: Api, method = 'GET', given = ann) =>
  call('senderDiagnosis', method, { params: { sender: given } });

/** Every step that is not in order: its state and what says so. */
function listSteps({ json }: Pick<Invocation, 'json'>): Record<string, string> {
  const steps = (json['steps'] as Step[]).filter(({ state }) => state !== 'ok');
  return Object.fromEntries(
    steps.map(({ name, state, code, skippedFor, finding }) => [name, `${state}: ${code ?? skippedFor ?? finding}`]),
  );
}

const stepOf = ({ json }: Pick<Invocation, 'json'>, name: string): Step =>
  (json['steps'] as Step[]).find((step) => step['name'] === name) ?? {};

/** Everything behind a token that there is none of. */
const noToken = (step: string) => ({ mailbox: `skipped: ${step}` });
const noGrant = { names: 'skipped: grant', token: 'skipped: grant', permission: 'skipped: grant', ...noToken('grant') };

/** The access token has ended, and Entra refuses to renew it. */
const refuse = (api: Api, ...numbers: number[]) => {
  api.clock.pass(3_600);
  api.entra.script.failures.push(entraSays(...numbers));
};

const pause = (api: Api, seconds = 600) =>
  api.stores.mailboxLoads.write(sender, { ...EMPTY_LOAD, pausedUntil: api.clock.now().getTime() + seconds * 1000 });

/** Ann's address is also said to be that of somebody of another home tenant. */
async function contest({ graph, entra, signIn }: Api) {
  graph.script.change = () => ({ address: 'ann@fabrikam.com', userPrincipalName: 'ann@fabrikam.com', addresses: [] });
  entra.script.change = (result) => ({
    ...result,
    ...(result.clientInfo && { clientInfo: { ...result.clientInfo, utid: otherTenantId } }),
    ...(result.idTokenClaims['tid'] !== hostTenantId && {
      idTokenClaims: { ...result.idTokenClaims, tid: otherTenantId, iss: `${authority}/${otherTenantId}/v2.0` },
    }),
  });
  await signIn('ben');
}

/** As MAIL_PERMISSION was when the sender connected. */
const largeMail: Replace = ({ config }) => ({ config: { ...config, mailPermission: 'Mail.ReadWrite' } });
async function grantOnly({ stores }: Api, scopes: string[]) {
  const { grant } = await stores.grants.read(sender);
  if (grant) await stores.grants.replace({ ...grant, scopes });
}

const allowed: { list?: string[] } = {};
const homeTenants: Replace = ({ config }) => {
  const list = (allowed.list = ['*']);
  const read = async () => ({ documents: [], refused: [] });
  return { tenants: createTenants({ ...config, allowedHomeTenants: list }, read) };
};
const down: { error?: Error | undefined } = {};
const vault: Replace = (parts) => {
  down.error = undefined;
  const open: typeof parts.vault.open = (...given) =>
    down.error ? Promise.reject(down.error) : parts.vault.open(...given);
  return { vault: { ...parts.vault, open } };
};
const gone = { isGone: false };
const registrations: Replace = (parts) => {
  gone.isGone = false;
  const read: typeof parts.registrations.read = async (id) => (gone.isGone ? undefined : parts.registrations.read(id));
  return { registrations: { ...parts.registrations, read } };
};

interface Case {
  replace?: Replace;
  /** That Entra says were granted. */
  scopes?: string[];
  /** After Ann has connected. */
  meanwhile?: (api: Api) => unknown;
  by?: string;
  finds: Record<string, string>;
}

const cases: Record<string, Case> = {
  'a healthy sender': { finds: {} },
  'a healthy sender by name': { by: 'ANN@fabrikam.com', finds: {} },
  'a disconnected sender': {
    meanwhile: ({ connector }) => connector.senders.disconnect(hostTenantId, ann),
    finds: { grant: 'failed: consent_required', ...noGrant },
  },
  'another account in the place of the sender': {
    meanwhile: async ({ entra, signIn }) => {
      entra.script.change = (result) => ({ ...result, clientInfo: { uid: ann, utid: homeTenantId } });
      await signIn('ann', 'manage');
    },
    finds: { grant: 'failed: identity_changed', ...noGrant },
  },
  'a consent that has just been withdrawn': {
    meanwhile: (api) => refuse(api, 65001),
    finds: { grant: 'failed: consent_withdrawn', ...noGrant },
  },
  'a refusal for an unknown reason': {
    meanwhile: (api) => refuse(api, 999_999),
    finds: { token: 'failed: refusal_unconfirmed', ...noToken('token') },
  },
  'a policy of the home tenant': {
    meanwhile: (api) => refuse(api, 53003),
    finds: { policy: 'failed: blocked_by_home_policy', token: 'skipped: policy', ...noToken('policy') },
  },
  'a home tenant that is not allowed any more': {
    replace: homeTenants,
    meanwhile: () => allowed.list?.splice(0, 1, otherTenantId),
    finds: { policy: 'failed: home_tenant_not_allowed', token: 'skipped: policy', ...noToken('policy') },
  },
  'a paused tenant': {
    meanwhile: ({ keepTenant }) => keepTenant({ isPaused: true }),
    finds: { policy: 'failed: tenant_paused' },
  },
  'a tenant for tests': {
    meanwhile: ({ keepTenant }) => keepTenant({ sandbox: { allowedRecipients: ['mia@contoso.com'] } }),
    finds: { policy: 'warning: sandbox' },
  },
  'a paused mailbox': {
    meanwhile: (api) => pause(api),
    finds: { limits: 'warning: mailbox_throttled', mailbox: 'skipped: limits' },
  },
  'a mailbox of which a minute is full': {
    meanwhile: ({ stores, clock, config }) =>
      stores.mailboxLoads.write(sender, {
        ...EMPTY_LOAD,
        sends: [[Math.floor(clock.now().getTime() / 1000), config.messagesPerMinute]],
      }),
    finds: { limits: 'warning: full' },
  },
  'a contested name': { meanwhile: contest, finds: { names: 'warning: contested' } },
  'the contested name itself': {
    meanwhile: contest,
    by: 'ann@fabrikam.com',
    finds: {
      identity: 'failed: sender_ambiguous',
      names: 'skipped: identity',
      grant: 'skipped: identity',
      policy: 'skipped: identity',
      token: 'skipped: identity',
      permission: 'skipped: identity',
      limits: 'skipped: identity',
      ...noToken('identity'),
    },
  },
  'a mailbox that is gone': {
    meanwhile: ({ graph }) => (graph.script.probe = { kind: 'missing', code: 'ErrorMailboxNotFound' }),
    finds: { mailbox: 'failed: mailbox_not_found' },
  },
  'a mailbox on premises': {
    meanwhile: ({ graph }) =>
      (graph.script.probe = { kind: 'unclear', code: 'RequestBodyRead', refusal: 'mailbox_on_premises' }),
    finds: { mailbox: 'failed: mailbox_on_premises' },
  },
  'a mailbox of which Exchange says something new': {
    meanwhile: ({ graph }) => (graph.script.probe = { kind: 'unclear', code: 'SomethingNew' }),
    finds: { mailbox: 'warning: unclear' },
  },
  'a Graph that is down': {
    meanwhile: ({ graph }) => (graph.script.probe = { kind: 'unclear', code: 'status 503' }),
    finds: { mailbox: 'failed: graph_unavailable' },
  },
  'a mailbox that a send found full': {
    meanwhile: async ({ graph, send }) => {
      graph.script.outcomes.push({ kind: 'refused', code: 'mailbox_full', graphCode: 'ErrorQuotaExceeded' });
      await send();
    },
    finds: { mailbox: 'warning: mailbox_full' },
  },
  'a permission that large mail needs': {
    replace: largeMail,
    scopes: ['Mail.Send', 'User.Read', 'Mail.ReadWrite'],
    meanwhile: (api) => grantOnly(api, ['Mail.Send', 'User.Read']),
    finds: { permission: 'warning: small' },
  },
  'a permission that every send needs': {
    meanwhile: (api) => grantOnly(api, ['User.Read']),
    finds: { permission: 'failed: scope_missing' },
  },
  'a token that Graph refuses, and no other to be had': {
    meanwhile: ({ graph, entra }) => {
      graph.script.probe = { kind: 'unclear', code: 'InvalidAuthenticationToken', refusal: 'unauthorized' };
      entra.script.failures.push(entraSays(50_173));
    },
    finds: { grant: 'failed: consent_required', ...noGrant },
  },
  'an app registration that is not there any more': {
    replace: registrations,
    meanwhile: () => (gone.isGone = true),
    finds: { token: 'warning: registration_changed' },
  },
  'an Entra that is down': {
    meanwhile: (api) => {
      api.clock.pass(3_600);
      api.entra.script.failures.push(new ConnectorError('entra_unavailable'));
    },
    finds: { token: 'failed: entra_unavailable', ...noToken('token') },
  },
  'an Entra that is down while a token lasts': {
    meanwhile: ({ entra }) => entra.script.failures.push(new ConnectorError('entra_unavailable')),
    finds: {},
  },
  'a Key Vault that is down': {
    replace: vault,
    meanwhile: () => (down.error = new ConnectorError('vault_unavailable')),
    finds: { names: 'skipped: token', token: 'failed: vault_unavailable', ...noToken('token') },
  },
  'a client secret that has expired': {
    meanwhile: (api) => {
      api.clock.pass(3_600);
      api.entra.script.failures.push(
        new ConnectorError('client_credential_refused', { upstreamCode: 'AADSTS7000222' }),
      );
    },
    finds: { token: 'failed: client_credential_refused', ...noToken('token') },
  },
};

describe('senderDiagnosisMethods', () => {
  it.each(Object.entries(cases))('tells of %s', async (_name, { replace, scopes, meanwhile, by, finds }) => {
    const api = createApi(replace);
    if (scopes) api.entra.script.change = (result) => ({ ...result, scopes });
    await api.signIn('ann');
    await meanwhile?.(api);
    const answer = await look(api, 'GET', by);
    expect([answer.status, listSteps(answer)]).toEqual([200, finds]);
    const states = Object.values(finds).join();
    const result = states.includes('failed') ? 'failed' : states.includes('warning') ? 'warning' : 'ok';
    expect(answer.json['result']).toBe(result);
    expect(lineOf(answer)).toMatchObject({ result });
    expect(answer.lines[0]?.text).not.toContain('@');
    expect(answer.body).not.toMatch(/access-token|mia@contoso|northwind/);
    expect(api.graph.sent.length).toBe(states.includes('mailbox_full') ? 1 : 0);
  });

  it('says of a policy which app and addresses an administrator must allow, and since when', async () => {
    const addresses = '203.0.113.10';
    const api = createApi(({ config }) => ({ config: { ...config, outboundAddresses: addresses } }));
    await api.signIn('ann');
    refuse(api, 53003);
    const since = api.clock.now().toISOString();
    await look(api);
    api.clock.pass(60);
    expect(stepOf(await look(api), 'policy')).toMatchObject({
      who: 'home_admin',
      helpUrl: expect.stringContaining('conditional-access'),
      upstreamCode: 'AADSTS53003',
      appId: api.config.entraClientId,
      outboundAddresses: addresses,
      since,
    });
    expect(stepOf(await look(api), 'policy')).not.toHaveProperty('consentUrl');
    expect(api.entra.script.refreshes).toBe(1);
  });

  it('tells what it found, and links the consent page where the sender can help', async () => {
    const api = createApi();
    await api.signIn('ann');
    await api.send();
    const healthy = await look(api);
    const found = Object.fromEntries((healthy.json['steps'] as Step[]).map((step) => [step['name'], step['found']]));
    expect(found).toMatchObject({
      identity: { mailbox: 'ann@fabrikam.com', homeTenantId },
      names: { proven: ['ann@fabrikam.com'], provenAt: api.clock.now().toISOString() },
      grant: { status: 'connected', connectedAt: expect.any(String), reconsentBy: expect.any(String) },
      permission: { granted: expect.arrayContaining(['Mail.Send']) },
      limits: { messagesPerMinute: 30, newest: 1, waiting: 0 },
    });
    await api.connector.senders.disconnect(hostTenantId, ann);
    const step = stepOf(await look(api), 'grant');
    expect(step).toMatchObject({
      consentUrl: `${publicUrl}/authorize`,
      who: 'person',
      found: { status: 'disconnected' },
    });
  });

  it('asks with a new token once where Graph refuses the first', async () => {
    const asked: string[] = [];
    let isRefused = (count: number): boolean => count === 2;
    const api = createApi(({ graph }) => ({
      graph: {
        ...graph,
        async probeMailbox(token: string) {
          asked.push(token);
          return isRefused(asked.length) ? { kind: 'unclear', refusal: 'unauthorized' } : { kind: 'exists' };
        },
      },
    }));
    await api.signIn('ann');
    expect(listSteps(await look(api))).toEqual({});
    expect([asked.length, new Set(asked.slice(1)).size]).toEqual([3, 2]);
    isRefused = () => true;
    expect(listSteps(await look(api))).toEqual({ mailbox: 'failed: access_denied' });
    expect((await api.stores.grants.read(sender)).grant?.status).toBe('connected');
  });

  it('writes nothing while nothing is renewed, whatever Exchange says', async () => {
    const api = createApi();
    await api.signIn('ann');
    api.graph.script.probe = { kind: 'missing', code: 'ErrorMailboxNotFound' };
    const before = await api.stores.grants.read(sender);
    await look(api);
    expect(await api.stores.grants.read(sender)).toEqual(before);
    expect(await api.stores.mailboxLoads.read(sender)).toBeUndefined();
  });

  it.each(['ben@fabrikam.com', personOf('ben').hostObjectId, 'nobody', ' ', `{${ann}`])(
    'does not know %s',
    async (by) => {
      const api = createApi();
      await api.signIn('ann');
      for (const method of ['GET', 'POST']) {
        const answer = await look(api, method, by);
        expect([answer.status, answer.json['code']]).toEqual([404, 'not_found']);
      }
    },
  );

  it('sends a test message where everything lets it, and says what became of it', async () => {
    const api = createApi();
    await api.signIn('ann');
    const sent = await look(api, 'POST');
    expect(listSteps(sent)).toEqual({});
    expect(JSON.parse(api.graph.sent[0]!.body)).toMatchObject({
      message: { toRecipients: [{ emailAddress: { address: 'ann@fabrikam.com' } }] },
    });
    const { messageId } = stepOf(sent, 'test')['found'] as unknown as { messageId: string };
    expect((await api.call('message', 'GET', { params: { id: messageId } })).json['status']).toBe('sent');
    api.graph.script.outcomes.push(
      { kind: 'refused', code: 'mailbox_blocked', graphCode: 'ErrorAccountSuspend' },
      { kind: 'unknown', reason: 'timeout' },
    );
    for (const code of ['mailbox_blocked', 'delivery_unknown'])
      expect(stepOf(await look(api, 'POST'), 'test')).toMatchObject({ state: 'failed', code });
  });

  it('sends no test message where it could not leave, and says for which step', async () => {
    const api = createApi();
    await api.signIn('ann');
    await api.keepTenant({ isPaused: true });
    expect(stepOf(await look(api, 'POST'), 'test')).toMatchObject({ state: 'skipped', skippedFor: 'policy' });
    expect(stepOf(await look(api, 'POST', 'ann@fabrikam.com'), 'test')['state']).toBe('skipped');
    expect(api.graph.sent).toEqual([]);
  });
});

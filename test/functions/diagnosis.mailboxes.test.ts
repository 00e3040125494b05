import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../shared/errors.ts';
import { otherApp } from '../fakes/memory-connector.ts';
import { ann } from './api.ts';
import { configured, createApiWithMailbox, keepMailbox, mailboxDocuments } from './mailboxes.ts';
import { createStrictApi } from './submit.ts';

type Api = ReturnType<typeof createStrictApi>;
type Step = Record<string, string | undefined>;

const application = mailboxDocuments['graph-application'];
const letIn = { status: 400, code: 'ErrorInvalidRecipients' };

async function look({ call }: Api, sender: string, method = 'GET') {
  const { status, json } = await call('senderDiagnosis', method, { params: { sender } });
  const steps = (json['steps'] ?? []) as Step[];
  return {
    status,
    id: json['id'],
    result: json['result'],
    told: Object.fromEntries(
      steps.map(({ name, state, code, skippedFor, finding, who }) => [
        name ?? '',
        `${state}: ${code ?? skippedFor ?? finding}${code ? ` (${who})` : ''}`,
      ]),
    ),
  };
}

const needless = 'skipped: needless';
const sound = {
  identity: 'ok: configured',
  names: needless,
  grant: needless,
  policy: 'ok: open',
  token: 'ok: given',
  permission: needless,
  limits: 'ok: free',
  mailbox: 'ok: reached',
};
const ofPerson = { grant: 'ok: connected', permission: 'ok: granted', mailbox: 'skipped: untried' };
const without = (step: string) => ({
  grant: `skipped: ${step}`,
  permission: `skipped: ${step}`,
  mailbox: `skipped: ${step}`,
});

describe('a diagnosis of a mailbox that a document names', () => {
  it.each([
    { provider: 'graph-application', answer: letIn, told: {} },
    {
      provider: 'graph-application',
      answer: { status: 403, code: 'ErrorAccessDenied' },
      told: { mailbox: 'failed: mailbox_not_allowed (home_admin)' },
    },
    {
      provider: 'graph-application',
      answer: { status: 404, code: 'ErrorInvalidUser' },
      told: { mailbox: 'failed: mailbox_not_found (home_admin)' },
    },
    { provider: 'graph-application', answer: { status: 500 }, told: { mailbox: 'failed: graph_unavailable (nobody)' } },
    {
      provider: 'graph-application',
      failure: 'home_tenant_blocked',
      told: {
        policy: 'failed: home_tenant_blocked (home_admin)',
        token: 'skipped: policy',
        mailbox: 'skipped: policy',
      },
    },
    {
      provider: 'graph-application',
      failure: 'client_credential_refused',
      told: { token: 'failed: client_credential_refused (operator)', mailbox: 'skipped: token' },
    },
    { provider: 'smtp', told: { mailbox: 'failed: mail_server_unavailable (nobody)' } },
    { provider: 'graph-shared', scopes: ['Mail.Send.Shared'], told: ofPerson },
    {
      provider: 'graph-shared',
      told: {
        ...ofPerson,
        ...without('permission'),
        token: 'skipped: permission',
        permission: 'failed: shared_mail_not_granted (person)',
      },
    },
  ] as const)('says what a send of $provider meets: $told', async ({ provider, told, ...more }) => {
    const api = await createApiWithMailbox(provider, ...('scopes' in more ? more.scopes : []));
    if ('answer' in more) api.providers.script.answers.push(more.answer);
    if ('failure' in more) api.providers.script.failures.push(new ConnectorError(more.failure));
    const { value } = (await api.call('senders', 'GET')).json as { value: { id: string; provider: string }[] };
    const [listed] = value;
    const found = await look(api, listed?.id ?? '');
    expect([found.status, found.id]).toEqual([200, listed?.id]);
    expect(found.told).toEqual({ ...sound, ...told });
    const isFailed = Object.values(told).some((one) => one.startsWith('failed'));
    expect(found.result).toBe(isFailed ? 'failed' : 'ok');
    expect(api.graph.sent).toEqual([]);
    expect(api.providers.requests.every(({ body }) => body === '{"message":{}}')).toBe(true);
  });

  it('judges the mailbox from which the test leaves, also of who has connected their own', async () => {
    const api = createStrictApi();
    await api.signIn('ann');
    await keepMailbox(api, 'one', { ...application, mailboxes: [{ address: configured, sender: ann }] });
    api.providers.script.answers.push(letIn);
    expect((await look(api, ann, 'POST')).told).toEqual({ ...sound, test: 'ok: accepted' });
    expect([api.graph.sent.length, api.providers.requests.length]).toEqual([0, 2]);
    // Another name of hers leads to her own mailbox, and so does the test.
    const own = await look(api, 'ann@fabrikam.com', 'POST');
    expect([own.told['grant'], own.told['test']]).toEqual(['ok: connected', 'ok: accepted']);
    expect([api.graph.sent.length, api.providers.requests.length]).toEqual([1, 2]);
  });

  it('refuses whom a send refuses, and names who must act', async () => {
    const api = createStrictApi();
    await api.signIn('ann');
    await keepMailbox(api, 'one', { ...application, applications: [otherApp] });
    await keepMailbox(api, 'two', { ...application, mailboxes: [{ address: 'ann@fabrikam.com' }] });
    api.providers.script.answers.push(letIn);
    const { json } = await api.send({ sender: configured });
    expect((await look(api, configured, 'POST')).told).toMatchObject({
      policy: `failed: ${String(json['code'])} (${String(json['who'])})`,
      test: 'skipped: policy',
    });
    expect(json).toMatchObject({ code: 'forbidden', who: 'operator' });
    const shared = await look(api, 'ann@fabrikam.com');
    expect([shared.id, shared.told['identity']]).toEqual([undefined, 'failed: sender_ambiguous (caller)']);
  });

  it.each([
    ['host_account_unavailable', 'host_admin', 'policy'],
    ['guest_account_reset', 'person', 'token'],
  ] as const)('says that its person is suspended: %s', async (code, who, step) => {
    const api = createStrictApi();
    await keepMailbox(api, 'one', { ...application, mailboxes: [{ address: configured, sender: ann }] });
    const person = { hostObjectId: ann, code, since: api.clock.now() };
    await api.stores.suspendedPeople.put(api.config.hostTenantId, person);
    expect((await look(api, ann)).told).toMatchObject({
      [step]: `failed: ${code} (${who})`,
      mailbox: `skipped: ${step}`,
    });
    expect(api.providers.requests).toEqual([]);
  });

  it('leaves a paused host tenant and an unknown id as they are', async () => {
    const api = await createApiWithMailbox('graph-application');
    await api.keepTenant({ isPaused: true });
    api.providers.script.answers.push(letIn);
    expect((await look(api, configured)).told).toEqual({ ...sound, policy: 'failed: tenant_paused (operator)' });
    expect((await look(api, 'nobody@fabrikam.com')).status).toBe(404);
  });
});

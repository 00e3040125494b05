/**
 * Every error code, produced by what makes it happen and read from the answer and the log line of a handler.
 *
 * What Microsoft's services say is written as they say it; what it means is left to the code under test.
 */
import { expect } from 'vitest';
import { readKeyVaultFailure } from '../../shared/azure/key-vault/key-vault-failure.ts';
import { failureOfAnswer, toConnectorError } from '../../shared/azure/tables/table-failure.ts';
import type { Config } from '../../shared/config.ts';
import type { ErrorCode } from '../../shared/outcomes.ts';
import { createDrain } from '../../functions/drain.ts';
import type { Parts } from '../../functions/compose.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { BODIES_MAX_BYTES, SIGN_INS_PER_MINUTE, TESTS_PER_HOUR } from '../../shared/limits.ts';
import { createGraph } from '../../shared/graph/graph-client.ts';
import { readTokenFailure } from '../../shared/oauth/entra-failure.ts';
import type { TokenResult } from '../../shared/oauth/token-client.ts';
import { personOf, type createMemoryConnector } from '../fakes/memory-connector.ts';
import { createTenants } from '../../shared/tenants/tenants.ts';
import { homeTenantId, hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { ann, submission } from './api.ts';
import { consoleProducers } from './produce-console-outcomes.ts';
import { tenantProducers } from './produce-tenant-outcomes.ts';
import { parkedOutcomes } from './doors.ts';
import { configured, createApiWithMailbox, holdForChange, keepMailbox, mailboxDocuments } from './mailboxes.ts';
import { invoke, respondTo, type Invocation } from './invoke.ts';
import { createPerson, formHeaders } from './person.ts';
import { createStrictApi as createApi, sendAfterRefresh as refresh, sendOnce as send, sendTo } from './submit.ts';

export type Produce = () => Promise<Invocation>;
type Replace = Parameters<typeof createMemoryConnector>[0];

const host = { code: 'ann' };
/** Both sign-ins, whatever Entra's answers are changed to. */
function connect(change: (result: TokenResult) => TokenResult, replace?: Replace): Promise<Invocation> {
  const person = createPerson(replace);
  person.entra.script.change = change;
  return person.finish(host, host);
}

/** The host leg succeeds; then Entra sends the browser back with this. */
const refuseHome = (error: string, number: number) =>
  createPerson().finish(host, { error, error_description: `AADSTS${number}: x` });

/** The browser comes back from the host tenant with this. */
const refuseHost = (number: number) =>
  createPerson().finish({ error: 'access_denied', error_description: `AADSTS${number}: x` });

/** The host leg succeeds; then the code is refused. */
function refuseCode(number: number): Promise<Invocation> {
  const person = createPerson();
  person.entra.script.failures.push(
    undefined,
    readTokenFailure(400, { error: 'invalid_grant', error_codes: [number] }, { grantType: 'authorization_code' }),
  );
  return person.finish(host, host);
}

const tableAnswers = (status: number, code: string) => () => ({
  messages: { insert: () => Promise.reject(toConnectorError(failureOfAnswer(status, code, 'r1'), 'messages')) },
});
const withStores =
  (change: () => Partial<Record<keyof Parts['stores'], object>>): Replace =>
  ({ stores }) => ({
    stores: {
      ...stores,
      ...Object.fromEntries(
        Object.entries(change()).map(([name, part]) => [name, { ...stores[name as keyof typeof stores], ...part }]),
      ),
    },
  });
const vaultAnswers =
  (status: number): Replace =>
  ({ vault }) => ({
    vault: {
      ...vault,
      // Not before the person has signed in.
      digest: async (purpose: string, content: string) => {
        if (/session|account/.test(purpose)) return vault.digest(purpose, content);
        const answer = { status, headers: new Map() as never };
        throw readKeyVaultFailure('get secret', new Error('x'), answer, 'internal_error').error;
      },
    },
  });

/** A caller hears `consent_required` then; what it was stays on the grant. */
export const shownAsProblem: ErrorCode = 'consent_withdrawn';

/** Whoever redeemed the invitation anew. */
const movedAccount = { uid: '00000a0e-0000-4000-8000-0000000000ff', utid: homeTenantId };

export const producers: Record<Exclude<ErrorCode, 'consent_withdrawn'>, Produce> = {
  invalid_request: () => send(undefined, { surprise: 1 }),
  length_required: () => createApi().call('send', 'POST', { headers: { 'transfer-encoding': 'chunked' } }),
  request_too_large: () => send(undefined, { reference: 'x'.repeat(9_000_000) }),
  unsupported_media_type: () => send(undefined, {}, { 'content-type': 'text/plain' }),
  unauthorized: () => createApi().send({}, {}, 'nobody'),
  forbidden: () => createApi().send({}, {}, 'outsider'),
  not_found: () => createApi().call('sender', 'GET', { params: { sender: ann } }),
  method_not_allowed: () => createApi().call('send', 'DELETE'),
  not_implemented: () => createApi().call('graphBatch', 'POST'),
  sender_ambiguous: async () => {
    // Ann's UPN is Ben's address; each of them has proven it.
    const api = createApi();
    api.entra.script.change = ({ idTokenClaims, ...result }) => ({
      ...result,
      idTokenClaims: {
        ...idTokenClaims,
        ...(idTokenClaims['preferred_username'] === 'ann@fabrikam.com' && { upn: 'ben@fabrikam.com' }),
      },
    });
    await api.signIn('ann');
    await api.signIn('ben');
    return api.send({ sender: 'ben@fabrikam.com' });
  },
  consent_required: () => createApi().send(),
  large_mail_not_granted: async () => {
    const changed: { mailPermission?: Config['mailPermission'] } = {};
    const api = createApi(({ config }) => ({ config: Object.assign(changed, config) }));
    await api.signIn('ann');
    changed.mailPermission = 'Mail.ReadWrite';
    const content = 'x'.repeat(3 * 1024 * 1024);
    const file = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.txt', contentBytes: btoa(content) };
    return api.send({ message: { ...submission().message, attachments: [file] } });
  },
  shared_mail_not_granted: async () => {
    const api = await createApiWithMailbox('graph-shared');
    return api.send({ message: { ...submission().message, from: { emailAddress: { address: configured } } } });
  },
  identity_changed: async () => {
    const api = createApi();
    await api.signIn('ann');
    api.entra.script.change = (result) => ({ ...result, clientInfo: movedAccount });
    await api.signIn('ann', 'manage');
    return api.send();
  },
  message_state: async () => {
    const api = createApi();
    await api.signIn('ann');
    const params = { id: String((await api.send()).json['id']) };
    return api.call('messageCancel', 'POST', { params });
  },
  ...tenantProducers,
  ...consoleProducers,
  idempotency_key_reused: async () => {
    const api = createApi();
    await api.signIn('ann');
    await api.send({ idempotencyKey: 'k' });
    return api.send({ idempotencyKey: 'k', reference: 'other' });
  },
  too_many_requests: async () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    const api = createApi();
    await api.signIn('ann');
    api.graph.sendMail = async () => (await opened, { kind: 'sent' });
    const waiting = Array.from({ length: 4 + 200 }, () => api.send());
    await expect
      .poll(async () => (await api.stores.messages.listDue(new Date('2100-01-01'), 9)).due.length, { timeout: 30_000 })
      .toBe(4);
    const answer = await api.send();
    open();
    await Promise.all(waiting);
    return answer;
  },
  too_many_sign_ins: async () => {
    const person = createPerson();
    const refused = { error: 'invalid_grant', error_codes: [70008] };
    for (let count = 0; count < SIGN_INS_PER_MINUTE; count++) {
      person.entra.script.failures.push(readTokenFailure(400, refused, { grantType: 'authorization_code' }));
      await person.finish(host);
    }
    return person.finish(host);
  },
  too_many_tests: async () => {
    const person = createPerson();
    const ownPage = await person.signIn('ann');
    for (let count = 0; count < TESTS_PER_HOUR; count++) await person.test(ownPage);
    return person.test(ownPage);
  },
  async attachment_complete() {
    const api = createApi();
    const put = (name: string) =>
      api.call('attachment', 'PUT', {
        params: { name },
        headers: { 'content-length': '1', 'content-range': 'bytes 0-0/1' },
        body: 'x',
      });
    return put(String((await put('a.txt')).json['id']));
  },
  async shutting_down() {
    const drain = createDrain();
    await drain.end();
    return invoke(respondTo({ GET: async () => ({ response: {} }) }, undefined, undefined, undefined, drain), 'GET');
  },
  overloaded: async () => {
    const api = createApi();
    const largest = 8 * 1024 * 1024;
    const headers = { 'content-length': String(largest) };
    const count = BODIES_MAX_BYTES / largest;
    const answers = await Promise.all(Array.from({ length: count + 1 }, () => api.send({}, headers)));
    return answers.at(-1)!;
  },
  conflict: () =>
    send(
      withStores(() => ({ messages: { insert: () => Promise.reject(new ConnectorError('conflict')) } })),
      {
        idempotencyKey: 'k',
      },
    ),

  storage_unavailable: () => send(withStores(tableAnswers(503, 'ServerBusy'))),
  storage_access_refused: () => send(withStores(tableAnswers(403, 'AuthorizationPermissionMismatch'))),
  vault_unavailable: () => send(vaultAnswers(503)),
  vault_access_refused: () => send(vaultAnswers(403)),
  entra_unavailable: () => refresh(503),
  client_credential_refused: async () => {
    const api = createApi();
    await api.signIn('ann');
    api.clock.pass(3_600);
    api.entra.script.failures.push(
      readTokenFailure(401, { error: 'invalid_client', error_codes: [7000222] }, { grantType: 'refresh_token' }),
    );
    return api.send();
  },
  refusal_unconfirmed: () => refresh(400, [99_999_999]),
  graph_unavailable: () =>
    connect(
      (result) => result,
      ({ graph, now }) => ({
        graph: {
          ...graph,
          readProfile: createGraph({
            graphUrl: 'https://graph.microsoft.com/v1.0',
            request: async () => ({ status: 503, headers: {}, body: Buffer.from(''), isComplete: true }),
            now,
          }).readProfile,
        },
      }),
    ),
  sealed_record_refused: async () => {
    const api = createApi();
    await api.signIn('ann');
    const { sender } = (await api.connector.senders.find(hostTenantId, ann)).grant;
    const { tokens } = await api.stores.grants.read(sender);
    if (tokens)
      await api.stores.grants.replaceTokens(sender, {
        ...tokens,
        sealed: tokens.sealed.map((byte, index) => (index === 100 ? byte ^ 1 : byte)),
      });
    return api.send();
  },
  internal_error: () => invoke(respondTo({ GET: () => Promise.reject(new TypeError('a bug')) }), 'GET'),

  async refused_by_sender() {
    const api = createApi();
    await api.signIn('ann');
    const { hostObjectId, homeObjectId, address } = personOf('ann');
    const sender = { hostTenantId, hostObjectId };
    const owner = { sender, account: { homeTenantId, homeObjectId }, isConnected: true, names: [address] };
    const headers = { Prefer: 'respond-async', 'Idempotency-Key': 'refused' };
    const { json } = await api.send({}, headers);
    await api.connector.messages.refuseWaiting(owner, String(json['id']));
    return api.send({}, headers);
  },
  mailbox_changed: holdForChange,
  delivery_unknown: () => sendTo(504),
  invalid_recipients: () => sendTo(400, 'ErrorInvalidRecipients'),
  message_refused: () => sendTo(400, 'SomethingNew'),
  message_too_large: () => sendTo(413),
  send_as_denied: () => sendTo(403, 'ErrorSendAsDenied'),
  send_as_right_missing: async () => {
    const api = await createApiWithMailbox('graph-shared', 'Mail.Send.Shared');
    api.providers.script.answers.push({ status: 403, code: 'ErrorSendAsDenied' });
    return api.send({ message: { ...submission().message, from: { emailAddress: { address: configured } } } });
  },
  mailbox_not_allowed: async () => {
    const api = await createApiWithMailbox('graph-application');
    api.providers.script.answers.push({ status: 403, code: 'ErrorAccessDenied' });
    return api.send({ sender: configured });
  },
  access_denied: () => sendTo(403, 'ErrorAccessDenied'),
  mailbox_not_found: () => sendTo(404, 'MailboxNotEnabledForRESTAPI'),
  mailbox_on_premises: () => sendTo(400, 'RequestBodyRead'),
  mailbox_blocked: () => sendTo(403, 'ErrorAccountSuspend'),
  mailbox_full: () => sendTo(403, 'ErrorQuotaExceeded'),
  sending_limit_reached: () => sendTo(429, 'ErrorExceededMessageLimit'),
  mailbox_throttled: () => sendTo(429, 'TooManyRequests'),
  graph_unreachable: () => sendTo(0),
  mail_server_unavailable: async () => (await createApiWithMailbox('smtp')).send({ sender: configured }),
  mail_server_unusable: async () => {
    const api = createApi();
    const credential = { ...mailboxDocuments.smtp.credential, secretName: 'own-secret' };
    await keepMailbox(api, 'one', { ...mailboxDocuments.smtp, credential });
    return api.send({ sender: configured });
  },
  ...parkedOutcomes,
  draft_changed: () => sendTo(404, 'ErrorItemNotFound'),

  request_expired: async () => {
    const { callback, follow } = createPerson();
    return follow(await invoke(callback, 'GET', { query: { code: 'ann', state: 'x' } }));
  },
  browser_mismatch: async () => {
    const { callback, follow, start } = createPerson();
    return follow(await invoke(callback, 'GET', { query: { code: 'ann', state: (await start()).state } }));
  },
  cross_site_request: () =>
    invoke(createPerson().authorize, 'POST', { headers: { ...formHeaders, origin: 'https://northwindtraders.com' } }),
  sign_in_invalid: () => connect((result) => ({ ...result, idTokenClaims: { ...result.idTokenClaims, nonce: 'x' } })),
  consent_declined: () => refuseHome('access_denied', 65004),
  admin_approval_likely: () => createPerson().finish(host, { error: 'access_denied', error_subcode: 'cancel' }),
  admin_approval_required: () => refuseHome('access_denied', 90094),
  host_approval_likely: () => createPerson().finish({ error: 'access_denied', error_subcode: 'cancel' }),
  host_approval_required: () => createPerson().finish({ error: 'access_denied', error_description: 'AADSTS90094: x' }),
  host_consent_declined: () => refuseHost(65004),
  blocked_by_host_policy: () => refuseHost(53003),
  host_assignment_required: () => refuseHost(50105),
  host_tenant_blocked: () => refuseHost(500213),
  host_account_unavailable: () => refuseHost(50020),
  host_sign_in_refused: () => {
    const person = createPerson();
    const body = { error: 'invalid_grant', error_codes: [50173] };
    person.entra.script.failures.push(readTokenFailure(400, body, { grantType: 'authorization_code' }));
    return person.finish(host);
  },
  host_tenant_refused: () => {
    const person = createPerson();
    const body = { error: 'unauthorized_client', error_codes: [700016] };
    person.entra.script.failures.push(readTokenFailure(400, body, { grantType: 'authorization_code' }));
    return person.finish(host);
  },
  blocked_by_home_policy: () => refuseCode(53003),
  wrong_account: () => createPerson().finish(host, { code: 'ben' }),
  registration_changed: async () => {
    let isKnown = true;
    const api = createApi(({ registrations }) => ({
      registrations: {
        ...registrations,
        read: async (id: string) => (isKnown ? registrations.read(id) : undefined),
      },
    }));
    await api.signIn('ann');
    isKnown = false;
    api.clock.pass(3_600);
    return api.send();
  },
  other_mailbox_connected: async () => {
    const person = createPerson();
    const { connect: connectGrant } = person.connector.senders;
    const { grants } = person.stores;
    const { readProfile } = person.graph;
    // Another account of the same sender is connected while this one signs in at home.
    person.graph.readProfile = async (accessToken) => {
      const tokens = { accessToken, expiresAt: 0, scopes: [], cache: '', mailbox: 'other@fabrikam.com' };
      const sender = { hostTenantId, hostObjectId: ann };
      const { uid: homeObjectId, utid } = movedAccount;
      const clientId = person.config.entraClientId;
      const latest = await grants.readLatestAccount(sender);
      if (!latest) throw new Error('Nobody has signed in.');
      await connectGrant({
        sender,
        homeTenantId: utid,
        homeObjectId,
        clientId,
        tokens,
        requireLatest: async () => latest,
      });
      await grants.putLatestAccount(sender, latest);
      return readProfile(accessToken);
    };
    return person.finish(host, host);
  },
  personal_account: () =>
    connect((result) => ({
      ...result,
      clientInfo: { uid: '00000000-0000-0000-66f3-3332eca7ea81', utid: '9188040d-6c67-4c5b-b112-36a304b66dad' },
    })),
  no_home_tenant: () =>
    connect((result) => ({
      ...result,
      idTokenClaims: { ...result.idTokenClaims, idp: 'google.com' },
      clientInfo: { uid: ann, utid: 'c0a7050c-0000-4000-8000-000000000001' },
    })),
  home_tenant_not_allowed: () =>
    connect(
      (result) => result,
      ({ config }) => ({
        tenants: createTenants(
          { ...config, allowedHomeTenants: ['a0274317-0000-4000-8000-000000000003'] },
          async () => ({ documents: [], refused: [] }),
        ),
      }),
    ),
  home_tenant_blocked: () => refuseCode(700016),
  assignment_required: () => refuseCode(50105),
  account_unavailable: () => refuseCode(50057),
  sign_in_frequency: () => refuseCode(70043),
  scope_missing: () => connect((result) => ({ ...result, scopes: ['openid', 'User.Read'] })),
};

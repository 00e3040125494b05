/**
 * The use cases as one object, put together from their dependencies.
 *
 * No I/O of its own and no knowledge of HTTP triggers: functions/ turns requests into these calls and results into answers.
 */
import type { Caller } from './callers/caller.ts';
import type { Config } from './config.ts';
import type { ConnectorDependencies } from './connector-dependencies.ts';
import { ConnectorError } from './errors.ts';
import { createAccessTokens } from './grants/access-token.ts';
import { createConnect } from './grants/connect.ts';
import { createDisconnect } from './grants/disconnect.ts';
import { createFindSender, type FoundSender } from './grants/find-sender.ts';
import { createFinishAuthorization, type FinishAuthorization } from './sign-in/finish-authorization.ts';
import type { Grant } from './grants/grant.ts';
import { createRefreshGrants, type RefreshReport } from './grants/refresh-grants.ts';
import { createRefreshTokens } from './grants/refresh-tokens.ts';
import { createStartAuthorization, homeScopes, type StartAuthorization } from './sign-in/start-authorization.ts';
import { createSweepGrants } from './grants/sweep-grants.ts';
import { TIMER_BATCH_MAX } from './limits.ts';
import { buildTestMessage } from './submission/build-test-message.ts';
import { isMessageId } from './outbox/message-id.ts';
import type { Message } from './outbox/message.ts';
import { parseSubmission, type Submission } from './submission/submission.ts';
import { createDeliver } from './outbox/deliver.ts';
import { createSettledMessages } from './outbox/settled-messages.ts';
import { createSubmit, type Submitted } from './outbox/submit.ts';
import { createSweepMessages, type MessageSweepReport } from './outbox/sweep-messages.ts';
import { createTransactions, type Session } from './sign-in/transaction.ts';
import type { Measurements } from './readiness/measure.ts';
import { createReadiness, type ReadinessReport } from './readiness/run-checks.ts';
import type { Sender } from './sender.ts';
import type { RewrapReport } from './vault/vault.ts';

export interface SweepReport extends MessageSweepReport {
  transactions: number;
  halfRows: number;
  keys: RewrapReport;
}

export interface Connector {
  config: Config;
  /** @throws ConnectorError `unauthorized`, `forbidden`, `entra_unavailable` */
  authenticate(authorization: string | null): Promise<Caller>;
  /** As `authenticate`, for whoever operates the connector. */
  authenticateOperator(authorization: string | null): Promise<Caller>;
  /** @throws ConnectorError `invalid_request`, `request_too_large`, `unsupported_media_type` */
  parseSubmission(body: Uint8Array, headers: { get(name: string): string | null }): Submission;
  submit(caller: Caller, submission: Submission): Promise<Submitted>;
  /** A message that this application submitted. @throws ConnectorError `not_found`, also for another's */
  readMessage(callerId: string, id: string): Promise<Message>;
  /** @throws ConnectorError `not_found`, `sender_ambiguous` */
  readSender(reference: string): Promise<Required<Pick<FoundSender, 'grant'>> & Pick<FoundSender, 'tokens'>>;
  listSenders(top: number, cursor?: string): Promise<{ grants: Grant[]; cursor?: string }>;
  /** Throws as `readSender`. */
  disconnect(reference: string): Promise<Grant>;
  /** Sends a test message to the sender's own mailbox. Throws as `submit`. */
  sendTest(reference: string, callerId: string): Promise<Message>;
  startAuthorization: StartAuthorization;
  finishAuthorization: FinishAuthorization;
  /** @throws ConnectorError `request_expired`, `browser_mismatch` */
  openSession(handle: string, browserSecret: string | undefined): Promise<Session & { sender: Sender }>;
  /** The connection of a signed-in person, if there ever was one. */
  readGrant(sender: Sender): Promise<Pick<FoundSender, 'grant' | 'tokens'>>;
  refreshGrants(): Promise<RefreshReport>;
  sweep(): Promise<SweepReport>;
  /** Never throws. */
  checkReadiness(): Promise<ReadinessReport>;
  /** Never throws. */
  measure(): Promise<Measurements>;
}

export function createConnector(dependencies: ConnectorDependencies): Connector {
  const { config, stores, vault, tokenClient, graph, verifyAccessToken, now } = dependencies;
  const { grants, names, due, dataKeys } = stores;
  const { hostTenantId, historyDays, messageExpiryDays } = config;
  const messages = createSettledMessages(stores.messages, { historyDays, now });
  const settings = authorizationSettings(config);
  const transactions = createTransactions({ store: stores.transactions, vault, now });
  const findSender = createFindSender({ hostTenantId, grants, names, now });
  const refreshTokens = createRefreshTokens({
    grants,
    vault,
    tokenClient,
    scopes: homeScopes(config.mailPermission),
    now,
  });
  const senderTokens = createAccessTokens({ findSender, grants, vault, refreshTokens, now });
  const startAuthorization = createStartAuthorization(transactions, settings);
  const legs = { settings, transactions, tokenClient, startAuthorization, graph, now };
  const connect = createConnect({ grants, names, due, vault, now });
  const finishAuthorization = createFinishAuthorization({ ...legs, connect });
  const disconnect = createDisconnect({ grants, names, due, vault, now });
  const deliver = createDeliver({ historyDays, senderTokens, messages, graph, now });
  const submit = createSubmit({ hostTenantId, messageExpiryDays, senderTokens, messages, deliver, vault, now });
  const sweepMessages = createSweepMessages({ messages, historyDays, now });
  const sweepGrants = createSweepGrants({ grants, names, due, dataKeys, vault, disconnect, now });

  async function readSender(reference: string) {
    const { grant, tokens } = await findSender(reference);
    if (!grant) throw new ConnectorError('not_found');
    return { grant, ...(tokens && { tokens }) };
  }

  return {
    config,
    authenticate: (authorization) => verifyAccessToken(authorization, 'send'),
    ...createOperations(dependencies),
    parseSubmission: (body, headers) => parseSubmission(body, headers, now(), config.messageSizeMaxMb * 1024 * 1024),
    submit: (caller, submission) => submit(caller.clientId, submission),
    async readMessage(callerId, id) {
      const message = isMessageId(id) ? await messages.read(id) : undefined;
      if (message?.callerId !== callerId) throw new ConnectorError('not_found');
      return message;
    },
    readSender,
    listSenders: (top, cursor) => grants.list(hostTenantId, top, cursor),
    async disconnect(reference) {
      const { grant } = await readSender(reference);
      return (await disconnect(grant.sender)) ?? grant;
    },
    async sendTest(reference, callerId) {
      const { grant } = await readSender(reference);
      const submission = buildTestMessage(grant.mailbox, grant.sender.hostObjectId, config);
      return (await submit(callerId, submission)).message;
    },
    startAuthorization,
    finishAuthorization,
    async openSession(handle, browserSecret) {
      const { transaction } = await transactions.open(handle, browserSecret, 'session');
      return { ...transaction, sender: { hostTenantId, hostObjectId: transaction.hostObjectId } };
    },
    readGrant: (sender) => grants.read(sender),
    refreshGrants: createRefreshGrants({ grants, due, vault, refreshTokens, now }),
    sweep: () =>
      finishSweep([
        stores.transactions.sweep(now(), TIMER_BATCH_MAX),
        sweepGrants(),
        sweepMessages(),
        vault.rewrapDataKeys(),
      ]),
  };
}

function createOperations({ verifyAccessToken, checks, measure, now }: ConnectorDependencies) {
  return {
    authenticateOperator: (authorization: string | null) => verifyAccessToken(authorization, 'operate'),
    checkReadiness: createReadiness({ checks, now }),
    measure,
  };
}

type SweepWork = [Promise<number>, Promise<number>, Promise<MessageSweepReport>, Promise<RewrapReport>];

/** One that fails must not keep the others from their work. */
async function finishSweep(work: SweepWork): Promise<SweepReport> {
  const [transactions, halfRows, messages, keys] = await Promise.allSettled(work);
  return {
    transactions: valueOf(transactions),
    halfRows: valueOf(halfRows),
    ...valueOf(messages),
    keys: valueOf(keys),
  };
}

function valueOf<Value>(result: PromiseSettledResult<Value>): Value {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

function authorizationSettings(config: Config) {
  return {
    authority: config.entraAuthority,
    hostTenantId: config.hostTenantId,
    clientId: config.entraClientId,
    redirectUri: `${config.publicUrl}/callback`,
    mailPermission: config.mailPermission,
    allowedHomeTenants: config.allowedHomeTenants,
  };
}

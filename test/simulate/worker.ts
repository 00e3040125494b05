/**
 * One process of a simulation: the real outbox on ports of which every call is a step.
 *
 * A process that has ended answers nobody and goes on nowhere.
 */
import { ConnectorError } from '../../shared/errors.ts';
import { createMailboxPermits } from '../../shared/outbox/mailbox-permits.ts';
import type { MessageFiles } from '../../shared/outbox/message-files.ts';
import { createMessages, type Messages } from '../../shared/outbox/messages.ts';
import type { SenderToken, SenderTokens } from '../../shared/outbox/sender-tokens.ts';
import { createStandingReads } from '../../shared/standing-reads.ts';
import { createAttempts } from './attempts.ts';
import type { GraphModel } from './graph.ts';
import { createGraphPort } from './graph-port.ts';
import { startLife, type Life } from './life.ts';
import { createSteps, type StepEach } from './steps.ts';
import { watchVault } from './watch-vault.ts';
import type { World } from './world.ts';

export interface Worker extends Pick<Life, 'name' | 'isAlive'> {
  /** What came of it; `ended` when the process ended first. Anything but a ConnectorError is a problem. */
  call<Result>(what: string, run: (messages: Messages) => Promise<Result>): Promise<Called<Result>>;
}

export type Called<Result> = { result: Result } | { error: ConnectorError } | 'ended';

export function startWorker(world: World, name: string, graphModel: GraphModel): Worker {
  const { history, record } = world;
  const life = startLife(world, name);
  const messages = startOutbox(world, life, graphModel);
  return {
    name,
    isAlive: life.isAlive,
    call: <Result>(what: string, run: (messages: Messages) => Promise<Result>) =>
      new Promise<Called<Result>>((resolve) => {
        const forget = life.onEnd(() => resolve('ended'));
        const settle = (called: Called<Result>) => {
          forget();
          if (life.isAlive()) resolve(called);
        };
        history.note(name, () => what);
        run(messages).then(
          (result) => settle({ result }),
          (error: unknown) => {
            if (error instanceof ConnectorError) return settle({ error });
            record.problems.push(`${name} ${what}: ${String(error)}`);
            settle({ error: new ConnectorError('internal_error', { cause: error }) });
          },
        );
      }),
  };
}

function startOutbox(world: World, life: Life, graphModel: GraphModel): Messages {
  const { scheduler, random, people, record, storage, faults, without, messagesPerMinute } = world;
  const ahead = faults.ofClock();
  if (ahead !== 0) record.areClocksApart = true;
  const stepEach = createSteps(world, life);
  const attempts = createAttempts(world);
  const common = { messagesPerMinute, now: () => new Date(scheduler.time() + ahead), random: random.next };
  const { graph, drafts } = createGraphPort(world, life, { attempts, model: graphModel, now: common.now });
  const tokens = relyOnReadings(world, stepEach(people.senderTokens, 'tokens'), common.now);
  const { store, ...stores } = without.above(
    {
      store: stepEach(without.below(record.watch(storage.store), world), 'messages'),
      blobs: stepEach(storage.blobs, 'blobs'),
      queue: stepEach(storage.queue, 'queue'),
      hints: stepEach(storage.hints, 'hints'),
      permits: createMailboxPermits({ rows: stepEach(storage.loads, 'loads'), ...common }),
      testTimes: storage.testTimes,
    },
    world,
  );
  const dependencies = {
    ...stores,
    store: attempts.watch(store),
    settings: { historyDays: 30, messageExpiryDays: 0.5, messageSizeMaxMb: 35, erpName: 'ERP', hostName: 'Contoso' },
    senderTokens: without.tokens(
      { ...tokens, noteMailbox: (token) => tokens.noteMailbox(token).catch(() => {}) },
      world,
    ),
    vault: without.vault(watchVault(world)),
    files: stepFiles(stepEach, storage.files),
    rules: { requireActive: async () => {}, admit: async () => {}, readRecipientRule: async () => undefined },
    graph: without.graph(graph),
    loadDrafts: async () => without.drafts(drafts),
    ...common,
  };
  return createMessages(dependencies);
}

/** Each piece that is read of a file is a step, too. */
function stepFiles(stepEach: StepEach, { take, open, drop }: MessageFiles): MessageFiles {
  const files = stepEach({ take, open, drop }, 'files');
  return {
    take: files.take,
    drop: (...request) => files.drop(...request).catch(() => {}),
    async open(id, messageId) {
      const { size, read } = await files.open(id, messageId);
      return { size, ...stepEach({ read }, 'file') };
    },
  };
}

/** As the grants give them: for a message that is inserted with a fence, from an earlier reading. */
function relyOnReadings(
  { people, without }: World,
  tokens: SenderTokens<SenderToken>,
  now: () => Date,
): SenderTokens<SenderToken> {
  const { read } = createStandingReads({
    read: async ({ hostTenantId, hostObjectId }) => ({ token: await tokens.read(hostTenantId, hostObjectId) }),
    mayStand: ({ token }) => !without.isForbidding || people.tokens.get(token.accessToken)?.mayStand === true,
    now,
  });
  return {
    ...tokens,
    async bind(hostTenantId, reference, from, messageId) {
      const person = people.find(reference);
      if (!person || messageId === undefined) return tokens.bind(hostTenantId, reference, from);
      try {
        const { token, fence } = await read(person.sender, messageId);
        const { homeTenantId, homeObjectId } = token.grant;
        const account = { homeTenantId, homeObjectId };
        return { sender: person.sender, account, isConnected: true, ...(fence && { fence }) };
      } catch (error) {
        // Nobody is connected, or something fails.
        if (!(error instanceof ConnectorError)) throw error;
        return tokens.bind(hostTenantId, reference, from);
      }
    },
    async read(hostTenantId, reference, from, options = {}) {
      const person = people.find(reference);
      if (!person || options.messageId === undefined) return tokens.read(hostTenantId, reference, from, options);
      const { token, fence } = await read(person.sender, options.messageId);
      return { ...people.reissue(token), ...(fence && { fence }) };
    },
  };
}

/**
 * One process of a simulation: the real outbox on ports of which every call is a step.
 *
 * A process that has ended answers nobody and goes on nowhere.
 */
import { ConnectorError } from '../../shared/errors.ts';
import type { Graph } from '../../shared/graph/graph-client.ts';
import { createMailboxPermits } from '../../shared/outbox/mailbox-permits.ts';
import { createMessages, type Messages } from '../../shared/outbox/messages.ts';
import { createAttempts, type Attempts } from './attempts.ts';
import type { AskGraph, GraphAnswer } from './graph.ts';
import { startLife, type Life } from './life.ts';
import { createSteps } from './steps.ts';
import { watchVault } from './watch-vault.ts';
import type { World } from './world.ts';

export interface Worker extends Pick<Life, 'name' | 'isAlive'> {
  /** What came of it; `ended` when the process ended first. Anything but a ConnectorError is a problem. */
  call<Result>(what: string, run: (messages: Messages) => Promise<Result>): Promise<Called<Result>>;
}

export type Called<Result> = { result: Result } | { error: ConnectorError } | 'ended';

export function startWorker(world: World, name: string, askGraph: AskGraph): Worker {
  const { history, record } = world;
  const life = startLife(world, name);
  const messages = startOutbox(world, life, askGraph);
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

function startOutbox(world: World, life: Life, askGraph: AskGraph): Messages {
  const { scheduler, random, people, record, storage, faults, without, messagesPerMinute } = world;
  const ahead = faults.ofClock();
  if (ahead !== 0) record.areClocksApart = true;
  const stepEach = createSteps(world, life);
  const attempts = createAttempts(world);
  const common = { messagesPerMinute, now: () => new Date(scheduler.time() + ahead), random: random.next };
  const tokens = stepEach(people.senderTokens, 'tokens');
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
    settings: { historyDays: 30, messageExpiryDays: 0.5, erpName: 'ERP', hostName: 'Contoso' },
    senderTokens: without.tokens(
      { ...tokens, noteMailbox: (token) => tokens.noteMailbox(token).catch(() => {}) },
      world,
    ),
    vault: without.vault(watchVault(world)),
    graph: without.graph(createGraphPort(world, life, { attempts, askGraph })),
    ...common,
  };
  return createMessages(dependencies);
}

/** Graph as this process reaches it: a request that has left may arrive after its end. */
function createGraphPort(
  { random, scheduler, history, faults }: World,
  { name, isAlive, end }: Life,
  { attempts, askGraph }: { attempts: Attempts; askGraph: AskGraph },
): Pick<Graph, 'sendMail'> {
  return {
    async sendMail(accessToken, body) {
      const marker = /"subject":"([^"]*)"/.exec(body)?.[1] ?? '';
      const id = attempts.idOf(accessToken, marker);
      return new Promise<GraphAnswer['outcome']>((resolve) => {
        scheduler.schedule(() => {
          if (!isAlive() && random.chance(0.5)) return;
          const answer = askGraph({ accessToken, id, marker });
          if (isAlive() && faults.ofStep('sendMail') === 'ends') return end();
          scheduler.schedule(() => {
            answer.end();
            history.note(name, () => `Graph answers for ${id}: ${JSON.stringify(answer.outcome)}`);
            if (isAlive()) resolve(answer.outcome);
          }, answer.afterMilliseconds);
        });
      });
    },
  };
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { SendOutcome } from '../../../shared/graph/send-mail.ts';
import { SETTLE_PAUSES_SECONDS, UNSETTLED_ATTEMPTS_MAX } from '../../../shared/waiting-limits.ts';
import type { Message, MessageStore, VersionedMessage } from '../../../shared/outbox/message.ts';
import { createMessage } from '../../contract/samples.ts';
import { createOutboxFixture } from './outbox-fixture.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: ConnectorError) => error.code,
  );

/** Storage that answers no write while `isDown`, and carries it out only if `isCarriedOut`. */
function setUp() {
  const state = { isDown: true, isCarriedOut: true, reads: 0 };
  const lose = async <Result>(write: () => Promise<Result>): Promise<Result> => {
    if (!state.isDown) return write();
    if (state.isCarriedOut) await write();
    throw new ConnectorError('storage_unavailable');
  };
  const fixture = createOutboxFixture((store: MessageStore) => ({
    insert: (message: Message) => lose(() => store.insert(message)),
    replace: (message: VersionedMessage, next: Message) => lose(() => store.replace(message, next)),
    remove: (message: VersionedMessage) => lose(() => store.remove(message)),
    read: (id: string) => ((state.reads += 1), store.read(id)),
  }));
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
  const sends = () => fixture.events.filter((event) => event.startsWith('send')).length;
  return { ...fixture, state, pass, sends };
}

/** The result cannot be written; Graph's answer is returned all the same. */
async function loseResult(outcome: SendOutcome) {
  const fixture = setUp();
  const { graph, state, submitStrictly: submit } = fixture;
  Object.assign(state, { isDown: false, isCarriedOut: false });
  graph.outcomes.push(async () => {
    state.isDown = true;
    return outcome;
  });
  return { ...fixture, first: await submit({}, 'k') };
}

describe('an insert without an answer', () => {
  it('becomes failed when its key is repeated, and the repetition is sent once', async () => {
    const { submitStrictly: submit, state, stored, sends } = setUp();
    expect(await codeOf(submit({}, 'k'))).toBe('storage_unavailable');
    const [first] = await stored();
    expect([first?.status, sends()]).toEqual(['sending', 0]);
    state.isDown = false;
    const all = await Promise.all(Array.from({ length: 10 }, () => submit({}, 'k')));
    expect(all.filter(({ isReplayed }) => !isReplayed)).toHaveLength(1);
    expect(all[0]?.message).toMatchObject({ status: 'sent', previousId: first?.id });
    expect(sends()).toBe(1);
  });

  it('becomes failed although the sweep has given it up', async () => {
    const { submitStrictly: submit, state, sweep, clock, sends } = setUp();
    await codeOf(submit({}, 'k'));
    state.isDown = false;
    clock.pass(601);
    expect(await sweep()).toMatchObject({ unknown: 1 });
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: false, message: { status: 'sent' } });
    expect(sends()).toBe(1);
  });

  it('becomes failed by itself, also without a key and when storage comes back late', async () => {
    const { submitStrictly: submit, state, stored, pass } = setUp();
    await codeOf(submit());
    state.isCarriedOut = false;
    await pass(SETTLE_PAUSES_SECONDS[0]! + 1);
    state.isDown = false;
    expect(await stored()).toMatchObject([{ status: 'sending' }]);
    await pass(SETTLE_PAUSES_SECONDS[1]!);
    expect(await stored()).toMatchObject([{ status: 'failed', attempts: [], error: { code: 'storage_unavailable' } }]);
  });

  it('becomes failed whenever it is carried out', async () => {
    const { submitStrictly: submit, state, store, stored, pass } = setUp();
    await codeOf(submit({}, 'k'));
    const [late] = store.all();
    await store.remove(late!);
    state.isDown = false;
    await pass(SETTLE_PAUSES_SECONDS[0]!);
    await store.insert(late!);
    await pass(SETTLE_PAUSES_SECONDS[1]!);
    expect(await stored()).toMatchObject([{ id: late!.id, status: 'failed' }]);
  });

  it('becomes failed also for a reader in another instance', async () => {
    const { submitStrictly: submit, state, store, pass } = setUp();
    await codeOf(submit({}, 'k'));
    const [seenElsewhere] = store.all();
    expect(seenElsewhere?.status).toBe('sending');
    state.isDown = false;
    await pass(SETTLE_PAUSES_SECONDS[0]!);
    expect(await store.read(seenElsewhere!.id)).toMatchObject({ status: 'failed' });
  });

  it('is not remembered when storage refused it', async () => {
    const read = vi.fn(async () => undefined);
    const insert = () => Promise.reject(new ConnectorError('storage_access_refused'));
    await codeOf(createOutboxFixture(() => ({ insert, read })).submitStrictly());
    await vi.advanceTimersByTimeAsync(SETTLE_PAUSES_SECONDS[0]! * 1000);
    expect(read).not.toHaveBeenCalled();
  });

  it('leaves the row of another attempt alone', async () => {
    const { submitStrictly: submit, state, store, pass } = setUp();
    await codeOf(submit({}, 'k'));
    const [{ mac: _mac, ...own }] = store.all() as [VersionedMessage];
    await store.remove(own);
    const other = await store.insert({ ...own, attemptId: 'another' });
    state.isDown = false;
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: true, message: { status: 'sending' } });
    await pass(SETTLE_PAUSES_SECONDS[0]!);
    expect(await store.read(other.id)).toEqual(other);
  });

  it('is not remembered when its id was taken', async () => {
    const { submitStrictly: submit, state, pass } = setUp();
    state.isDown = false;
    await submit({}, 'k');
    await submit({}, 'k');
    state.reads = 0;
    await pass(SETTLE_PAUSES_SECONDS[0]!);
    expect(state.reads).toBe(0);
  });
});

describe('a result that was not written', () => {
  it.each<[string, SendOutcome]>([
    ['sent', { kind: 'sent', requestId: 'r' }],
    ['failed', { kind: 'refused', code: 'mailbox_full' }],
    ['unknown', { kind: 'unknown', reason: 'status 504' }],
  ])('%s is returned at once and written later', async (status, outcome) => {
    const { first, state, stored, pass } = await loseResult(outcome);
    expect(first.message.status).toBe(status);
    expect(await stored()).toMatchObject([{ status: 'sending' }]);
    state.isDown = false;
    await pass(SETTLE_PAUSES_SECONDS[0]!);
    const { etag: _etag, ...expected } = first.message as VersionedMessage;
    expect(await stored()).toMatchObject([expected]);
  });

  it('is written before a repetition is answered', async () => {
    const { state, submit, sends } = await loseResult({ kind: 'sent' });
    expect(await codeOf(submit({}, 'k'))).toBe('storage_unavailable');
    state.isDown = false;
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: true, message: { status: 'sent' } });
    expect(sends()).toBe(1);
  });

  it('is read while it still cannot be written', async () => {
    const { state, messages, first } = await loseResult({ kind: 'sent' });
    expect(state.isDown).toBe(true);
    expect(await messages.read(first.message.id)).toMatchObject({ status: 'sent' });
  });

  it('replaces what the sweep wrote', async () => {
    const { state, sweep, clock, stored, pass } = await loseResult({ kind: 'sent' });
    state.isDown = false;
    clock.pass(601);
    await sweep();
    await pass(SETTLE_PAUSES_SECONDS[0]!);
    expect(await stored()).toMatchObject([{ status: 'sent' }]);
  });

  it('frees the key of a message for which there was no new token', async () => {
    const { submitStrictly: submit, graph, senderTokens, state, sends } = setUp();
    Object.assign(state, { isDown: false, isCarriedOut: false });
    graph.outcomes.push({ kind: 'unauthorized' });
    const { renew } = senderTokens;
    senderTokens.renew = () => {
      state.isDown = true;
      return Promise.reject(new ConnectorError('entra_unavailable'));
    };
    const { message } = await submit({}, 'k');
    expect(message).toMatchObject({ status: 'failed', error: { code: 'entra_unavailable' } });
    expect(await codeOf(submit({}, 'k'))).toBe('storage_unavailable');
    state.isDown = false;
    senderTokens.renew = renew;
    expect(await submit({}, 'k')).toMatchObject({ message: { status: 'sent', previousId: message.id } });
    expect(sends()).toBe(2);
  });
});

describe('a contradiction', () => {
  it.each(['sent', 'failed'] as const)('to a message that is %s is refused before it is written', async (status) => {
    const { messages, store } = createOutboxFixture();
    const row = await store.insert(createMessage({ status }));
    const result = { ...row, status: status === 'sent' ? 'failed' : 'sent' } as const;
    await expect(messages.settle(row, result)).rejects.toThrow(`A message that is ${status} must not become`);
    await expect(messages.insert(createMessage({ status }))).rejects.toThrow(
      'A message that is absent must not become',
    );
    expect(store.all()).toEqual([row]);
  });
});

describe('what is remembered', () => {
  // Each remembered attempt reads its row once after each pause.
  it('is bounded, keeps room for results and ends', async () => {
    const { submitStrictly: submit, state, graph, pass } = setUp();
    for (let index = 0; index < UNSETTLED_ATTEMPTS_MAX / 2 + 5; index++) await codeOf(submit());
    Object.assign(state, { isDown: false, isCarriedOut: false });
    graph.outcomes.push(async () => {
      state.isDown = true;
      return { kind: 'sent' };
    });
    expect(await submit()).toMatchObject({ message: { status: 'sent' } });
    const [first, ...others] = SETTLE_PAUSES_SECONDS;
    await pass(first!);
    expect(state.reads).toBe(UNSETTLED_ATTEMPTS_MAX / 2 + 1);
    await pass(others.reduce((sum, seconds) => sum + seconds));
    expect(state.reads).toBe((UNSETTLED_ATTEMPTS_MAX / 2 + 1) * SETTLE_PAUSES_SECONDS.length);
    await codeOf(submit());
    state.reads = 0;
    await pass(SETTLE_PAUSES_SECONDS.reduce((sum, seconds) => sum + seconds));
    expect(state.reads).toBe(SETTLE_PAUSES_SECONDS.length);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { SendOutcome } from '../../../shared/graph/graph-client.ts';
import { SETTLE_PAUSES_SECONDS, UNSETTLED_ATTEMPTS_MAX } from '../../../shared/limits.ts';
import type { Message, MessageStore, VersionedMessage } from '../../../shared/mail/message.ts';
import { createMailFixture } from './mail-fixture.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: ConnectorError) => error.code,
  );

/** Storage that carries writes out as told, and answers none while `isDown`. */
function setUp() {
  const state = { isDown: true, isCarriedOut: true };
  const lose = async <Result>(write: () => Promise<Result>): Promise<Result> => {
    if (!state.isDown) return write();
    if (state.isCarriedOut) await write();
    throw new ConnectorError('storage_unavailable');
  };
  const fixture = createMailFixture((store: MessageStore) => ({
    insert: (message: Message) => lose(() => store.insert(message)),
    replace: (message: VersionedMessage, next: Message) => lose(() => store.replace(message, next)),
    remove: (message: VersionedMessage) => lose(() => store.remove(message)),
  }));
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
  const sends = () => fixture.events.filter((event) => event.startsWith('send')).length;
  return { ...fixture, state, pass, sends };
}

/** The result cannot be written; what Graph answered is told all the same. */
async function loseResult(outcome: SendOutcome) {
  const fixture = setUp();
  const { graph, state, submit } = fixture;
  Object.assign(state, { isDown: false, isCarriedOut: false });
  graph.outcomes.push(async () => {
    state.isDown = true;
    return outcome;
  });
  return { ...fixture, first: await submit({}, 'k') };
}

describe('an insert without an answer', () => {
  it('is taken back by the repetition of its key, which is then sent once', async () => {
    const { submit, state, stored, sends } = setUp();
    expect(await codeOf(submit({}, 'k'))).toBe('storage_unavailable');
    expect([(await stored())[0]?.status, sends()]).toEqual(['sending', 0]);
    state.isDown = false;
    const all = await Promise.all(Array.from({ length: 10 }, () => submit({}, 'k')));
    expect(all.filter(({ isReplayed }) => !isReplayed)).toHaveLength(1);
    expect([(await stored()).map(({ status }) => status), sends()]).toEqual([['sent'], 1]);
  });

  it('is taken back although the sweep has given it up', async () => {
    const { submit, state, sweep, clock, sends } = setUp();
    await codeOf(submit({}, 'k'));
    state.isDown = false;
    clock.pass(601);
    expect(await sweep()).toMatchObject({ unknown: 1 });
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: false, message: { status: 'sent' } });
    expect(sends()).toBe(1);
  });

  it('is taken back by itself, also without a key and when storage comes back late', async () => {
    const { submit, state, stored, pass } = setUp();
    await codeOf(submit());
    state.isCarriedOut = false;
    await pass(SETTLE_PAUSES_SECONDS[0]! + 1);
    state.isDown = false;
    expect(await stored()).toHaveLength(1);
    await pass(SETTLE_PAUSES_SECONDS[1]!);
    expect(await stored()).toEqual([]);
  });

  it('is taken back whenever it comes to stand', async () => {
    const { submit, state, store, stored, messages, pass } = setUp();
    await codeOf(submit({}, 'k'));
    const [late] = await stored();
    state.isDown = false;
    for (const seconds of SETTLE_PAUSES_SECONDS.slice(0, 3)) {
      await pass(seconds);
      expect(await stored()).toEqual([]);
      await store.insert(late!);
    }
    expect(await messages.read(late!.id)).toBeUndefined();
  });

  it('leaves the row of another attempt alone', async () => {
    const { submit, state, store, stored, pass } = setUp();
    await codeOf(submit({}, 'k'));
    const [own] = await stored();
    await store.remove(own!);
    const other = await store.insert({ ...own!, attemptId: 'another' });
    state.isDown = false;
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: true, message: { status: 'sending' } });
    await pass(SETTLE_PAUSES_SECONDS[0]!);
    expect(await store.read(other.id)).toEqual(other);
  });

  it('is another’s when its id was taken, and nothing is remembered', async () => {
    const { submit, state } = setUp();
    state.isDown = false;
    await submit({}, 'k');
    await submit({}, 'k');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a result that was not written', () => {
  it.each<[string, SendOutcome]>([
    ['sent', { kind: 'sent', requestId: 'r' }],
    ['failed', { kind: 'refused', code: 'mailbox_full' }],
    ['unknown', { kind: 'unknown', reason: 'status 504' }],
  ])('%s is told at once and written later', async (status, outcome) => {
    const { first, state, stored, pass } = await loseResult(outcome);
    expect(first.message.status).toBe(status);
    expect(await stored()).toMatchObject([{ status: 'sending' }]);
    state.isDown = false;
    await pass(SETTLE_PAUSES_SECONDS[0]!);
    expect(await stored()).toMatchObject([{ ...first.message, etag: expect.anything() }]);
  });

  it('stands before a repetition is answered', async () => {
    const { state, submit, sends } = await loseResult({ kind: 'sent' });
    expect(await codeOf(submit({}, 'k'))).toBe('storage_unavailable');
    state.isDown = false;
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: true, message: { status: 'sent' } });
    expect(sends()).toBe(1);
  });

  it('replaces what the sweep made of it', async () => {
    const { state, sweep, clock, stored, pass } = await loseResult({ kind: 'sent' });
    state.isDown = false;
    clock.pass(601);
    await sweep();
    await pass(SETTLE_PAUSES_SECONDS[0]!);
    expect(await stored()).toMatchObject([{ status: 'sent' }]);
  });

  it('frees the key of a message for which no token was to be had', async () => {
    const { submit, graph, senderTokens, state, sends } = setUp();
    Object.assign(state, { isDown: false, isCarriedOut: false });
    graph.outcomes.push({ kind: 'unauthorized' });
    const { renew } = senderTokens;
    senderTokens.renew = () => {
      state.isDown = true;
      return Promise.reject(new ConnectorError('entra_unavailable'));
    };
    expect(await codeOf(submit({}, 'k'))).toBe('storage_unavailable');
    state.isDown = false;
    senderTokens.renew = renew;
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: false, message: { status: 'sent' } });
    expect(sends()).toBe(2);
  });
});

describe('what is remembered', () => {
  it('is bounded and comes to an end', async () => {
    const { submit, pass } = setUp();
    for (let index = 0; index < UNSETTLED_ATTEMPTS_MAX + 5; index++) await codeOf(submit());
    expect(vi.getTimerCount()).toBe(UNSETTLED_ATTEMPTS_MAX);
    await pass(SETTLE_PAUSES_SECONDS.reduce((sum, seconds) => sum + seconds));
    expect(vi.getTimerCount()).toBe(0);
    await codeOf(submit());
    expect(vi.getTimerCount()).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createMessages } from '../../../shared/outbox/messages.ts';
import { createNotedMessages, type MessageChange } from '../../../shared/outbox/noted-messages.ts';
import { createMemoryTestTimesStore } from '../../fakes/memory-test-times-store.ts';
import { parse, validBody } from '../submission/submission-sample.ts';
import { caller, createOutboxFixture, token } from './outbox-fixture.ts';

function setUp() {
  const fixture = createOutboxFixture();
  const noted: MessageChange[] = [];
  const messages = createMessages({
    ...fixture,
    settings: {
      historyDays: 30,
      messageExpiryDays: 30,
      messageSizeMaxMb: 35,
      erpName: 'Contoso Business Central',
      hostName: 'Contoso',
    },
    testTimes: createMemoryTestTimesStore(),
    noteChange: (change) => void noted.push(change),
  });
  const { submission } = parse(validBody);
  const submit = async (options: object = {}) =>
    (await messages.submit(caller, submission, { waitSeconds: 20, ...options })).message;
  /** What was noted since. */
  const take = () => noted.splice(0).map(({ from, to }) => `${from} ${to}`);
  return { ...fixture, messages, submit, take };
}

describe('createNotedMessages', () => {
  it('tells every state from acceptance on, whoever writes it', async () => {
    const { messages, submit, take } = setUp();
    await submit();
    expect(take()).toEqual(['absent sending', 'sending sent']);
    const { id } = await submit({ isAsync: true });
    expect(take()).toEqual(['absent queued']);
    await messages.deliver(id);
    expect(take()).toEqual(['queued sending', 'sending sent']);
    const { id: other } = await submit({ isAsync: true });
    await messages.cancel(caller, other);
    await messages.cancel(caller, other);
    expect(take()).toEqual(['absent queued', 'queued cancelled']);
  });

  it('tells what the sweep and a release make of messages', async () => {
    const { messages, submit, take, senderTokens, clock } = setUp();
    const { bind } = senderTokens;
    senderTokens.bind = async () => ({ isConnected: false, sender: token.grant.sender });
    await submit({ isAsync: true });
    senderTokens.bind = bind;
    expect(await messages.release(token.grant, token.names)).toBe(1);
    expect(take()).toEqual(['absent held', 'held queued']);
    clock.pass(31 * 86_400);
    await messages.sweep();
    expect(take()).toEqual(['queued expired']);
  });

  it('tells nothing of a row that keeps its state, or of a write that failed', async () => {
    const { store } = createOutboxFixture();
    const noted: MessageChange[] = [];
    const fails = async () => {
      throw new ConnectorError('storage_unavailable');
    };
    const failing = createNotedMessages(
      { ...store, insert: fails, replace: fails },
      (change) => void noted.push(change),
    );
    const message = { id: 'a', status: 'queued', etag: '1' } as never;
    await expect(failing.insert(message)).rejects.toMatchObject({ code: 'storage_unavailable' });
    await expect(failing.replace(message, { status: 'sent' } as never)).rejects.toBeInstanceOf(ConnectorError);
    const kept = createNotedMessages({ ...store, replace: async () => message }, (change) => void noted.push(change));
    await kept.replace(message, message);
    expect(noted).toEqual([]);
  });
});

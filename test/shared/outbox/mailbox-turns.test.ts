import { afterEach, describe, expect, it, vi } from 'vitest';
import { MAILBOX_CONCURRENCY_MAX, MAILBOX_WAITING_MAX } from '../../../shared/limits.ts';
import { createMailboxTurns } from '../../../shared/outbox/mailbox-turns.ts';
import { ann, other } from '../vault/vault-fixture.ts';
import { createGate } from './outbox-fixture.ts';

afterEach(() => void vi.useRealTimers());

function setUp() {
  const takeTurn = createMailboxTurns();
  const gate = createGate();
  let running = 0;
  const hold = () =>
    takeTurn(ann, 20, async () => {
      running += 1;
      await gate.opened;
      return 'done';
    });
  return { takeTurn, gate, hold, running: () => running };
}

describe('createMailboxTurns', () => {
  it('lets some sends of a mailbox run, the others after them, and other mailboxes at once', async () => {
    const { takeTurn, gate, hold, running } = setUp();
    const all = Array.from({ length: MAILBOX_CONCURRENCY_MAX + 2 }, hold);
    expect(await takeTurn(other, 20, async () => 'at once')).toBe('at once');
    expect(running()).toBe(MAILBOX_CONCURRENCY_MAX);
    gate.open();
    expect(new Set(await Promise.all(all))).toEqual(new Set(['done']));
  });

  it('passes the turn on after a failure', async () => {
    const { takeTurn } = setUp();
    for (let count = 0; count < 10; count++)
      await expect(takeTurn(ann, 20, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await takeTurn(ann, 20, async () => 'next')).toBe('next');
  });

  it('refuses at once when too many are waiting', async () => {
    const { takeTurn, gate, hold } = setUp();
    const all = Array.from({ length: MAILBOX_CONCURRENCY_MAX + MAILBOX_WAITING_MAX }, hold);
    const run = vi.fn();
    await expect(takeTurn(ann, 20, run)).rejects.toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 5 });
    expect(run).not.toHaveBeenCalled();
    gate.open();
    expect(await Promise.all(all)).toHaveLength(MAILBOX_CONCURRENCY_MAX + MAILBOX_WAITING_MAX);
  });

  it('refuses a send that waited too long, never runs it later, and frees its place', async () => {
    vi.useFakeTimers();
    const { takeTurn, gate, hold } = setUp();
    const all = Array.from({ length: MAILBOX_CONCURRENCY_MAX }, hold);
    const run = vi.fn(async () => 'late');
    const waiting = expect(takeTurn(ann, 20, run)).rejects.toMatchObject({ code: 'too_many_requests' });
    await vi.advanceTimersByTimeAsync(20_000);
    await waiting;
    gate.open();
    await Promise.all(all);
    expect(run).not.toHaveBeenCalled();
    expect(await takeTurn(ann, 20, async () => 'next')).toBe('next');
  });
});

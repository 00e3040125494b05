import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attempt, type TableOperation } from '../../../../shared/azure/tables/table-attempts.ts';
import { TableFailure, type TableFailureKind } from '../../../../shared/azure/tables/table-failure.ts';
import { STORAGE_ATTEMPT_TIMEOUT_MILLISECONDS, STORAGE_TIMEOUT_MILLISECONDS } from '../../../../shared/limits.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => undefined);

/** An operation that goes through the given outcomes; `ok` and what follows succeeds. */
function script(...outcomes: (TableFailureKind | 'hang' | 'ok')[]) {
  const signals: AbortSignal[] = [];
  const operation = {
    signals,
    send: vi.fn(async (signal: AbortSignal) => {
      signals.push(signal);
      const outcome = outcomes.shift() ?? 'ok';
      if (outcome === 'hang') return never();
      if (outcome !== 'ok') throw new TableFailure(outcome, outcome);
      return 'sent';
    }),
    createTable: vi.fn(async () => undefined),
    recognize: vi.fn(async (): Promise<string | undefined> => undefined),
  };
  return operation;
}

async function run(operation: TableOperation<string>): Promise<string> {
  const result = attempt(operation).catch((error: unknown) => (error as TableFailure).kind);
  await vi.advanceTimersByTimeAsync(STORAGE_TIMEOUT_MILLISECONDS);
  return Promise.race([result, Promise.resolve().then(() => 'still running')]);
}

describe('attempt', () => {
  it('sends once when it succeeds', async () => {
    const operation = script('ok');
    expect(await run(operation)).toBe('sent');
    expect(operation.send).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('repeats what may pass, three attempts in all', async () => {
    const operation = script('transient', 'transient', 'ok');
    expect(await run(operation)).toBe('sent');
    const failing = script('transient', 'transient', 'transient', 'ok');
    expect(await run(failing)).toBe('transient');
    expect(failing.send).toHaveBeenCalledTimes(3);
  });

  it.each(['conflict', 'missing', 'invalid', 'refused', 'unavailable'] as const)('does not repeat %s', async (kind) => {
    const operation = script(kind);
    expect(await run(operation)).toBe(kind);
    expect(operation.send).toHaveBeenCalledTimes(1);
    expect(operation.recognize).not.toHaveBeenCalled();
  });

  it('gives an attempt up after its time and goes on', async () => {
    const operation = script('hang', 'ok');
    const result = attempt(operation);
    await vi.advanceTimersByTimeAsync(STORAGE_ATTEMPT_TIMEOUT_MILLISECONDS - 1);
    expect(operation.signals[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(operation.signals[0]?.aborted).toBe(true);
    expect(await result).toBe('sent');
  });

  it('has ended within the time of an operation when every attempt hangs, and aborts the last one', async () => {
    const operation = script('hang', 'hang', 'hang', 'hang');
    expect(await run(operation)).toBe('transient');
    expect(operation.send).toHaveBeenCalledTimes(3);
    expect(operation.signals.every(({ aborted }) => aborted)).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(operation.send).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('creates a missing table once and repeats', async () => {
    const operation = script('table_missing', 'ok');
    expect(await run(operation)).toBe('sent');
    expect(operation.createTable).toHaveBeenCalledTimes(1);
    const stubborn = script('table_missing', 'table_missing', 'table_missing', 'table_missing', 'table_missing');
    expect(await run(stubborn)).toBe('table_missing');
    expect(stubborn.createTable).toHaveBeenCalledTimes(1);
    expect(stubborn.send).toHaveBeenCalledTimes(4);
  });

  it('repeats the creation of a table that failed', async () => {
    const operation = script('table_missing', 'ok');
    operation.createTable.mockRejectedValueOnce(new TableFailure('transient', 'busy'));
    expect(await run(operation)).toBe('sent');
    expect(operation.createTable).toHaveBeenCalledTimes(2);
    const refused = script('table_missing', 'ok');
    refused.createTable.mockRejectedValueOnce(new TableFailure('refused', 'role'));
    expect(await run(refused)).toBe('refused');
  });

  it.each(['conflict', 'missing'] as const)('asks whether a %s after a lost answer is our own write', async (kind) => {
    const own = script('transient', kind);
    own.recognize.mockResolvedValue('recognized');
    expect(await run(own)).toBe('recognized');
    const foreign = script('transient', kind);
    expect(await run(foreign)).toBe(kind);
    expect(foreign.recognize).toHaveBeenCalledTimes(1);
    expect(foreign.send).toHaveBeenCalledTimes(2);
  });

  it('looks before the last attempt whether an earlier one was carried out', async () => {
    const own = script('hang', 'hang', 'hang');
    own.recognize.mockResolvedValue('recognized');
    expect(await run(own)).toBe('recognized');
    expect([own.send.mock.calls.length, own.recognize.mock.calls.length]).toEqual([2, 1]);
  });

  it('makes the last attempt when there is nothing to see, or nobody who says', async () => {
    const foreign = script('transient', 'transient', 'ok');
    expect(await run(foreign)).toBe('sent');
    const down = script('transient', 'transient', 'ok');
    down.recognize.mockRejectedValue(new TableFailure('transient', 'down'));
    expect(await run(down)).toBe('sent');
    expect([foreign.recognize.mock.calls.length, down.recognize.mock.calls.length]).toEqual([1, 1]);
  });

  it('does not call it a conflict when it cannot find out', async () => {
    const operation = script('transient', 'conflict');
    operation.recognize.mockRejectedValue(new TableFailure('transient', 'down'));
    expect(await run(operation)).toBe('transient');
  });

  it('asks again when finding out fails once', async () => {
    const operation = script('transient', 'conflict');
    operation.recognize
      .mockRejectedValueOnce(new TableFailure('transient', 'down'))
      .mockResolvedValueOnce('recognized');
    expect(await run(operation)).toBe('recognized');
    expect(operation.send).toHaveBeenCalledTimes(2);
  });
});

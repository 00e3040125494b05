import { describe, expect, it } from 'vitest';
import { PUBLIC_KEY_CACHE_SECONDS } from '../../../shared/limits.ts';
import type { CurrentKey } from '../../../shared/vault/data-key.ts';
import {
  formatPass,
  hasForm,
  isTarget,
  parsePass,
  secondsOf,
  startPass,
  type RewrapPass,
} from '../../../shared/vault/rewrap-progress.ts';
import { createMemoryKeyEncryptionKeys } from '../../fakes/memory-key-encryption-keys.ts';

const createdAt = new Date('2026-01-05T08:00:00Z');
const current: CurrentKey = await createMemoryKeyEncryptionKeys(() => createdAt).current();
const later = (seconds: number) => new Date(createdAt.getTime() + seconds * 1000);
const margin = 15 * 60;

describe('startPass', () => {
  it('counts nobody as an old writer once every cached public key has expired', () => {
    const pass = startPass(current, later(10));
    expect(pass).toEqual({
      form: 3,
      target: current.reference,
      targetCreatedSeconds: secondsOf(createdAt),
      startedSeconds: secondsOf(later(10)),
      settledSeconds: secondsOf(createdAt) + PUBLIC_KEY_CACHE_SECONDS + margin,
      isDone: false,
      countByVersion: {},
    });
  });

  it('counts from the moment at which an appended name is first seen, since others do not know it yet', () => {
    const previous = startPass(current, later(0));
    const appended = { ...current, reference: { index: 1, version: 'a' } };
    const pass = startPass(appended, later(500_000), previous);
    expect(pass.settledSeconds).toBe(secondsOf(later(500_000)) + PUBLIC_KEY_CACHE_SECONDS + margin);
    expect(startPass(appended, later(600_000), pass).settledSeconds).toBe(pass.settledSeconds);
  });
});

describe('hasForm', () => {
  const { form: _form, ...earlier } = startPass(current, later(0));

  it('is false of what an earlier release counted, and of a form that is not known', () => {
    expect([startPass(current, later(0)), earlier, { ...earlier, form: 4 }].map(hasForm)).toEqual([true, false, false]);
  });

  it('counts from the moment at which an instance first writes it, since others run the earlier release', () => {
    const pass = startPass(current, later(500_000), earlier);
    expect(pass.settledSeconds).toBe(secondsOf(later(500_000)) + PUBLIC_KEY_CACHE_SECONDS + margin);
    expect(startPass(current, later(600_000), pass).settledSeconds).toBe(pass.settledSeconds);
  });
});

describe('isTarget', () => {
  it('compares index and version', () => {
    const pass = startPass(current, createdAt);
    expect(isTarget(pass, current)).toBe(true);
    for (const reference of [
      { ...current.reference, index: 1 },
      { ...current.reference, version: 'a' },
    ])
      expect(isTarget(pass, { ...current, reference })).toBe(false);
  });
});

describe('parsePass', () => {
  const pass: RewrapPass = { ...startPass(current, createdAt), cursor: 'c', countByVersion: { '0.a': 2 } };

  it('reads what formatPass wrote', () => {
    expect(parsePass(formatPass(pass))).toEqual(pass);
    const { cursor: _none, ...done } = { ...pass, isDone: true };
    expect(parsePass(formatPass(done))).toEqual(done);
    const { form: _form, ...earlier } = pass;
    expect(parsePass(formatPass(earlier))).toEqual(earlier);
  });

  it.each([
    '',
    '{',
    'null',
    '1',
    '[]',
    '{}',
    ...[
      { form: '3' },
      { target: null },
      { target: { index: 16, version: 'a' } },
      { target: { index: 0 } },
      { targetCreatedSeconds: 'x' },
      { startedSeconds: 1.5 },
      { settledSeconds: null },
      { cursor: 1 },
      { isDone: 'yes' },
      { countByVersion: null },
      { countByVersion: 1 },
      { countByVersion: { a: 'x' } },
      { countByVersion: { a: 1, b: 'x' } },
    ].map((change) => JSON.stringify({ ...pass, ...change })),
  ])('takes %s for no pass', (text) => {
    expect(parsePass(text)).toBeUndefined();
  });
});

/** What every HeldHints promises. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HeldHints } from '../../shared/outbox/held-hints.ts';
import { formatSender } from '../../shared/sender.ts';
import { at, createSender, times } from './samples.ts';

const createHint = (minutes: number) => ({ id: randomBytes(16).toString('hex'), at: at(minutes) });

export function describeHeldHints(create: () => Promise<HeldHints>): void {
  describe('HeldHints', () => {
    it.each([
      ['a sender', () => formatSender(createSender())],
      ['a name', () => randomBytes(32).toString('hex')],
    ])('lists what was put for %s and for nobody else, the oldest first', async (_kind, createTarget) => {
      const store = await create();
      const target = createTarget();
      const hints = [createHint(3), createHint(1), createHint(2)];
      await Promise.all(hints.map((hint) => store.put(target, hint)));
      await store.put(createTarget(), createHint(0));
      expect(await store.list(target, 10)).toEqual({ hints: [hints[1], hints[2], hints[0]] });
      expect(await store.list(createTarget(), 10)).toEqual({ hints: [] });
    });

    it('has a hint once, however often it is put, and removes it, if it is there', async () => {
      const store = await create();
      const target = formatSender(createSender());
      const [hint, other] = [createHint(1), createHint(1)];
      await Promise.all(times(5, () => store.put(target, hint)));
      await store.put(target, other);
      await store.remove(target, other);
      expect(await store.list(target, 10)).toEqual({ hints: [hint] });
      await store.remove(target, { ...hint, at: at(2) });
      await store.remove(target, hint);
      await store.remove(target, hint);
      expect(await store.list(target, 10)).toEqual({ hints: [] });
    });

    it('gives them page by page, also while what was read is removed', async () => {
      const store = await create();
      const target = randomBytes(32).toString('hex');
      const hints = times(5, createHint);
      for (const hint of hints) await store.put(target, hint);
      const first = await store.list(target, 2);
      expect(first.hints).toEqual(hints.slice(0, 2));
      for (const hint of first.hints) await store.remove(target, hint);
      const second = await store.list(target, 3, first.cursor);
      expect(second.hints).toEqual(hints.slice(2));
      await expect(store.list(target, 2, 'not ours')).rejects.toMatchObject({ code: 'invalid_request' });
    });

    it('takes no target and no id of another form', async () => {
      const store = await create();
      for (const target of ['', 'ann@fabrikam.com', 'A'.repeat(64), `${'a'.repeat(64)}'`]) {
        await expect(store.put(target, createHint(1))).rejects.toThrow('A target');
        await expect(store.list(target, 1)).rejects.toThrow('A target');
        await expect(store.remove(target, createHint(1))).rejects.toThrow('A target');
      }
      await expect(store.put('a'.repeat(64), { id: 'x', at: at(1) })).rejects.toThrow('A message id');
    });
  });
}

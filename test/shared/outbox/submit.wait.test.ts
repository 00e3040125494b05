import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SendOutcome } from '../../../shared/graph/send-mail.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { MAILBOX_WAITING_MAX, TURN_LONG_MILLISECONDS } from '../../../shared/limits.ts';
import { caller, createGate, createOutboxFixture } from './outbox-fixture.ts';

const sent: SendOutcome = { kind: 'sent', requestId: 'graph-1' };
afterEach(() => void vi.restoreAllMocks());

describe('createSubmit, for whoever waits', () => {
  it.each([
    ['in its turn', 0.5, 0, true],
    ['in its turn, too late', 5, 4, false],
    ['in its turn, just in time', 5, 5, true],
    ['because no turn has come', 0, 0, true],
    ['because the line is full', 0, 5, false],
  ])(
    'knows whether the answer keeps to wait: %s, after %d of %d seconds: %s',
    async (what, passed, wait, hasWaited) => {
      const { submit, graph } = createOutboxFixture();
      const beganAt = performance.now();
      const { open, opened } = createGate();
      const others: Promise<unknown>[] = [];
      if (what.startsWith('in its turn'))
        graph.outcomes.push(async () => {
          vi.spyOn(performance, 'now').mockReturnValue(beganAt + passed * 1000 + 100);
          return sent;
        });
      else {
        const busy = 4 + (what.includes('line') ? MAILBOX_WAITING_MAX : 0);
        graph.outcomes.push(...Array.from({ length: busy }, () => () => opened.then(() => sent)));
        for (let index = 0; index < busy; index++) others.push(submit({}, undefined, caller, { prefer: 'wait=60' }));
        await expect.poll(() => graph.bodies.length).toBe(4);
      }
      const submitted = await submit({}, undefined, caller, { prefer: `wait=${wait}` });
      expect([submitted.message.status, submitted.hasWaited]).toEqual([
        others.length > 0 ? 'queued' : 'sent',
        hasWaited,
      ]);
      open();
      await Promise.all(others);
    },
  );

  it.each(['tenant_paused', 'tenant_left'] as const)(
    'sends nothing of what was waiting for its turn when the answer came to be %s',
    async (code) => {
      const { submit, submitStrictly, graph, rules } = createOutboxFixture();
      const { open, opened } = createGate();
      graph.outcomes.push(...Array.from({ length: 4 }, () => () => opened.then(() => sent)));
      const busy = Array.from({ length: 4 }, () => submit({}, undefined, caller, { prefer: 'wait=60' }));
      await expect.poll(() => graph.bodies.length).toBe(4);
      const strict = submitStrictly({}, undefined, caller, ', wait=60').catch((error: unknown) => error);
      const patient = submit({}, undefined, caller, { prefer: 'wait=60' }).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 20));
      vi.spyOn(performance, 'now').mockReturnValue(performance.now() + TURN_LONG_MILLISECONDS);
      rules.requireActive = () => Promise.reject(new ConnectorError(code));
      open();
      await Promise.all(busy);
      expect(await strict).toMatchObject({ code });
      const kept = { message: { status: 'queued', error: { code } } };
      expect(await patient).toMatchObject(code === 'tenant_paused' ? kept : { code });
      expect(graph.bodies).toHaveLength(4);
    },
  );
});

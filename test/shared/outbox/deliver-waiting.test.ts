import { describe, expect, it, vi } from 'vitest';
import type { SendOutcome } from '../../../shared/graph/send-mail.ts';
import { createDeliverWaiting } from '../../../shared/outbox/deliver-waiting.ts';
import { createHoldContent } from '../../../shared/outbox/hold-content.ts';
import { caller, createOutboxFixture } from './outbox-fixture.ts';

const later = { prefer: 'respond-async' };

describe('a message that is due', () => {
  it('is late as long as nobody tries it, however often it is woken', async () => {
    const fixture = createOutboxFixture();
    await fixture.submit({}, undefined, caller, later);
    for (const hours of [1, 2]) {
      fixture.clock.pass(3_600);
      expect(await fixture.sweep()).toMatchObject({ woken: 1, overdueSeconds: hours * 3_600 });
    }
  });

  it('says when it was due, which is no more in its row', async () => {
    const fixture = createOutboxFixture();
    const { message: queued } = await fixture.submit({}, undefined, caller, later);
    fixture.clock.pass(90);
    expect(await fixture.deliverWaiting.byId(queued.id)).toMatchObject({
      message: { status: 'sent' },
      wasDueAt: queued.nextAt,
    });
  });

  it('waits its turn while the contents of others fill the memory', async () => {
    const fixture = createOutboxFixture();
    const submit = () => fixture.submit({}, undefined, caller, later);
    const queued = await Promise.all(Array.from({ length: 3 }, submit));
    const answers = queued.map(() => Promise.withResolvers<SendOutcome>());
    fixture.graph.outcomes.push(
      ...answers.map(
        ({ promise }) =>
          () =>
            promise,
      ),
    );
    const { contentBytes = 0 } = queued[0]!.message;
    const deliverWaiting = createDeliverWaiting({
      ...fixture,
      holdContent: createHoldContent({ bytes: 2 * contentBytes, reservedBytes: 0, smallBytes: 0 }),
    });
    const delivered = queued.map(({ message: { id } }) => deliverWaiting.byId(id));
    await vi.waitFor(() => expect(fixture.graph.bodies).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(fixture.graph.bodies).toHaveLength(2);
    answers.forEach(({ resolve }) => resolve({ kind: 'sent', requestId: 'graph-1' }));
    await Promise.all(delivered);
    expect(fixture.graph.bodies).toHaveLength(3);
  });
});

import { describe, expect, it } from 'vitest';
import { createForgetSender } from '../../../shared/outbox/forget-sender.ts';
import { CONTENT_ROW_MAX_BYTES } from '../../../shared/waiting-limits.ts';
import { validBody } from '../submission/submission-sample.ts';
import { caller, createOutboxFixture, token } from './outbox-fixture.ts';

const { sender, ...account } = token.grant;
const later = { prefer: 'respond-async' };

describe('createForgetSender', () => {
  it('cancels what waits as the person, deletes what it says, and finds nothing under them any more', async () => {
    const fixture = createOutboxFixture();
    const forget = createForgetSender(fixture);
    const body = { contentType: 'Text', content: 'x'.repeat(CONTENT_ROW_MAX_BYTES) };
    const { message: sent } = await fixture.submit();
    const { message: large } = await fixture.submit({ message: { ...validBody.message, body } }, 'a', caller, later);
    fixture.senderTokens.bind = async () => ({ sender, account, isConnected: false });
    const { message: held } = await fixture.submit({}, 'b', caller, later);
    expect([large.status, held.status, fixture.blobs.names().length]).toEqual(['queued', 'held', 1]);
    expect(await forget(sender, 10)).toMatchObject({ isComplete: true });
    const states = Object.fromEntries(
      (await fixture.stored()).map(({ id, status, content }) => [id, [status, content]]),
    );
    expect(states).toEqual({
      [sent.id]: ['sent', undefined],
      [large.id]: ['cancelled', undefined],
      [held.id]: ['cancelled', undefined],
    });
    expect([await fixture.store.readContent(held.id), fixture.blobs.names()]).toEqual([undefined, []]);
    await fixture.work();
    expect(fixture.events).toHaveLength(1);
    expect((await fixture.store.list({ kind: 'sender', sender }, { topOfEach: 9 })).messages).toEqual([]);
  });

  it('leaves what was submitted after the person had connected again', async () => {
    const fixture = createOutboxFixture();
    const before = fixture.now();
    fixture.clock.pass(1);
    const { message } = await fixture.submit({}, 'a', caller, later);
    await createForgetSender(fixture)(sender, 10, before);
    expect((await fixture.store.read(message.id))?.status).toBe('queued');
  });
});

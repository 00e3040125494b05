import { describe, expect, it } from 'vitest';
import { PAUSED_LOOK_SECONDS } from '../../../shared/configuration-limits.ts';
import { createOutboxFixture, caller } from './outbox-fixture.ts';

const to = (...addresses: string[]) => addresses.map((address) => ({ emailAddress: { address } }));
const writeTo = (...addresses: string[]) => ({
  message: { subject: 'x', body: { contentType: 'text', content: 'x' }, toRecipients: to(...addresses) },
});
const only = { allowedRecipients: ['mia@contoso.com'] };
const recipientsOf = (body: string | undefined) =>
  (
    JSON.parse(body ?? '') as { message: { toRecipients: { emailAddress: { address: string } }[] } }
  ).message.toRecipients.map(({ emailAddress: { address } }) => address);

describe('a host tenant that is paused', () => {
  it('accepts nothing, stores nothing and uses no key up', async () => {
    const { submit, rules, stored, graph } = createOutboxFixture();
    rules.said.state = 'tenant_paused';
    await expect(submit({}, 'one')).rejects.toMatchObject({ code: 'tenant_paused' });
    expect([await stored(), graph.bodies]).toEqual([[], []]);
    delete rules.said.state;
    expect((await submit({}, 'one')).message.status).toBe('sent');
  });

  it('lets what was accepted wait, without an attempt or a deferral, and sends each message once when it goes on', async () => {
    const { submit, work, rules, stored, graph, clock } = createOutboxFixture();
    for (const key of ['one', 'two']) await submit({}, key, caller, { prefer: 'respond-async' });
    rules.said.state = 'tenant_paused';
    for (let looks = 0; looks < 12; looks++) {
      await work();
      clock.pass(PAUSED_LOOK_SECONDS);
    }
    for (const message of await stored())
      expect(message).toMatchObject({ status: 'queued', error: { code: 'tenant_paused' }, attempts: [] });
    expect((await stored()).some(({ deferrals }) => deferrals !== undefined)).toBe(false);
    expect(graph.bodies).toEqual([]);
    delete rules.said.state;
    await work();
    expect((await stored()).map(({ status, error }) => [status, error])).toEqual([
      ['sent', undefined],
      ['sent', undefined],
    ]);
    expect(graph.bodies).toHaveLength(2);
  });

  it('leaves a held message held, and due again later', async () => {
    const { submit, senderTokens, deliverWaiting, messages, rules, clock } = createOutboxFixture();
    senderTokens.bind = async () => ({ isConnected: false });
    senderTokens.read = () => Promise.reject(Object.assign(new Error('x'), {}));
    const { message } = await submit({ notBefore: new Date(clock.now().getTime() + 60_000).toISOString() }).catch(
      () => ({ message: undefined }),
    );
    expect(message?.status).toBe('held');
    const before = await messages.read(message?.id ?? '');
    if (!before) throw new Error('It is there.');
    rules.said.state = 'tenant_paused';
    await deliverWaiting.look(before);
    const after = await messages.read(before.id);
    expect(after).toMatchObject({ status: 'held', error: before.error });
    expect((after?.dueAt.getTime() ?? 0) - clock.now().getTime()).toBeGreaterThanOrEqual(PAUSED_LOOK_SECONDS * 1000);
  });
});

describe('a host tenant that has left', () => {
  it('ends what waits, before its content is opened', async () => {
    const { submit, work, rules, stored, graph, contents } = createOutboxFixture();
    await submit({}, 'one', caller, { prefer: 'respond-async' });
    rules.said.state = 'tenant_left';
    contents.open = () => Promise.reject(new Error('Nobody has its key.'));
    await work();
    expect(await stored()).toMatchObject([{ status: 'failed', error: { code: 'tenant_left' } }]);
    expect(graph.bodies).toEqual([]);
    await expect(submit()).rejects.toMatchObject({ code: 'tenant_left' });
  });
});

describe('a host tenant that only tests', () => {
  it('refuses a message to anybody else, names the places, and stores nothing', async () => {
    const { submit, rules, stored, graph } = createOutboxFixture();
    rules.said.recipients = only;
    await expect(submit(writeTo('mia@contoso.com', 'ben@fabrikam.com'))).rejects.toMatchObject({
      code: 'recipient_not_allowed',
      faults: [expect.objectContaining({ pointer: '/message/toRecipients/1/emailAddress/address' })],
    });
    expect([await stored(), graph.bodies]).toEqual([[], []]);
    expect((await submit(writeTo('Mia@contoso.com'))).message.status).toBe('sent');
  });

  it.each(['', 'respond-async'])('writes to the one address instead, with Prefer: %s', async (prefer) => {
    const { submit, work, rules, graph } = createOutboxFixture();
    rules.said.recipients = { ...only, rewriteTo: 'test@contoso.com' };
    await submit(writeTo('mia@contoso.com', 'ben@fabrikam.com'), 'key', caller, prefer ? { prefer } : {});
    await work();
    expect(graph.bodies.map(recipientsOf)).toEqual([['mia@contoso.com', 'test@contoso.com']]);
  });

  it('answers a repetition by what is stored, whatever the rule has become', async () => {
    const { submit, rules } = createOutboxFixture();
    rules.said.recipients = { ...only, rewriteTo: 'test@contoso.com' };
    const first = await submit(writeTo('ben@fabrikam.com'), 'key');
    rules.said.recipients = { ...only, rewriteTo: 'other@contoso.com' };
    expect(await submit(writeTo('ben@fabrikam.com'), 'key')).toMatchObject({
      isReplayed: true,
      message: { id: first.message.id },
    });
  });

  it('sends nothing that was accepted before to anybody else', async () => {
    const { submit, work, rules, graph, stored } = createOutboxFixture();
    await submit(writeTo('ben@fabrikam.com'), 'one', caller, { prefer: 'respond-async' });
    await submit(writeTo('mia@contoso.com'), 'two', caller, { prefer: 'respond-async' });
    rules.said.recipients = { ...only, rewriteTo: 'test@contoso.com' };
    await work();
    expect(graph.bodies.map(recipientsOf)).toEqual([['mia@contoso.com']]);
    const ends = (await stored()).map(({ status, error }) => `${status} ${error?.code ?? ''}`.trim());
    expect(new Set(ends)).toEqual(new Set(['failed recipient_not_allowed', 'sent']));
  });
});

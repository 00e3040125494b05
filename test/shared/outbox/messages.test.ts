import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../shared/callers/caller.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import type { Message } from '../../../shared/outbox/message.ts';
import { en } from '../../../shared/pages/text/en.ts';
import { createMessages } from '../../../shared/outbox/messages.ts';
import { createMemoryTestTimesStore } from '../../fakes/memory-test-times-store.ts';
import { parse, validBody } from '../submission/submission-sample.ts';
import { caller, createOutboxFixture, otherCaller, token } from './outbox-fixture.ts';

const otherTenant: Caller = { ...caller, hostTenantId: 'c0a7050c-0000-4000-8000-000000000002' };

function setUp() {
  const fixture = createOutboxFixture();
  const settings = {
    historyDays: 30,
    messageExpiryDays: 30,
    messageSizeMaxMb: 35,
    erpName: 'Contoso Business Central',
    hostName: 'Contoso',
  };
  const messages = createMessages({ ...fixture, settings, testTimes: createMemoryTestTimesStore() });
  const { submission } = parse(validBody);
  const submit = async () => (await messages.submit(caller, submission, { waitSeconds: 20 })).message;
  return { ...fixture, messages, submit };
}

/** The refusal as everything that an answer or a log line could show. */
const refusalOf = (promise: Promise<Message>) =>
  promise.then(
    () => undefined,
    (error: ConnectorError) => JSON.stringify([error.message, error.code, error.faults, error.upstreamCode ?? null]),
  );

describe('Messages.read', () => {
  it('shows a message to the application that submitted it', async () => {
    const { messages, submit } = setUp();
    const { id } = await submit();
    expect(await messages.read(caller, id)).toMatchObject({ id, status: 'sent' });
  });

  it('does not tell the message of another application or tenant from one that never was', async () => {
    const { messages, submit } = setUp();
    const { id } = await submit();
    const expected = await refusalOf(messages.read(caller, 'f'.repeat(32)));
    expect(expected).toContain('not_found');
    for (const stranger of [otherCaller, otherTenant, { ...otherTenant, clientId: otherCaller.clientId }])
      expect(await refusalOf(messages.read(stranger, id))).toBe(expected);
    for (const impossible of ['', id.toUpperCase(), `${id} `, '../grants'])
      expect(await refusalOf(messages.read(caller, impossible))).toBe(expected);
  });
});

describe('Messages.submitTest', () => {
  it('sends one message from the mailbox to itself each time', async () => {
    const { messages, stored, events } = setUp();
    const [one, other] = [
      await messages.submitTest(caller, token.grant.sender, en.testMessage),
      await messages.submitTest(caller, token.grant.sender, en.testMessage),
    ];
    expect([one.status, other.status, one.id === other.id]).toEqual(['sent', 'sent', false]);
    expect(await stored()).toMatchObject([{ recipientCount: 1 }, { recipientCount: 1 }]);
    expect(events).toHaveLength(2);
  });

  it('sends a test to a mailbox that Exchange did not confirm, and none when another one is connected meanwhile', async () => {
    const { messages, senderTokens, stored, events } = setUp();
    senderTokens.read = async () => ({ ...token, names: [] });
    expect((await messages.submitTest(caller, token.grant.sender, en.testMessage)).status).toBe('sent');
    let reads = 0;
    senderTokens.read = async () => ({ ...token, mailbox: `${++reads}@fabrikam.com` });
    await expect(messages.submitTest(caller, token.grant.sender, en.testMessage)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect([(await stored()).length, events.length]).toEqual([1, 1]);
  });

  it('asks for the tokens by the name that the caller used, which has to be proven with them', async () => {
    const { messages, senderTokens } = setUp();
    const { sender } = token.grant;
    const references: string[] = [];
    senderTokens.read = async (_tenant, reference) => {
      references.push(reference);
      return token;
    };
    await messages.submitTest(caller, sender, en.testMessage, 'ann@fabrikam.com');
    await messages.submitTest(caller, sender, en.testMessage);
    expect([...new Set(references)]).toEqual(['ann@fabrikam.com', sender.hostObjectId]);
  });

  it('knows no sender of another tenant', async () => {
    const { messages, stored, events } = setUp();
    await expect(messages.submitTest(otherTenant, token.grant.sender, en.testMessage)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect([await stored(), events]).toEqual([[], []]);
  });
});

describe('Messages.sweep', () => {
  it('does all else where one part of it fails, and then says so', async () => {
    const fixture = createOutboxFixture();
    const settings = {
      historyDays: 30,
      messageExpiryDays: 1,
      messageSizeMaxMb: 35,
      erpName: 'ERP',
      hostName: 'Contoso',
    };
    const done: string[] = [];
    const fails = (part: string) => async () => {
      done.push(part);
      throw new ConnectorError('sealed_record_refused', { cause: part });
    };
    const messages = createMessages({
      ...fixture,
      settings,
      testTimes: { ...createMemoryTestTimesStore(), sweep: fails('tests') },
      permits: { ...fixture.permits, sweep: fails('permits') },
      vault: { ...fixture.vault, destroyContentKeys: fails('keys') },
    });
    const expiresAt = new Date(fixture.clock.now().getTime() + 60_000).toISOString();
    await fixture.submit({ expiresAt }, 'k', caller, { prefer: 'respond-async' });
    fixture.clock.pass(60);
    await expect(messages.sweep()).rejects.toMatchObject({ code: 'sealed_record_refused', cause: 'tests' });
    expect(done).toEqual(['tests', 'permits', 'keys']);
    expect(await fixture.stored()).toMatchObject([{ status: 'expired' }]);
  });

  it('deletes what this room has submitted when its history ends', async () => {
    const { messages, submit, clock, stored } = setUp();
    await submit();
    expect(await messages.sweep()).toMatchObject({ unknown: 0, deleted: 0 });
    clock.pass(30 * 86_400);
    expect(await messages.sweep()).toMatchObject({ unknown: 0, deleted: 1 });
    expect(await stored()).toEqual([]);
  });
});

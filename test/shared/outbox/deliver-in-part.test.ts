import { describe, expect, it } from 'vitest';
import type { ProviderMessage, ProviderOutcome } from '../../../shared/providers/provider.ts';
import { createCancel } from '../../../shared/outbox/cancel.ts';
import { createForgetSender } from '../../../shared/outbox/forget-sender.ts';
import { createRefuseWaiting } from '../../../shared/outbox/refuse-waiting.ts';
import { createResend } from '../../../shared/outbox/resend.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { caller, createOutboxFixture, token } from './outbox-fixture.ts';
import { owner } from './waiting-people.ts';

const later = { prefer: 'respond-async' };
const [mia, nils, ida] = ['mia@contoso.com', 'nils@contoso.com', 'ida@contoso.com'] as const;
const to = (address: string) => [{ emailAddress: { address } }];
const message = { subject: 'x', toRecipients: to(mia), ccRecipients: to(nils), bccRecipients: to(ida) };
const refuse = (...recipients: [string, number][]) => ({
  recipients: recipients.map(([address, smtpCode]) => ({ address, smtpCode })),
});
const sent = (...recipients: [string, number][]): ProviderOutcome => ({ kind: 'sent', ...refuse(...recipients) });

/** Over a mail server that answers this, one after the other. */
function create(...outcomes: ProviderOutcome[]) {
  /** How many of the next writes to a row fail, and whether they are carried out all the same. */
  const storage = { failures: 0, isCarriedOut: false, failsAfterSend: 0 };
  const fixture = createOutboxFixture((store) => ({
    async replace(...given) {
      if (storage.failures === 0) return store.replace(...given);
      storage.failures -= 1;
      if (storage.isCarriedOut) await store.replace(...given);
      throw new ConnectorError('storage_unavailable');
    },
  }));
  const asked: (readonly string[] | undefined)[] = [];
  const send = async ({ recipients }: ProviderMessage) => {
    asked.push(recipients);
    storage.failures = storage.failsAfterSend;
    storage.failsAfterSend = 0;
    return outcomes.shift() ?? { kind: 'unknown' as const, reason: 'no more' };
  };
  fixture.senderTokens.read = async () => ({ ...token, send });
  const read = async () => (await fixture.stored()).at(-1);
  return {
    ...fixture,
    asked,
    read,
    storage,
    submitLater: async (key?: string) => (await fixture.submit({ message }, key, caller, later)).message,
    /** Once its time has come. */
    async deliver(id: string) {
      fixture.clock.pass(3_600 * 5);
      await fixture.deliverWaiting.byId(id);
      const { status, recipients, error } = (await read()) ?? {};
      return [status, recipients, error?.code];
    },
  };
}

describe('a message that a mail server takes for some', () => {
  it('waits for those whom the server put off, and goes to them alone', async () => {
    const { submitLater, deliver, asked } = create(sent([nils, 450], [ida, 550]), sent());
    const { id } = await submitLater();
    expect(await deliver(id)).toEqual(['queued', [[250], [450], [550]], 'mail_server_unavailable']);
    expect(await deliver(id)).toEqual(['sent', [[250], [250], [550]], undefined]);
    expect(asked).toEqual([undefined, [nils]]);
  });

  it('says of all by its status once everybody has it', async () => {
    const { submitLater, deliver } = create(sent([nils, 450]), sent());
    const { id } = await submitLater();
    await deliver(id);
    expect(await deliver(id)).toEqual(['sent', undefined, undefined]);
  });

  it.each<[string, ProviderOutcome, unknown[]]>([
    [
      'refuses for good',
      { kind: 'refused', code: 'invalid_recipients', ...refuse([nils, 550]) },
      ['sent', [[250], [550], [250]], undefined],
    ],
    [
      'refuses with the whole message',
      { kind: 'refused', code: 'message_refused' },
      ['sent', [[250], [450], [250]], undefined],
    ],
    [
      'puts off again',
      { kind: 'refused', code: 'mail_server_unavailable', ...refuse([nils, 451]) },
      ['queued', [[250], [451], [250]], 'mail_server_unavailable'],
    ],
    [
      'does not answer for',
      { kind: 'unknown', reason: 'connection lost' },
      ['unknown', [[250], [450], [250]], 'delivery_unknown'],
    ],
  ])('keeps who has it when the server then %s one', async (_name, outcome, expected) => {
    const { submitLater, deliver } = create(sent([nils, 450]), outcome);
    const { id } = await submitLater();
    await deliver(id);
    expect(await deliver(id)).toEqual(expected);
  });

  it('is refused when somebody else has written who has it', async () => {
    const { submitLater, deliver, store, deliverWaiting, clock, asked } = create(sent([nils, 450]));
    const { id } = await submitLater();
    await deliver(id);
    const stored = (await store.read(id))!;
    await store.replace(stored, { ...stored, recipients: [[450], [450], [450]] });
    clock.pass(3_600 * 5);
    await expect(deliverWaiting.byId(id)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    expect(asked).toHaveLength(1);
  });

  it('is not sent where nobody has it', async () => {
    const all = refuse([mia, 550], [nils, 550], [ida, 550]);
    const { submitLater, deliver } = create({ kind: 'refused', code: 'invalid_recipients', ...all });
    expect(await deliver((await submitLater()).id)).toEqual(['failed', [[550], [550], [550]], 'invalid_recipients']);
  });

  it('is tried again for those alone who were put off, where nobody has it yet', async () => {
    const some = refuse([mia, 550], [nils, 450], [ida, 550]);
    const { submitLater, deliver, asked } = create(
      { kind: 'refused', code: 'mail_server_unavailable', ...some },
      sent(),
    );
    const { id } = await submitLater();
    await deliver(id);
    expect(await deliver(id)).toEqual(['sent', [[550], [250], [550]], undefined]);
    expect(asked).toEqual([undefined, [nils]]);
  });

  it('ends at once for a strict caller, who sees who has it', async () => {
    const { submitStrictly, asked } = create(sent([nils, 450]));
    const { message: ended } = await submitStrictly({ message });
    expect(ended).toMatchObject({ status: 'sent', recipients: [[250], [450], [250]] });
    expect(asked).toHaveLength(1);
  });

  it('does not leave by Graph, which would send to all', async () => {
    const { submitLater, deliver, senderTokens, graph } = create(sent([nils, 450]));
    const { id } = await submitLater();
    await deliver(id);
    senderTokens.read = async () => token;
    graph.outcomes.push({ kind: 'sent' });
    expect(await deliver(id)).toEqual(['sent', [[250], [450], [250]], undefined]);
    expect(graph.outcomes).toHaveLength(1);
  });
});

/** Whatever ends a message while it waits for those who do not have it yet. */
const ends: [string, (fixture: ReturnType<typeof create>, id: string) => Promise<unknown>][] = [
  ['its application takes it back', (fixture, id) => createCancel(fixture)(caller, id)],
  ['its sender refuses it', (fixture, id) => createRefuseWaiting(fixture)(owner, id)],
  ['its sender is erased', (fixture) => createForgetSender(fixture)(token.grant.sender, 10)],
  ['it has expired when it is read', ({ clock, messages }, id) => (clock.pass(31 * 86_400), messages.read(id))],
  ['the sweep finds it expired', ({ clock, sweep }) => (clock.pass(31 * 86_400), sweep())],
  [
    'its application is taken off the document',
    ({ senderTokens, deliver }, id) => {
      const { read } = senderTokens;
      senderTokens.read = async () => ({ ...token, applications: ['other'] });
      return deliver(id).finally(() => (senderTokens.read = read));
    },
  ],
];

describe('a message that a mail server took for some, when it ends before the others get it', () => {
  it.each(ends)('is sent where %s, and its key starts no new one', async (_when, end) => {
    const fixture = create(sent([nils, 450]), sent());
    const { submitLater, deliver, read, sweep, work, asked, submit } = fixture;
    const { id } = await submitLater('key-1');
    await deliver(id);
    await end(fixture, id);
    const ended = await read();
    expect(ended).toMatchObject({ id, status: 'sent', recipients: [[250], [450], [250]] });
    expect(ended?.error).toBeUndefined();
    expect(await submit({ message }, 'key-1', caller, later)).toMatchObject({ isReplayed: true, message: { id } });
    await sweep();
    await work();
    expect([await read(), asked.length]).toMatchObject([{ id, status: 'sent' }, 1]);
    expect(await read()).not.toHaveProperty('content');
    await expect(createResend(fixture)(caller, id)).rejects.toMatchObject({ code: 'message_state' });
  });

  it('stays unknown where nobody knows of the others, and is resent to them alone', async () => {
    const fixture = create(sent([nils, 450]), { kind: 'unknown', reason: 'connection lost' }, sent());
    const { submitLater, deliver, asked } = fixture;
    const { id } = await submitLater('key-1');
    await deliver(id);
    expect(await deliver(id)).toEqual(['unknown', [[250], [450], [250]], 'delivery_unknown']);
    const resent = await createResend(fixture)(caller, id);
    expect(await deliver(resent.id)).toEqual(['sent', undefined, undefined]);
    expect(asked).toEqual([undefined, [nils], [nils]]);
  });

  it('does not wait for those who were refused for good, whatever somebody could undo', async () => {
    const refusal: ProviderOutcome = { kind: 'refused', code: 'mail_server_unusable', ...refuse([nils, 550]) };
    const { submitLater, deliver } = create(sent([nils, 450]), refusal);
    const { id } = await submitLater();
    await deliver(id);
    expect(await deliver(id)).toEqual(['sent', [[250], [550], [250]], undefined]);
  });

  it('goes to all, once what stopped it is undone, where a server refused everybody', async () => {
    const all = refuse([mia, 550], [nils, 550], [ida, 550]);
    const { submitLater, deliver, asked } = create({ kind: 'refused', code: 'mail_server_unusable', ...all }, sent());
    const { id } = await submitLater();
    expect(await deliver(id)).toEqual(['queued', undefined, 'mail_server_unusable']);
    expect(await deliver(id)).toEqual(['sent', undefined, undefined]);
    expect(asked).toEqual([undefined, undefined]);
  });
});

describe('a message that a mail server took for some, when storage loses what it said', () => {
  const replies = [[250], [450], [250]];

  it.each([false, true])('does not free its key (written all the same: %s)', async (isWritten) => {
    const { submit, storage, store, messages, deliver, asked } = create(sent([nils, 450]), sent());
    Object.assign(storage, { failsAfterSend: 1, isCarriedOut: isWritten });
    const first = (await submit({ message }, 'key-1')).message;
    expect(first).toMatchObject({ status: 'sending', recipients: replies });
    const kept = { status: isWritten ? 'queued' : 'sent', recipients: replies };
    expect(await messages.read(first.id)).toMatchObject(kept);
    expect(await store.read(first.id)).toMatchObject(kept);
    expect(await submit({ message }, 'key-1')).toMatchObject({ isReplayed: true, message: { id: first.id } });
    await deliver(first.id);
    expect(asked).toEqual(isWritten ? [undefined, [nils]] : [undefined]);
  });

  it('goes on for the others where what it says is stored already', async () => {
    const { submitLater, storage, messages, deliver, asked } = create(sent([nils, 450]), sent());
    const { id } = await submitLater();
    storage.failsAfterSend = 1;
    expect(await deliver(id)).toEqual(['sending', undefined, undefined]);
    expect(await messages.read(id)).toMatchObject({ status: 'queued', recipients: replies });
    expect(await deliver(id)).toEqual(['sent', undefined, undefined]);
    expect(asked).toEqual([undefined, [nils]]);
  });

  it('was sent where its lease has ended meanwhile', async () => {
    const fixture = create(sent([nils, 450]), sent());
    const { submitLater, storage, messages, deliver, clock, sweep, read, asked } = fixture;
    const { id } = await submitLater();
    storage.failsAfterSend = 1;
    await deliver(id);
    clock.pass(601);
    expect(await sweep()).toMatchObject({ unknown: 1 });
    expect(await messages.read(id)).toMatchObject({ status: 'sent', recipients: replies });
    await expect(createResend(fixture)(caller, id)).rejects.toMatchObject({ code: 'message_state' });
    await sweep();
    expect(await read()).not.toHaveProperty('content');
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['a resent one that may have been stored', 1],
    ['a second loss', 2],
  ])('goes to nobody twice after %s', async (_name, failures) => {
    const unknown: ProviderOutcome = { kind: 'unknown', reason: 'connection lost' };
    const fixture = create(sent([nils, 450]), unknown, sent([nils, 451]), sent());
    const { submitLater, deliver, storage, asked } = fixture;
    const { id } = await submitLater();
    await deliver(id);
    await deliver(id);
    const resent = await createResend(fixture)(caller, id);
    storage.failsAfterSend = failures;
    await deliver(resent.id);
    await fixture.messages.read(resent.id);
    await fixture.messages.read(resent.id);
    await deliver(resent.id);
    for (const list of asked.slice(1)) expect(list).toEqual([nils]);
    expect(await fixture.store.read(resent.id)).toMatchObject({ status: 'sent' });
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { createConcurrency } from '../../../infra/local/emulators/graph/concurrency.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { TURN_LONG_MILLISECONDS } from '../../../shared/limits.ts';
import type { SendOutcome } from '../../../shared/graph/send-mail.ts';
import { describeMessage } from '../../../shared/outbox/describe-message.ts';
import { caller, createGate, createOutboxFixture, otherCaller, token } from './outbox-fixture.ts';
import { validBody } from '../submission/submission-sample.ts';

const sent: SendOutcome = { kind: 'sent', requestId: 'graph-1' };
const failed: SendOutcome = { kind: 'refused', code: 'invalid_recipients', graphCode: 'ErrorInvalidRecipients' };
const unknown: SendOutcome = { kind: 'unknown', reason: 'status 504' };
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: ConnectorError) => error.code,
  );

/** What waits now has waited for long. */
function passLongWait(): void {
  const later = performance.now() + TURN_LONG_MILLISECONDS;
  vi.spyOn(performance, 'now').mockReturnValue(later);
}
afterEach(() => void vi.restoreAllMocks());

describe('createSubmit, strictly', () => {
  it('writes the row as sending before Graph is asked, and its result after', async () => {
    const { submitStrictly: submit, graph, stored } = createOutboxFixture();
    graph.outcomes.push(async () => {
      expect(await stored()).toMatchObject([{ status: 'sending', attempts: [] }]);
      return sent;
    });
    const { message, isReplayed } = await submit({ reference: 'SI-1' });
    expect([message.status, isReplayed]).toEqual(['sent', false]);
    expect(await stored()).toMatchObject([
      { id: message.id, status: 'sent', reference: 'SI-1', attempts: [{ outcome: 'sent', graphRequestId: 'graph-1' }] },
    ]);
  });

  it('stores who and when, and nothing that the message says', async () => {
    const { submitStrictly: submit, stored } = createOutboxFixture();
    await submit();
    expect(JSON.stringify(await stored())).not.toMatch(/Invoice|Hello|@|token 1/);
  });

  it('takes the token before it writes anything; a failure does not use the key up', async () => {
    const { submitStrictly: submit, senderTokens, stored, events } = createOutboxFixture();
    const { read } = senderTokens;
    senderTokens.read = () => Promise.reject(new ConnectorError('consent_required'));
    expect(await codeOf(submit({}, 'k'))).toBe('consent_required');
    expect([await stored(), events]).toEqual([[], []]);
    senderTokens.read = read;
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: false, message: { status: 'sent' } });
  });

  it('repeats the name that leads to nobody, and no name whose connection has ended', async () => {
    const { submitStrictly: submit, senderTokens } = createOutboxFixture();
    const refuse = (cause?: ConnectorError) => {
      senderTokens.read = () => Promise.reject(new ConnectorError('consent_required', { cause }));
      return submit({}, 'k').catch((error: ConnectorError) => error);
    };
    expect(await refuse(new ConnectorError('not_found'))).toMatchObject({
      code: 'consent_required',
      faults: [{ pointer: '/sender', detail: expect.stringContaining(`"${validBody.sender}"`) }],
    });
    expect(await refuse()).toMatchObject({ code: 'consent_required', faults: [] });
  });

  it('sends nothing when the row cannot be written', async () => {
    const { submitStrictly: submit, events } = createOutboxFixture(() => ({
      insert: () => Promise.reject(new ConnectorError('storage_unavailable')),
    }));
    expect(await codeOf(submit())).toBe('storage_unavailable');
    expect(events).toEqual([]);
  });

  it.each(['ben@fabrikam.com', 'ann@contoso.com'])('refuses %s as from', async (address) => {
    const { submitStrictly: submit, stored } = createOutboxFixture();
    const { message } = validBody;
    const error = await submit({ message: { ...message, from: { emailAddress: { address } } } }).catch(
      (thrown: ConnectorError) => thrown,
    );
    expect(error).toMatchObject({ code: 'invalid_request', faults: [{ pointer: '/message/from' }] });
    expect(await stored()).toEqual([]);
    for (const name of token.names) {
      const own = { ...message, from: { emailAddress: { address: name.toUpperCase() } } };
      expect((await submit({ message: own })).message.status).toBe('sent');
    }
  });

  it('says of a contested from that it is, in any case, and of no other', async () => {
    const { submitStrictly: submit, senderTokens } = createOutboxFixture();
    senderTokens.read = async () => ({ ...token, contested: ['shared@fabrikam.com'] });
    const detailOf = async (address: string) => {
      const message = { ...validBody.message, from: { emailAddress: { address } } };
      const error = await submit({ message }).catch((thrown: ConnectorError) => thrown);
      return error instanceof ConnectorError ? error.faults?.[0]?.detail : undefined;
    };
    expect(await detailOf('SHARED@fabrikam.com')).toContain('another organisation has given this address');
    expect(await detailOf('ben@fabrikam.com')).toContain('not a proven address');
  });

  it('makes one message of many submissions with one key at once', async () => {
    const { submitStrictly: submit, stored, events } = createOutboxFixture();
    const all = await Promise.all(Array.from({ length: 50 }, () => submit({}, 'k')));
    expect(all.filter(({ isReplayed }) => !isReplayed)).toHaveLength(1);
    expect(new Set(all.map(({ message }) => message.id)).size).toBe(1);
    expect([(await stored()).length, events.length]).toEqual([1, 1]);
  });

  it('makes a message of every submission without a key', async () => {
    const { submitStrictly: submit, stored } = createOutboxFixture();
    await Promise.all([submit(), submit()]);
    expect(await stored()).toHaveLength(2);
  });

  it('keeps the keys of two applications apart', async () => {
    const { submitStrictly: submit, events } = createOutboxFixture();
    const one = await submit({}, 'k');
    const other = await submit({}, 'k', otherCaller);
    expect([other.isReplayed, other.message.id === one.message.id, events.length]).toEqual([false, false, 2]);
  });

  it('keeps the keys of two tenants apart, and asks for a sender of the caller’s own', async () => {
    const { submitStrictly: submit, senderTokens, events, stored } = createOutboxFixture();
    const hostTenantId = 'c0a7050c-0000-4000-8000-000000000002';
    const tenants: string[] = [];
    senderTokens.read = async (tenant) => {
      tenants.push(tenant);
      return { ...token, grant: { ...token.grant, sender: { ...token.grant.sender, hostTenantId: tenant } } };
    };
    const one = await submit({}, 'k');
    const other = await submit({}, 'k', { ...caller, hostTenantId });
    expect([other.isReplayed, other.message.id === one.message.id, events.length]).toEqual([false, false, 2]);
    expect(tenants).toEqual([caller.hostTenantId, hostTenantId]);
    expect((await stored()).map(({ sender }) => sender?.hostTenantId ?? '').sort()).toEqual(tenants);
  });

  it('never sends with a token of another tenant', async () => {
    const { submitStrictly: submit, events, stored } = createOutboxFixture();
    await expect(submit({}, 'k', { ...caller, hostTenantId: 'other' })).rejects.toThrow('of another host tenant');
    expect([events, await stored()]).toEqual([[], []]);
  });

  it('answers a repetition from the row, also when the sender has disconnected since', async () => {
    const { submitStrictly: submit, senderTokens, events } = createOutboxFixture();
    const { message } = await submit({}, 'k');
    senderTokens.read = () => Promise.reject(new ConnectorError('consent_required'));
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: true, message: { id: message.id, status: 'sent' } });
    expect(await codeOf(submit({ reference: 'other' }, 'k'))).toBe('idempotency_key_reused');
    expect(events).toHaveLength(1);
  });

  it('answers a repetition from the row when its expiry has passed, and sends nothing new then', async () => {
    const { submitStrictly: submit, clock, events } = createOutboxFixture();
    const expiring = { expiresAt: '2026-11-02T00:00:00Z' };
    const { message } = await submit(expiring, 'k');
    clock.pass(366 * 86_400);
    expect(await submit(expiring, 'k')).toMatchObject({ isReplayed: true, message: { id: message.id } });
    expect([await codeOf(submit(expiring, 'other')), await codeOf(submit(expiring))]).toEqual(
      Array.from({ length: 2 }, () => 'invalid_request'),
    );
    expect(events).toHaveLength(1);
  });

  it('asks again after a wait whether the sender is still connected, and sends nothing as one who is not', async () => {
    const { submitStrictly: submit, graph, senderTokens, events } = createOutboxFixture();
    const { open, opened } = createGate();
    graph.outcomes.push(...Array.from({ length: 4 }, () => () => opened.then(() => sent)));
    const all = Array.from({ length: 4 }, (_, index) => submit({}, `k${index}`));
    await expect.poll(() => graph.outcomes.length).toBe(0);
    const waiting = submit({}, 'k4');
    const before = events.length;
    await new Promise(setImmediate);
    passLongWait();
    senderTokens.read = () => Promise.reject(new ConnectorError('consent_required'));
    open();
    await Promise.all(all);
    expect(await codeOf(waiting)).toBe('consent_required');
    expect(events.length).toBe(before);
  });

  it('does not send in the turn of another sender to whom the name leads meanwhile', async () => {
    const { submitStrictly: submit, graph, senderTokens } = createOutboxFixture();
    const { open, opened } = createGate();
    graph.outcomes.push(...Array.from({ length: 4 }, () => () => opened.then(() => sent)));
    const all = Array.from({ length: 4 }, (_, index) => submit({}, `k${index}`));
    await expect.poll(() => graph.outcomes.length).toBe(0);
    const waiting = submit({}, 'k4');
    await new Promise(setImmediate);
    passLongWait();
    const { read } = senderTokens;
    senderTokens.read = async (...asked) => {
      const found = await read(...asked);
      const { sender } = found.grant;
      const other = { ...sender, hostObjectId: '00000b0e-0000-4000-8000-000000000009' };
      return { ...found, grant: { ...found.grant, sender: other } };
    };
    open();
    await Promise.all(all);
    expect(await codeOf(waiting)).toBe('conflict');
  });

  it('answers a repetition from the row when its turn does not come', async () => {
    const { submitStrictly: submit, graph } = createOutboxFixture();
    const { open, opened } = createGate();
    const atOnce = ', wait=0';
    graph.outcomes.push(...Array.from({ length: 4 }, () => () => opened.then(() => sent)));
    const all = Array.from({ length: 4 }, (_, index) => submit({}, `k${index}`));
    await expect.poll(() => graph.outcomes.length).toBe(0);
    expect(await submit({}, 'k0', caller, atOnce)).toMatchObject({
      isReplayed: true,
      message: { status: 'sending' },
    });
    expect(await codeOf(submit({}, 'k4', caller, atOnce))).toBe('too_many_requests');
    open();
    await Promise.all(all);
  });

  it('does not mistake storage that is down for a free key', async () => {
    const { submitStrictly: submit, senderTokens } = createOutboxFixture();
    await submit({}, 'k');
    senderTokens.read = () => Promise.reject(new ConnectorError('storage_unavailable'));
    expect(await codeOf(submit({}, 'k'))).toBe('storage_unavailable');
  });

  it.each([
    ['sent', sent],
    ['unknown', unknown],
  ] as const)(
    'refuses another body for a key whose message is %s, and never sends it again',
    async (_state, outcome) => {
      const { submitStrictly: submit, graph, events } = createOutboxFixture();
      graph.outcomes.push(outcome);
      const { message } = await submit({}, 'k');
      expect(await codeOf(submit({ reference: 'other' }, 'k'))).toBe('idempotency_key_reused');
      expect(await submit({}, 'k')).toMatchObject({ isReplayed: true, message: { id: message.id } });
      expect(events).toHaveLength(1);
    },
  );

  it('starts a new message after a failure, with the same body or another, linked to the old one', async () => {
    const { submitStrictly: submit, graph, stored } = createOutboxFixture();
    graph.outcomes.push(failed, failed);
    const first = await submit({}, 'k');
    const second = await submit({ reference: 'corrected' }, 'k');
    const third = await submit({ reference: 'corrected again' }, 'k');
    expect([first, second, third].map(({ message }) => message.status)).toEqual(['failed', 'failed', 'sent']);
    expect([second.message.previousId, third.message.previousId]).toEqual([first.message.id, second.message.id]);
    expect(await submit({ reference: 'corrected again' }, 'k')).toMatchObject({
      isReplayed: true,
      message: { id: third.message.id },
    });
    expect((await stored()).find(({ id }) => id === first.message.id)?.resubmissions).toBe(2);
  });

  it('starts no new message after a failure while the first one cannot record it, because its key would be forgotten', async () => {
    let isDown = false;
    const {
      submitStrictly: submit,
      graph,
      stored,
    } = createOutboxFixture((store) => ({
      replace: (message, next, content) =>
        isDown && next.resubmissions !== undefined
          ? Promise.reject(new ConnectorError('storage_unavailable'))
          : store.replace(message, next, content),
    }));
    graph.outcomes.push(failed);
    await submit({}, 'k');
    isDown = true;
    expect(await codeOf(submit({}, 'k'))).toBe('storage_unavailable');
    isDown = false;
    expect((await submit({}, 'k')).message.status).toBe('sent');
    expect((await stored()).map(({ status }) => status).sort()).toEqual(['failed', 'sent']);
  });

  it('remembers a key as long as its newest message, not its first one', async () => {
    const { submit, submitStrictly, graph, sweep, clock, work } = createOutboxFixture();
    graph.outcomes.push(failed);
    const { message: first } = await submitStrictly({}, 'k');
    clock.pass(20 * 86_400);
    const { message: second } = await submit({}, 'k', caller, { prefer: 'respond-async' });
    await work();
    for (let days = 0; days < 15; days++) {
      clock.pass(86_400);
      await sweep();
    }
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: true, message: { id: second.id, previousId: first.id } });
    expect(graph.bodies).toHaveLength(2);
  });

  it('answers sending while the first submission is in progress', async () => {
    const { submitStrictly: submit, graph } = createOutboxFixture();
    const { open, opened } = createGate();
    graph.outcomes.push(async () => {
      await opened;
      return sent;
    });
    const first = submit({}, 'k');
    await expect.poll(() => graph.outcomes.length).toBe(0);
    expect(await submit({}, 'k')).toMatchObject({ isReplayed: true, message: { status: 'sending' } });
    open();
    expect((await first).message.status).toBe('sent');
  });

  it('lets four sends of a mailbox run at once and the others wait', async () => {
    const { submitStrictly: submit, graph, stored } = createOutboxFixture();
    const { open, opened } = createGate();
    graph.outcomes.push(
      ...Array.from({ length: 6 }, () => async () => {
        await opened;
        return sent;
      }),
    );
    const all = Array.from({ length: 6 }, () => submit());
    await expect.poll(() => graph.outcomes.length).toBe(2);
    // A waiting submission has stored nothing.
    expect(await stored()).toHaveLength(4);
    open();
    expect((await Promise.all(all)).every(({ message }) => message.status === 'sent')).toBe(true);
  });
});

describe('createSubmit in forty instances', () => {
  it('sends each message of a batch of one mailbox once, by a caller that repeats with its key what may pass', async () => {
    const { startInstance, graph, stored } = createOutboxFixture();
    const instances = Array.from({ length: 40 }, startInstance);
    const exchange = createConcurrency({ concurrencyMax: 4, latencyMilliseconds: 1 });
    let taken = 0;
    graph.sendMail = () =>
      exchange
        .run('ann@fabrikam.com', () => ++taken)
        .then(
          () => sent,
          (): SendOutcome => ({ kind: 'refused', code: 'mailbox_throttled', graphCode: 'ApplicationThrottled' }),
        );
    const keys = instances.map((_, index) => `invoice-${index}`);
    const sendAll = (open: readonly string[]) =>
      Promise.all(
        open.map((key) =>
          instances[keys.indexOf(key)]!({ reference: key }, key, caller, { prefer: 'handling=strict' }),
        ),
      );

    let open = keys;
    const refused: (boolean | undefined)[] = [];
    for (let round = 0; round < keys.length && open.length > 0; round++) {
      const messages = (await sendAll(open)).map(({ message }) => message);
      const unsent = messages.filter(({ status }) => status !== 'sent');
      refused.push(...unsent.map((message) => describeMessage(message).error?.retryable));
      open = unsent.map(({ reference = '' }) => reference);
    }

    expect(open).toEqual([]);
    // Exchange was asked for more than it takes, and nothing of that is final.
    expect([refused.length > keys.length, new Set(refused)]).toEqual([true, new Set([true])]);
    expect([taken, exchange.peaks()]).toEqual([keys.length, { 'ann@fabrikam.com': 4 }]);
    expect((await stored()).filter(({ status }) => status === 'sent')).toHaveLength(keys.length);
  });
});

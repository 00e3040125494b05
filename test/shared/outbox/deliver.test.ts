import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import type { SendOutcome } from '../../../shared/graph/send-mail.ts';
import { requireDrafts } from '../../../shared/outbox/needs-draft.ts';
import { createGate, createOutboxFixture, token } from './outbox-fixture.ts';

const refusedToken: SendOutcome = { kind: 'unauthorized', graphCode: 'InvalidAuthenticationToken' };

describe('createDeliver', () => {
  it.each<[SendOutcome, object]>([
    [
      { kind: 'sent', requestId: 'r1' },
      { status: 'sent', attempts: [{ outcome: 'sent', graphRequestId: 'r1' }] },
    ],
    [
      { kind: 'refused', code: 'mailbox_full', graphCode: 'ErrorQuotaExceeded', requestId: 'r2' },
      {
        status: 'failed',
        attempts: [{ outcome: 'refused', graphRequestId: 'r2', code: 'ErrorQuotaExceeded' }],
        error: { code: 'mailbox_full', graphCode: 'ErrorQuotaExceeded' },
      },
    ],
    [
      { kind: 'unknown', reason: 'status 504', graphCode: 'UnknownError' },
      { status: 'unknown', attempts: [{ outcome: 'unknown' }], error: { code: 'delivery_unknown' } },
    ],
  ])('writes what Graph answered (%#)', async (outcome, expected) => {
    const { submitStrictly: submit, graph, stored, events } = createOutboxFixture();
    graph.outcomes.push(outcome);
    expect((await submit()).message).toMatchObject(expected);
    expect(await stored()).toMatchObject([expected]);
    expect(events).toHaveLength(1);
  });

  it('hands a message to the provider of its mailbox under its own id, and says of refused recipients how many there were', async () => {
    const { submitStrictly: submit, senderTokens, stored, events } = createOutboxFixture();
    const given: unknown[] = [];
    senderTokens.read = async () => ({
      ...token,
      async send(message) {
        given.push(message);
        return { kind: 'sent', requestId: 'r1', recipients: [{ address: 'ben@northwindtraders.com', smtpCode: 550 }] };
      },
    });
    const { message, refusedRecipients } = await submit();
    expect([events, given]).toMatchObject([
      [],
      [{ id: message.id, body: expect.stringContaining('ben@northwindtraders.com') as string }],
    ]);
    expect(message).toMatchObject({
      status: 'sent',
      attempts: [{ code: 'recipients_refused_1', graphRequestId: 'r1' }],
    });
    expect(refusedRecipients).toEqual(['ben@northwindtraders.com']);
    expect(JSON.stringify(await stored())).not.toContain('ben@');
  });

  it('takes a message from the listed applications alone, and one that fits into one request, where a mailbox has a provider', async () => {
    const { submitStrictly: submit, senderTokens } = createOutboxFixture();
    const send = () => Promise.reject(new Error('It is sent.'));
    senderTokens.read = async () => ({ ...token, applications: ['another'] });
    await expect(submit()).rejects.toMatchObject({ code: 'forbidden', who: 'operator' });
    expect(() => requireDrafts({ mayMakeDrafts: true, send })).toThrow('message_too_large');
  });

  it('blames no caller for a refusal without a known reason while Exchange has not confirmed the mailbox', async () => {
    const { submitStrictly: submit, graph, senderTokens } = createOutboxFixture();
    const codeOf = async (code: ErrorCode, ...before: SendOutcome[]) => {
      graph.outcomes.push(...before, { kind: 'refused', code, graphCode: 'BadRequest' });
      return (await submit()).message.error;
    };
    expect(await codeOf('message_refused')).toEqual({ code: 'message_refused', graphCode: 'BadRequest' });
    const { renew } = senderTokens;
    senderTokens.read = async () => ({ ...token, isMailboxUnclear: true });
    senderTokens.renew = async (used, claims) => ({ ...(await renew(used, claims)), isMailboxUnclear: true });
    const onPremises = { code: 'mailbox_on_premises', graphCode: 'BadRequest' };
    expect(await codeOf('message_refused')).toEqual(onPremises);
    expect(await codeOf('message_refused', refusedToken)).toEqual(onPremises);
    for (const known of ['invalid_recipients', 'message_too_large', 'mailbox_full'] as const)
      expect(await codeOf(known)).toMatchObject({ code: known });
  });

  it.each<[SendOutcome[], string[]]>([
    [[{ kind: 'sent' }], ['sent']],
    [[refusedToken, { kind: 'sent' }], ['sent']],
    [[{ kind: 'refused', code: 'mailbox_not_found', graphCode: 'ErrorMailboxNotFound' }], ['mailbox_not_found']],
    [[refusedToken, { kind: 'refused', code: 'mailbox_full' }], ['mailbox_full']],
    [[{ kind: 'unknown', reason: 'status 504' }], []],
    [[refusedToken, refusedToken], ['consent_required']],
  ])('passes on what the last answer shows of the mailbox (%#)', async (outcomes, noted) => {
    const { submitStrictly: submit, graph, senderTokens, stored } = createOutboxFixture();
    graph.outcomes.push(...outcomes);
    const { noteMailbox } = senderTokens;
    senderTokens.noteMailbox = async (...given) => {
      expect((await stored())[0]?.status).not.toBe('sending');
      await noteMailbox(...given);
    };
    await submit();
    expect(senderTokens.noted).toEqual(noted);
  });

  it('keeps the row until its history ends', async () => {
    const { submitStrictly: submit, stored, clock } = createOutboxFixture();
    await submit();
    expect((await stored())[0]?.dueAt).toEqual(new Date(clock.now().getTime() + 30 * 24 * 3_600_000));
  });

  it('repeats once with a new token, and the claims of the challenge, when Graph refused the token', async () => {
    const { submitStrictly: submit, graph, events } = createOutboxFixture();
    graph.outcomes.push({ ...refusedToken, claims: '{"access_token":{}}' });
    expect((await submit()).message.status).toBe('sent');
    expect(events).toEqual(['send with token 1', 'renew {"access_token":{}}', 'send with token 2']);
  });

  it.each<[SendOutcome, string]>([
    [{ kind: 'unknown', reason: 'status 504' }, 'unknown'],
    [{ kind: 'refused', code: 'access_denied' }, 'failed'],
  ])('takes the answer to the repetition as it is (%#)', async (outcome, status) => {
    const { submitStrictly: submit, graph, events } = createOutboxFixture();
    graph.outcomes.push(refusedToken, outcome);
    expect((await submit()).message.status).toBe(status);
    expect(events).toHaveLength(3);
  });

  it('ends the connection and the message after a second refusal; the key is free', async () => {
    const { submitStrictly: submit, graph, stored, events } = createOutboxFixture();
    graph.outcomes.push(refusedToken, refusedToken);
    const { message } = await submit({}, 'k');
    expect(message).toMatchObject({
      status: 'failed',
      error: { code: 'consent_required', graphCode: 'InvalidAuthenticationToken' },
      attempts: [{ outcome: 'refused', code: 'InvalidAuthenticationToken' }],
    });
    expect(events.at(-1)).toBe('refuse InvalidAuthenticationToken');
    expect(await stored()).toMatchObject([{ id: message.id, status: 'failed' }]);
    expect(await submit({}, 'k')).toMatchObject({ message: { status: 'sent', previousId: message.id } });
  });

  it('gives the others who wait for the same key a message that ends', async () => {
    const { submitStrictly: submit, graph, senderTokens, stored } = createOutboxFixture();
    const { open, opened } = createGate();
    graph.outcomes.push(refusedToken);
    senderTokens.renew = () => opened.then(() => Promise.reject(new ConnectorError('consent_required')));
    const first = submit({}, 'k');
    await expect.poll(async () => (await stored()).length).toBe(1);
    const heard = (await submit({}, 'k')).message;
    expect(heard.status).toBe('sending');
    open();
    expect((await first).message).toMatchObject({ id: heard.id, status: 'failed' });
    expect(await stored()).toMatchObject([{ id: heard.id, status: 'failed' }]);
  });

  it.each(['entra_unavailable', 'conflict', 'vault_access_refused', 'sealed_record_refused'] as const)(
    'ends the message when the new token meets %s, and the key is free',
    async (code) => {
      const { submitStrictly: submit, graph, senderTokens, stored, events } = createOutboxFixture();
      const { renew } = senderTokens;
      graph.outcomes.push(refusedToken);
      senderTokens.renew = () => Promise.reject(new ConnectorError(code));
      const { message } = await submit({}, 'k');
      expect([message.status, message.error?.code]).toEqual(['failed', code]);
      expect([(await stored()).map(({ status }) => status), events]).toEqual([['failed'], ['send with token 1']]);
      senderTokens.renew = renew;
      expect(await submit({}, 'k')).toMatchObject({ isReplayed: false, message: { status: 'sent' } });
    },
  );

  it('leaves the row as sending after a bug, because the outcome is not known', async () => {
    const { submitStrictly: submit, graph, stored } = createOutboxFixture();
    graph.outcomes.push(() => Promise.reject(new TypeError('a bug')));
    await expect(submit()).rejects.toThrow(TypeError);
    graph.outcomes.push(refusedToken, () => Promise.reject(new TypeError('a bug')));
    await expect(submit()).rejects.toThrow(TypeError);
    expect(await stored()).toMatchObject([{ status: 'sending' }, { status: 'sending' }]);
  });

  it('returns what Graph answered although storage has gone down', async () => {
    const { submitStrictly: submit, stored } = createOutboxFixture(() => ({
      replace: () => Promise.reject(new ConnectorError('storage_unavailable')),
    }));
    expect((await submit()).message.status).toBe('sent');
    expect(await stored()).toMatchObject([{ status: 'sending' }]);
  });

  it('replaces the unknown that the sweep wrote with a late proof', async () => {
    const { submitStrictly: submit, graph, stored, sweep, clock } = createOutboxFixture();
    graph.outcomes.push(async () => {
      clock.pass(601);
      expect(await sweep()).toMatchObject({ unknown: 1 });
      return { kind: 'sent', requestId: 'late' };
    });
    expect((await submit()).message.status).toBe('sent');
    expect(await stored()).toMatchObject([{ status: 'sent', attempts: [{ graphRequestId: 'late' }] }]);
  });

  it('never writes over a row that is not its own', async () => {
    const { submitStrictly: submit, graph, store, stored } = createOutboxFixture();
    graph.outcomes.push(async () => {
      const [message] = store.all();
      await store.remove(message!);
      await store.insert({ ...message!, attemptId: 'another attempt' });
      return { kind: 'refused', code: 'mailbox_full' };
    });
    await submit();
    expect(await stored()).toMatchObject([{ status: 'sending', attemptId: 'another attempt' }]);
  });
});

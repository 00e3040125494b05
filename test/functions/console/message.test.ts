import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../shared/outcomes.ts';
import { messagesTexts } from '../../../shared/pages/console/messages/messages-texts.ts';
import { erp, publicUrl } from '../../fakes/memory-connector.ts';
import { codeOf, lineOf } from '../invoke.ts';
import { mailboxDocuments } from '../mailboxes.ts';
import { ann, createMessagesStage, later, stranger } from './messages-stage.ts';

const { en: texts } = messagesTexts;

/** An administrator who gave their credentials just now, once what is to be there is there. */
async function setUp(prepare: (stage: ReturnType<typeof createMessagesStage>) => Promise<{ id: string }>) {
  const stage = createMessagesStage();
  await stage.connect('ann');
  const { id } = await prepare(stage);
  const administrator = await stage.signIn({ isConfirmed: true });
  const path = `messages/${id}`;
  return {
    ...stage,
    id,
    administrator,
    show: async (query = '') => (await stage.get(`${path}${query}`, administrator.cookie)).body,
    async act(act: string, of = id) {
      const answer = await stage.post(`messages/${of}`, administrator, { act });
      const [, page] = (answer.headers.get('location') ?? '').split(`${publicUrl}/console/`);
      return { page, answer };
    },
    acts: async () => (await stage.audit()).filter((entry) => entry.includes(' message ')),
  };
}

type Stage = ReturnType<typeof createMessagesStage>;
const queued = (stage: Stage) => stage.send({ reference: 'SI-1' }, later);
const held = (stage: Stage) => stage.send({ sender: stranger });
async function unknown(stage: Stage) {
  const message = await queued(stage);
  stage.graph.script.outcomes.push({ kind: 'unknown', reason: 'lost' });
  await stage.work();
  return message;
}
async function cancelled(stage: Stage) {
  const message = await queued(stage);
  await stage.connector.messages.cancel(
    { hostTenantId: stage.config.hostTenantId, clientId: erp, rights: [] },
    message.id,
  );
  return message;
}

describe('the page of a message', () => {
  it('says who, when and what became of it, and nothing of what it says', async () => {
    const { show, id } = await setUp(queued);
    const body = await show();
    for (const part of [id, ann, erp, 'SI-1', 'ann@fabrikam.com', texts.states.queued, texts.isKept, texts.noAttempts])
      expect(body).toContain(part);
    expect(body).not.toMatch(/Invoice|mia@contoso\.com|Hello/);
  });

  it('says of each attempt what came of it, what is wrong and who must act', async () => {
    const stage = await setUp(async (fixture) => {
      const message = await queued(fixture);
      fixture.graph.script.outcomes.push({
        kind: 'refused',
        code: 'mailbox_full',
        graphCode: 'ErrorQuotaExceeded',
        requestId: 'graph-77',
      });
      await fixture.work();
      return message;
    });
    const body = await stage.show();
    expect(body).toContain('<code>graph-77</code>');
    expect(body).toContain('<code>ErrorQuotaExceeded</code>');
    expect(body).toContain(texts.who.term);
    // About somebody else than the reader.
    expect([body.includes('The mailbox is full'), body.includes('Your mailbox')]).toEqual([true, false]);
  });

  it('of somebody who never connected says so, leads to their page, and has what to pass on to them', async () => {
    const { show, get, administrator } = await setUp(held);
    const body = await show();
    expect(body).toContain('No mailbox was ever connected, or the connection has ended <code>consent_required</code>');
    expect(body).toContain(`so that Dynamics 365 can send as you:\n${publicUrl}/authorize</pre>`);
    expect(body).not.toContain('Your connection has ended');
    expect(body).toContain(`console/senders/${stranger}"`);
    expect((await get(`senders/${stranger}`, administrator.cookie)).status).toBe(200);
  });

  it('has what to pass on for a name that nobody has proven', async () => {
    const { show } = await setUp((stage) => stage.send({ sender: 'sam@fabrikam.com' }));
    expect(await show()).toContain(`can send as you:\n${publicUrl}/authorize</pre>`);
  });

  it('has what to pass on where the message waits for what its sender has not given', async () => {
    const stage = await setUp(queued);
    await stage.connector.senders.disconnect(stage.config.hostTenantId, ann);
    stage.handOver();
    await stage.connect('ann');
    await stage.work();
    expect(await stage.message(stage.id)).toMatchObject({ status: 'held', error: { code: 'identity_changed' } });
    expect(await stage.show()).toMatch(
      /Another account signs in as this person now[\s\S]*Please connect your mailbox again/,
    );
  });

  it('leads to no page of a sender who was erased', async () => {
    const { show, connector, config } = await setUp(queued);
    await connector.senders.eraseFor(config.hostTenantId, ann);
    const body = await show();
    expect([body.includes(ann), body.includes(`console/senders/${ann}`)]).toEqual([true, false]);
  });

  it.each([
    ['failed', { kind: 'refused', code: 'mailbox_full' }, texts.postAgain],
    ['unknown', { kind: 'unknown', reason: 'lost' }, texts.postAgainUnknown],
  ] as const)('says what to do where it is %s and what it said is not kept', async (status, outcome, words) => {
    const stage = await setUp(async (fixture) => {
      fixture.graph.script.outcomes.push(outcome);
      return fixture.send();
    });
    expect((await stage.message(stage.id))?.status).toBe(status);
    const body = await stage.show();
    expect([body.includes(words), body.includes(texts.nothing)]).toEqual([true, false]);
  });

  it.each(['en', 'de'])('says to an administrator what is wrong, not what the sender is told, in %s', async (lang) => {
    const stage = await setUp(async (fixture) => {
      const message = await queued(fixture);
      const { hostTenantId } = fixture.config;
      const document = {
        ...mailboxDocuments['graph-application'],
        mailboxes: [{ address: 'invoices@fabrikam.com', sender: ann }],
      };
      const address = { kind: 'mailbox' as const, hostTenantId, name: 'one' };
      await fixture.connector.configuration.put(address, document, 'none', 'operator');
      await fixture.work();
      return message;
    });
    const { body } = await stage.get(`messages/${stage.id}?lang=${lang}`, stage.administrator.cookie);
    expect(body).toContain(messagesTexts[lang as 'en' | 'de'].who.caller);
    expect(body).toContain(`<span lang="en">${outcomes.mailbox_changed.detail}</span>`);
    expect(body).not.toMatch(/The operator of this page|Der Betreiber dieser Seite/);
  });

  it.each(['0'.repeat(32), 'x', '__proto__'])('does not exist as %s', async (id) => {
    const { get, act, administrator, acts } = await setUp(queued);
    const answer = await get(`messages/${id}`, administrator.cookie);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
    for (const name of ['cancel', 'retry', 'resend']) expect(codeOf((await act(name, id)).answer)).toBe('not_found');
    expect(await acts()).toEqual([]);
  });

  it('leads to the message before and after it', async () => {
    const { act, get, show, id, administrator } = await setUp(cancelled);
    const { page = '' } = await act('resend');
    const [, resent = ''] = /messages\/([0-9a-f]{32})/.exec(page) ?? [];
    expect(await show()).toContain(`console/messages/${resent}"`);
    expect((await get(page, administrator.cookie)).body).toContain(`console/messages/${id}"`);
  });

  it('says what was done by words that it knows, and nothing for others', async () => {
    const { show } = await setUp(queued);
    expect(await show('?done=retried')).toContain(texts.done.retried);
    for (const word of ['constructor', 'x', '']) expect(await show(`?done=${word}`)).not.toContain('role="status"');
  });
});

describe('what can be done about a message', () => {
  const forms = async (show: () => Promise<string>) =>
    [...(await show()).matchAll(/name="act" value="(\w+)"/g)].map(([, act]) => act);

  it.each([
    ['waits', queued, ['retry', 'cancel']],
    ['is held', held, ['retry', 'cancel']],
    ['may not go yet', (stage: Stage) => stage.send({ notBefore: '2026-01-20T00:00:00Z' }), ['cancel']],
    ['was sent', (stage: Stage) => stage.send(), []],
    ['is unknown', unknown, ['resend']],
    ['is cancelled', cancelled, ['resend']],
  ])('is offered while it can be done: one that %s', async (_case, prepare, expected) => {
    const stage = await setUp(prepare);
    expect(await forms(stage.show)).toEqual(expected);
    const others = ['retry', 'resend', 'cancel'].filter((act) => !expected.includes(act));
    for (const act of others) {
      const { answer } = await stage.act(act);
      expect([act, answer.status, codeOf(answer)]).toEqual([act, 409, 'message_state']);
    }
    expect(await stage.acts()).toEqual([]);
  });

  it('asks for credentials before a message is cancelled or resent, and does nothing meanwhile', async () => {
    for (const [act, prepare, status] of [
      ['cancel', queued, 'queued'],
      ['resend', cancelled, 'cancelled'],
    ] as const) {
      const stage = await setUp(prepare);
      const { cookie, session } = await stage.signIn();
      const answer = await stage.post(`messages/${stage.id}`, { cookie, session }, { act });
      expect(answer.headers.get('location')).toBe(`${publicUrl}/console/confirm?back=messages%2F${stage.id}`);
      expect([(await stage.message(stage.id))?.status, await stage.acts()]).toEqual([status, []]);
    }
  });

  it('cancels it, once, for the application that submitted it', async () => {
    const { act, id, message, acts, work, graph } = await setUp(queued);
    const { page, answer } = await act('cancel');
    expect([page, (await message(id))?.status]).toEqual([`messages/${id}?done=cancelled`, 'cancelled']);
    expect(lineOf(answer)).toMatchObject({ message: id, act: 'cancel', result: 'cancelled' });
    expect(codeOf((await act('cancel')).answer)).toBe('message_state');
    await work();
    expect([graph.sent.length, await acts()]).toEqual([0, [`cancelled message ${id}`]]);
  });

  it('has it tried at once, and asks for no credentials', async () => {
    const stage = await setUp(async (fixture) => {
      const message = await queued(fixture);
      fixture.graph.script.outcomes.push({ kind: 'refused', code: 'graph_unreachable' });
      await fixture.work();
      return message;
    });
    const administrator = await stage.signIn();
    const answer = await stage.post(`messages/${stage.id}`, administrator, { act: 'retry' });
    expect(answer.headers.get('location')).toBe(`${publicUrl}/console/messages/${stage.id}?done=retried`);
    await stage.work();
    expect((await stage.message(stage.id))?.status).toBe('sent');
    expect(await stage.acts()).toEqual([`retried message ${stage.id}`]);
  });

  it('leaves one on hold whose sender has not connected', async () => {
    const { act, id, message, work, graph } = await setUp(held);
    await act('retry');
    await work();
    expect([(await message(id))?.status, graph.sent.length]).toEqual(['held', 0]);
  });
});

describe('resending a message', () => {
  it('makes one new message, however often its form is posted', async () => {
    const { act, acts, id, message, work, graph, show } = await setUp(cancelled);
    const both = await Promise.all([act('resend'), act('resend')]);
    const again = await act('resend');
    const pages = [...both, again].map(({ page }) => page);
    expect(new Set(pages).size).toBe(1);
    const [, resent = ''] = /^messages\/([0-9a-f]{32})\?done=resent$/.exec(pages[0] ?? '') ?? [];
    await work();
    expect([(await message(resent))?.status, (await message(resent))?.previousId, graph.sent.length]).toEqual([
      'sent',
      id,
      1,
    ]);
    expect(new Set(await acts())).toEqual(new Set([`resent message ${id}`]));
    expect(await show()).not.toContain('value="resend"');
  });

  it('warns where the message may have been sent', async () => {
    expect(await (await setUp(unknown)).show()).toContain(texts.resendUnknown);
    expect(await (await setUp(cancelled)).show()).not.toContain(texts.resendUnknown);
  });

  it('leaves as the account to which the old one was bound, or waits', async () => {
    const { act, handOver, connect, connector, config, message, id, work, graph } = await setUp(cancelled);
    await connector.senders.disconnect(config.hostTenantId, ann);
    handOver();
    await connect('ann');
    const { page = '' } = await act('resend');
    const [, resent = ''] = /messages\/([0-9a-f]{32})/.exec(page) ?? [];
    await work();
    const [old, next] = [await message(id), await message(resent)];
    expect(next).toMatchObject({ status: 'held', error: { code: 'identity_changed' } });
    expect([next?.account, graph.sent.length]).toEqual([old?.account, 0]);
  });
});

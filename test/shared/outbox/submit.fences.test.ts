import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { Fence } from '../../../shared/fence.ts';
import { deriveMessageId } from '../../../shared/outbox/message-id.ts';
import type { Binding, ReadOptions, SenderToken } from '../../../shared/outbox/sender-tokens.ts';
import { CONTENT_ROW_MAX_BYTES } from '../../../shared/waiting-limits.ts';
import { account, caller, createOutboxFixture, hostTenantId, token } from './outbox-fixture.ts';

const { sender } = token.grant;
const to = [{ emailAddress: { address: 'bo@contoso.com' } }];
const otherSender = { hostTenantId, hostObjectId: '00000b0e-0000-4000-8000-000000000009' };
/** Two whose first two messages are in different partitions, and one where they share it. */
const [key = '', sameKey = ''] = [false, true].map((isSame) =>
  [
    'a',
    'b',
    'c',
    'd',
    'e',
    'f',
    'g',
    'h',
    'i',
    'j',
    'k',
    'l',
    'm',
    'n',
    'o',
    'p',
    'q',
    'r',
    's',
    't',
    'u',
    'v',
    'w',
  ].find((one) => (idOf(one, 0)[0] === idOf(one, 1)[0]) === isSame),
);

function idOf(idempotencyKey: string, resubmission: number): string {
  return deriveMessageId({ hostTenantId, callerId: caller.clientId, idempotencyKey }, resubmission);
}

/** Tokens for a message come with a fence that is up or not; `now` gives those that are read again. */
function setUp(isUp: boolean, now: () => SenderToken = () => token) {
  const fixture = createOutboxFixture();
  const settled: boolean[] = [];
  const asked: (ReadOptions | undefined)[] = [];
  const relied = { token };
  fixture.senderTokens.read = async (_hostTenantId, _reference, _from?, options?: ReadOptions) => {
    asked.push(options);
    if (options?.messageId === undefined) return now();
    const fence: Fence = { sender, id: options.messageId, isUp, settle: (isStanding) => settled.push(isStanding) };
    return { ...relied.token, fence };
  };
  /** A fence that stands, as long as nobody takes it down. */
  const raiseFor = (id: string) =>
    fixture.store.insert({ ...message, id: `${id.charAt(0)}${'0'.repeat(31)}` }, undefined, {
      sender,
      id,
      isUp: false,
      settle() {},
    });
  const sent = async () => (await fixture.stored()).filter(({ status }) => status === 'sent').map(({ id }) => id);
  return { ...fixture, settled, asked, relied, raiseFor, sent };
}

const message = { ...(await storedSample()), status: 'failed' as const };
async function storedSample() {
  const { submitStrictly, store } = createOutboxFixture();
  const { message: sample } = await submitStrictly();
  const stored = await store.read(sample.id);
  if (!stored) throw new Error('There is no message.');
  return stored;
}

describe('createSubmit, with a fence', () => {
  it('raises it with the message whose id it named, and says that it stands', async () => {
    const { submitStrictly, asked, settled, store } = setUp(false);
    const { message: sent } = await submitStrictly();
    expect([asked, settled]).toEqual([[{ messageId: sent.id }], [true]]);
    const next = { ...message, id: `${sent.id.charAt(0)}${'1'.repeat(31)}` };
    await expect(
      store.insert(next, undefined, { sender, id: sent.id, isUp: true, settle() {} }),
    ).resolves.toBeDefined();
  });

  it('sends by what was read before while it stands', async () => {
    const { submitStrictly, asked, raiseFor, sent } = setUp(true);
    await raiseFor(idOf(key, 0));
    await submitStrictly({}, key);
    expect([asked, await sent()]).toEqual([[{ messageId: idOf(key, 0) }], [idOf(key, 0)]]);
  });

  it('reads again where it is gone, and sends once', async () => {
    const { submitStrictly, asked, settled, sent, events } = setUp(true, () => ({ ...token, accessToken: 'token 3' }));
    await submitStrictly({}, key);
    expect(asked).toEqual([{ messageId: idOf(key, 0) }, undefined]);
    expect([settled, await sent(), events]).toEqual([[false], [idOf(key, 0)], ['send with token 3']]);
  });

  it('sends nothing by a connection that has ended', async () => {
    const { submitStrictly, stored, events } = setUp(true, () => {
      throw new ConnectorError('consent_required');
    });
    await expect(submitStrictly({}, key)).rejects.toMatchObject({ code: 'consent_required' });
    expect([await stored(), events]).toEqual([[], []]);
  });

  it('sends as whom the name leads to by then', async () => {
    const now = { ...token, accessToken: 'token 3', grant: { ...token.grant, sender: otherSender } };
    const { submitStrictly, events } = setUp(true, () => now);
    expect((await submitStrictly({}, key)).message).toMatchObject({ status: 'sent', sender: otherSender });
    expect(events).toEqual(['send with token 3']);
  });

  it('reads again before it refuses the address in `from`', async () => {
    const { submitStrictly, relied, settled, events } = setUp(true);
    relied.token = { ...token, names: ['ann@fabrikam.com'] };
    const from = { emailAddress: { address: 'ann.miller@fabrikam.com' } };
    await submitStrictly({ message: { subject: 'Invoice', body: { content: 'Hello' }, toRecipients: to, from } }, key);
    expect([settled, events]).toEqual([[], ['send with token 1']]);
  });

  it('reads again for a message that goes by a draft', async () => {
    const { startInstance, relied, asked, settled, raiseFor, sent } = setUp(true);
    await raiseFor(idOf(key, 0));
    relied.token = { ...token, mayMakeDrafts: false };
    const submit = startInstance({ isLargeOffered: true });
    const contentBytes = Buffer.alloc(3 * 1024 * 1024).toString('base64');
    const file = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'invoice.pdf', contentBytes };
    const given = { message: { subject: 'Invoice', toRecipients: to, attachments: [file] }, saveToSentItems: true };
    await submit(given, key, caller, { prefer: 'handling=strict' });
    expect([asked.length, settled, await sent()]).toEqual([2, [], [idOf(key, 0)]]);
  });

  it.each([key, sameKey])('reads again where the key has passed on to a later message', async (one) => {
    const { submitStrictly, graph, asked, settled, raiseFor, stored } = setUp(true);
    await raiseFor(idOf(one, 0));
    const refused = { kind: 'refused', code: 'invalid_recipients', graphCode: 'ErrorInvalidRecipients' } as const;
    graph.outcomes.push(refused, refused);
    for (const _time of ['first', 'second']) await submitStrictly({}, one);
    asked.length = 0;
    settled.length = 0;
    expect(await submitStrictly({}, one)).toMatchObject({ message: { status: 'sent', previousId: idOf(one, 1) } });
    expect([asked, settled]).toEqual([[{ messageId: idOf(one, 0) }, undefined], []]);
    const ofKey = (await stored())
      .map(({ id }) => id)
      .filter((id) => [0, 1, 2].some((count) => idOf(one, count) === id));
    expect(ofKey).toHaveLength(3);
  });

  it.each([key, sameKey])('raises none with a later message of the key', async (one) => {
    const { submitStrictly, graph, settled, sent } = setUp(false);
    graph.outcomes.push({ kind: 'refused', code: 'invalid_recipients', graphCode: 'ErrorInvalidRecipients' });
    for (const _time of ['refused', 'sent']) await submitStrictly({}, one);
    expect([settled, await sent()]).toEqual([[true], [idOf(one, 1)]]);
  });

  it('takes none down for a repetition', async () => {
    const { submitStrictly, settled, sent } = setUp(false);
    await submitStrictly({}, key);
    expect((await submitStrictly({}, key)).isReplayed).toBe(true);
    expect([settled, await sent()]).toEqual([[true], [idOf(key, 0)]]);
  });
});

describe('createSubmit, of what is sent later, with a fence', () => {
  /** `now` says to whom the reference leads when it is asked again. */
  function setUpLater(now: () => Promise<Binding>) {
    const fixture = setUp(true);
    const asked: (string | undefined)[] = [];
    fixture.senderTokens.bind = async (_tenant, _reference, _from?, messageId?: string) => {
      asked.push(messageId);
      const bound: Binding = { sender, account, isConnected: true };
      if (messageId === undefined) return now();
      const settle = (isStanding: boolean) => fixture.settled.push(isStanding);
      return { ...bound, fence: { sender, id: messageId, isUp: true, settle } };
    };
    const submitLater = (more: object = {}) => fixture.submit(more, key, caller, { prefer: 'respond-async' });
    return { ...fixture, asked, submitLater };
  }
  const ended = async (): Promise<Binding> => ({ sender, isConnected: false });
  const large = {
    message: { subject: 'Invoice', body: { content: 'x'.repeat(CONTENT_ROW_MAX_BYTES) }, toRecipients: to },
  };

  it('is bound by what was read before while it stands', async () => {
    const { submitLater, raiseFor, asked, settled } = setUpLater(ended);
    await raiseFor(idOf(key, 0));
    expect((await submitLater()).message).toMatchObject({ status: 'queued', account });
    expect([asked, settled]).toEqual([[idOf(key, 0)], [true]]);
  });

  it.each([
    ['in a row', {}],
    ['in a blob', large],
  ])('is bound by what is read again where it is gone, and keeps its content once, %s', async (_where, more) => {
    const { submitLater, asked, settled, blobs, stored } = setUpLater(ended);
    expect((await submitLater(more)).message).toMatchObject({ id: idOf(key, 0), status: 'held' });
    expect([asked, settled]).toEqual([[idOf(key, 0), undefined], [false]]);
    const [only, ...others] = await stored();
    expect([only?.status, others, blobs.names().length]).toEqual(['held', [], more === large ? 1 : 0]);
  });

  it('is bound by what is read now where files go with it', async () => {
    const { startInstance, files, asked, stored } = setUpLater(async () => ({ sender, account, isConnected: true }));
    const id = `guestmail-file-${'a'.repeat(32)}`;
    files.put(id, 'what it says');
    const file = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'invoice.pdf', id };
    const given = { message: { subject: 'Invoice', toRecipients: to, attachments: [file] }, saveToSentItems: true };
    await startInstance({ isLargeOffered: true })(given, key, caller, { prefer: 'respond-async' });
    expect([asked, (await stored()).map(({ status }) => status)]).toEqual([[undefined], ['queued']]);
  });
});

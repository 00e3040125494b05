import { describe, expect, it } from 'vitest';
import { createCancel } from '../../../shared/outbox/cancel.ts';
import type { Message } from '../../../shared/outbox/message.ts';
import { createReadContent } from '../../../shared/outbox/read-content.ts';
import { createResend } from '../../../shared/outbox/resend.ts';
import { createSubmit } from '../../../shared/outbox/submit.ts';
import { parse, validBody } from '../submission/submission-sample.ts';
import { caller, createOutboxFixture, otherCaller } from './outbox-fixture.ts';

const later = { prefer: 'respond-async' };
const mime = Buffer.from('From: ann@fabrikam.com\n\nHello').toString('base64');

function setUp() {
  const fixture = createOutboxFixture();
  const submitParsed = createSubmit(fixture);
  return {
    ...fixture,
    /** As the MIME door submits, under this key. */
    submitMime(idempotencyKey: string) {
      const { submission, options } = parse({ ...validBody, idempotencyKey }, later);
      return submitParsed(caller, { ...submission, mime, posted: { mime: 'digest' } }, options);
    },
    readContent: createReadContent(fixture),
  };
}

/** Content as an earlier or another release would have sealed it, in place of what is there. */
async function replaceContent({ vault, store, messages }: ReturnType<typeof setUp>, { id }: Message, content: object) {
  const message = await messages.read(id);
  if (!message?.named) throw new Error('The message does not wait.');
  const { hostTenantId, named, callerId, createdAt } = message;
  const context = { hostTenantId, messageId: id, named, callerId, day: createdAt.toISOString().slice(0, 10) };
  const sealed = await vault.sealContent(context, Buffer.from(JSON.stringify(content)));
  await store.replace(message, message, sealed);
}

describe('createMessageContents', () => {
  it('keeps a MIME message until it is sent as it was posted', async () => {
    const { submitMime, work, graph, contents } = setUp();
    const { message } = await submitMime('k');
    expect(message).toMatchObject({ status: 'queued', contentBytes: mime.length });
    expect(await contents.open(message)).toMatchObject({ mime, body: expect.stringContaining('Invoice 103042') });
    await work();
    expect(graph.bodies).toEqual([mime]);
  });

  it('resends a MIME message as one', async () => {
    const fixture = setUp();
    const { message } = await fixture.submitMime('k');
    await createCancel(fixture)(caller, message.id);
    await createResend(fixture)(caller, message.id);
    await fixture.work();
    expect(fixture.graph.bodies).toEqual([mime]);
  });

  it('opens what an earlier release sealed, and refuses what a later one may mean', async () => {
    const fixture = setUp();
    const { message } = await fixture.submit({}, 'k', caller, later);
    const sealed = { sender: 'ann@fabrikam.com', request: '{"message":{}}' };
    await replaceContent(fixture, message, { version: 1, ...sealed });
    expect(await fixture.contents.open(message)).toEqual({ senderReference: 'ann@fabrikam.com', body: sealed.request });
    for (const other of [{ version: 1, mime }, { version: 2 }, { version: 3, mime }]) {
      await replaceContent(fixture, message, { ...sealed, ...other });
      await expect(fixture.contents.open(message)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    }
  });
});

describe('createReadContent', () => {
  it('gives what waits to the application that posted it, and to nobody else', async () => {
    const { submitMime, readContent } = setUp();
    const { message } = await submitMime('k');
    expect(await readContent(caller, message.id, async (content) => content.mime)).toBe(mime);
    await expect(readContent(otherCaller, message.id, async () => '')).rejects.toMatchObject({ code: 'not_found' });
    await expect(readContent(caller, 'f'.repeat(32), async () => '')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('says of a message that was sent, before or meanwhile, that nothing is kept', async () => {
    const fixture = setUp();
    const { message } = await fixture.submitMime('k');
    const readContent = createReadContent({
      ...fixture,
      contents: {
        async open(one) {
          await fixture.work();
          return fixture.contents.open(one);
        },
      },
    });
    for (let times = 0; times < 2; times += 1)
      await expect(readContent(caller, message.id, async () => '')).rejects.toMatchObject({ code: 'message_state' });
  });

  it('says of a record that was spoilt what is wrong with it', async () => {
    const fixture = setUp();
    const { message } = await fixture.submitMime('k');
    await replaceContent(fixture, message, { version: 3 });
    const reading = fixture.readContent(caller, message.id, async () => '');
    await expect(reading).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });
});

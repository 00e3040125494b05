import { describe, expect, it } from 'vitest';
import { createCancel } from '../../../shared/outbox/cancel.ts';
import { createResend } from '../../../shared/outbox/resend.ts';
import { validBody } from '../submission/submission-sample.ts';
import { caller, createOutboxFixture, otherCaller } from './outbox-fixture.ts';

const FILE = `guestmail-file-${'a'.repeat(32)}`;
const later = { prefer: 'respond-async' };

function setUp() {
  const fixture = createOutboxFixture();
  return { ...fixture, cancel: createCancel(fixture), resend: createResend(fixture) };
}

/** A message with an uploaded file that was taken back. */
function setUpFile() {
  const fixture = setUp();
  fixture.files.put(FILE, 'the uploaded file');
  const submit = fixture.startInstance({ isLargeOffered: true });
  const attachments = [{ '@odata.type': '#microsoft.graph.fileAttachment', id: FILE }];
  const submitFile = async () => {
    const body = { message: { ...validBody.message, attachments } };
    const { message } = await submit(body, undefined, caller, later);
    return fixture.cancel(caller, message.id);
  };
  return { ...fixture, submitFile };
}

describe('createCancel', () => {
  it('takes a message back that waits, and it is never sent', async () => {
    const { submit, cancel, work, events } = setUp();
    const { message } = await submit({}, 'k', caller, later);
    expect((await cancel(caller, message.id)).status).toBe('cancelled');
    expect((await cancel(caller, message.id)).status).toBe('cancelled');
    await work();
    expect(events).toEqual([]);
    expect((await submit({}, 'k')).message).toMatchObject({ status: 'sent', previousId: message.id });
  });

  it('refuses what has been sent, and knows no message of another application', async () => {
    const { submit, cancel } = setUp();
    const { message } = await submit();
    await expect(cancel(caller, message.id)).rejects.toMatchObject({ code: 'message_state' });
    await expect(cancel(otherCaller, message.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes nothing back that delivery has taken on meanwhile', async () => {
    const { submit, cancel, graph, work, stored } = setUp();
    const { message } = await submit({}, 'k', caller, later);
    graph.outcomes.push(async () => {
      await expect(cancel(caller, message.id)).rejects.toMatchObject({ code: 'message_state' });
      return { kind: 'sent' };
    });
    await work();
    expect((await stored())[0]?.status).toBe('sent');
  });
});

describe('createResend', () => {
  it('sends what was not sent once more, however often it is asked for, linked to the old message', async () => {
    const { submit, cancel, resend, work, graph } = setUp();
    const { message } = await submit({}, 'k', caller, later);
    await cancel(caller, message.id);
    const all = await Promise.all(Array.from({ length: 3 }, () => resend(caller, message.id)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all[0]).toMatchObject({ status: 'queued', previousId: message.id });
    await work();
    expect(await resend(caller, message.id)).toMatchObject({ id: all[0]?.id, status: 'sent' });
    await work();
    expect(graph.bodies).toHaveLength(1);
  });

  it('does so with uploaded files, which pass to the new message, and are gone when that is sent', async () => {
    const { submitFile, resend, work, drafts } = setUpFile();
    const old = await submitFile();
    const resent = await resend(caller, old.id);
    expect(await resend(caller, old.id)).toMatchObject({ id: resent.id, status: 'queued' });
    await work();
    expect(await resend(caller, old.id)).toMatchObject({ id: resent.id, status: 'sent', previousId: old.id });
    await work();
    expect(drafts.sent()).toHaveLength(1);
  });

  it('refuses to resend without a file that is not kept any more', async () => {
    const { submitFile, files, resend } = setUpFile();
    const { id } = await submitFile();
    await files.drop([FILE], id);
    await expect(resend(caller, id)).rejects.toMatchObject({ code: 'message_state' });
  });

  it('leaves it to a person to resend what may have been sent', async () => {
    const { submit, resend, work, graph } = setUp();
    graph.outcomes.push({ kind: 'unknown', reason: 'status 504' });
    const { message } = await submit({}, 'k', caller, later);
    await work();
    expect(await resend(caller, message.id)).toMatchObject({ status: 'queued', previousId: message.id });
    await work();
    expect(graph.bodies).toHaveLength(2);
  });

  it('refuses what waits, what was sent, what another application submitted, and what is not kept', async () => {
    const { submit, submitStrictly, resend, graph } = setUp();
    const { message: queued } = await submit({}, 'queued', caller, later);
    const { message: sent } = await submit({}, 'sent');
    graph.outcomes.push({ kind: 'refused', code: 'invalid_recipients' });
    const { message: failed } = await submitStrictly({}, 'failed');
    for (const { id } of [queued, sent, failed])
      await expect(resend(caller, id)).rejects.toMatchObject({ code: 'message_state' });
    await expect(resend(otherCaller, failed.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('lets the key of the old message lead to the one that was sent in its place', async () => {
    const { submit, cancel, resend, work, graph } = setUp();
    const { message } = await submit({}, 'k', caller, later);
    await cancel(caller, message.id);
    const resent = await resend(caller, message.id);
    expect(await submit({}, 'k', caller, later)).toMatchObject({ isReplayed: true, message: { id: resent.id } });
    await work();
    expect(await submit({}, 'k', caller, later)).toMatchObject({ isReplayed: true, message: { status: 'sent' } });
    expect(graph.bodies).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { SENDING_LEASE_SECONDS } from '../../../shared/limits.ts';
import type { Message } from '../../../shared/outbox/message.ts';
import { DRAFT_LOOK_SECONDS, DRAFT_LOOKED_DAYS, DRAFT_SETTLE_SECONDS } from '../../../shared/waiting-limits.ts';
import { createMessage } from '../../contract/samples.ts';
import { ann } from '../vault/vault-fixture.ts';
import { account, createOutboxFixture } from './outbox-fixture.ts';

const DAY = 86_400;

function setUp() {
  const fixture = createOutboxFixture();
  const { messages, clock, drafts, sweep } = fixture;
  /** As an attempt left it: the row, and in the mailbox a draft that is one still, or was sent. */
  const leave = async (changes: Partial<Message>, draft?: { isDraft: boolean }) => {
    const at = clock.now();
    const dueAt = new Date(at.getTime() + SENDING_LEASE_SECONDS * 1000);
    const message = await messages.insert(
      createMessage({ sender: ann, status: 'sending', createdAt: at, updatedAt: at, dueAt, ...changes }),
    );
    if (draft) drafts.put({ id: 'draft-1', messageId: message.id, files: {}, ...draft });
    return message.id;
  };
  const read = (id: string) => messages.read(id);
  const pass = async (seconds: number) => {
    clock.pass(seconds);
    await sweep();
  };
  return { ...fixture, leave, read, pass };
}

describe('a message whose attempt has stopped in the middle', () => {
  it.each([
    ['before it had a draft', undefined, undefined],
    ['before its row had the id', undefined, { isDraft: true }],
    ['while it added files', 'draft-1', { isDraft: true }],
  ])('fails for certain where it stopped %s, and no draft is left', async (_when, id, draft) => {
    const { leave, read, pass, drafts } = setUp();
    const message = await leave({ draft: { ...(id && { id }), state: 'open' } }, draft);
    await pass(SENDING_LEASE_SECONDS);
    expect(await read(message)).toMatchObject({ status: 'failed', error: { code: 'draft_changed' } });
    await pass(DRAFT_SETTLE_SECONDS);
    expect([drafts.left(), (await read(message))?.draft]).toEqual([[], undefined]);
  });

  it.each([
    [true, 'unknown'],
    [false, 'sent'],
  ])('may have been sent once its row said so, and a draft (%s) tells later that it is %s', async (isDraft, status) => {
    const { leave, read, pass, drafts } = setUp();
    const message = await leave({ draft: { id: 'draft-1', state: 'sending' } }, { isDraft });
    await pass(SENDING_LEASE_SECONDS);
    expect(await read(message)).toMatchObject({ status: 'unknown', draft: { id: 'draft-1', state: 'sending' } });
    expect(drafts.left()).toEqual(isDraft ? ['draft-1'] : []);
    await pass(DRAFT_SETTLE_SECONDS);
    const settled = await read(message);
    expect([settled?.status, settled?.draft, drafts.left()]).toEqual([status, undefined, []]);
    expect(drafts.sent()).toHaveLength(isDraft ? 0 : 1);
  });
});

describe('a draft that is left', () => {
  const unknown = { draft: { id: 'draft-1', state: 'sending' } } as const;

  it('is looked at again when nobody can say anything of it, and left to its owner in the end', async () => {
    const { leave, read, pass, drafts } = setUp();
    const message = await leave(unknown, { isDraft: true });
    await pass(SENDING_LEASE_SECONDS);
    drafts.script('deleteDraft', { kind: 'refused', code: 'graph_unavailable' });
    await pass(DRAFT_SETTLE_SECONDS);
    expect((await read(message))?.draft).toEqual(unknown.draft);
    await pass(DRAFT_LOOK_SECONDS - 1);
    expect(drafts.left()).toEqual(['draft-1']);
    await pass(1);
    expect([drafts.left(), (await read(message))?.draft]).toEqual([[], undefined]);
  });

  it('is left alone while Exchange may be sending it by the clock of storage, whatever the row says', async () => {
    const { leave, read, pass, drafts, messages, clock } = setUp();
    const id = await leave(unknown, { isDraft: true });
    await pass(SENDING_LEASE_SECONDS);
    const written = await read(id);
    // As a process writes it whose clock is behind.
    if (written) await messages.replace(written, { ...written, dueAt: clock.now() });
    await pass(DRAFT_SETTLE_SECONDS - 1);
    expect(drafts.left()).toEqual(['draft-1']);
    await pass(1);
    expect(drafts.left()).toEqual([]);
  });

  it('is not looked for in the mailbox of another account, nor for ever', async () => {
    const { leave, read, pass, drafts, senderTokens } = setUp();
    const bound = { ...unknown, account: { ...account, homeObjectId: ann.hostObjectId } };
    const message = await leave(bound, { isDraft: true });
    await pass(SENDING_LEASE_SECONDS);
    await pass(DRAFT_SETTLE_SECONDS);
    senderTokens.read = async () => {
      throw new ConnectorError('consent_required');
    };
    await pass(DRAFT_LOOK_SECONDS);
    expect((await read(message))?.draft).toEqual(unknown.draft);
    await pass(DRAFT_LOOKED_DAYS * DAY);
    expect([drafts.left(), (await read(message))?.draft]).toEqual([['draft-1'], undefined]);
  });

  it('does not keep the history of its message from ending', async () => {
    const { leave, read, pass } = setUp();
    const message = await leave(unknown, { isDraft: true });
    await pass(SENDING_LEASE_SECONDS);
    await pass(DRAFT_SETTLE_SECONDS);
    expect((await read(message))?.status).toBe('unknown');
    await pass(30 * DAY);
    expect(await read(message)).toBeUndefined();
  });

  it('is not deleted where storage cannot say whose it is, and the sweep says so', async () => {
    const { leave, pass, sweep, clock, drafts, senderTokens } = setUp();
    await leave(unknown, { isDraft: true });
    await pass(SENDING_LEASE_SECONDS);
    senderTokens.read = async () => {
      throw new ConnectorError('storage_unavailable');
    };
    clock.pass(DRAFT_SETTLE_SECONDS);
    await expect(sweep()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(drafts.left()).toEqual(['draft-1']);
  });
});

import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { Message } from '../../../shared/outbox/message.ts';
import { createRelease } from '../../../shared/outbox/release.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import { formatSender } from '../../../shared/sender.ts';
import {
  HELD_LOOK_SECONDS,
  HINT_EARLY_SECONDS,
  RELEASE_PAGES_MAX,
  RELEASED_AT_ONCE_MAX,
} from '../../../shared/waiting-limits.ts';
import { createMessage } from '../../contract/samples.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryDeliveryQueue } from '../../fakes/memory-delivery-queue.ts';
import { createMemoryHeldHints } from '../../fakes/memory-held-hints.ts';
import { createMemoryMessageStore } from '../../fakes/memory-message-store.ts';
import { validBody } from '../submission/submission-sample.ts';
import { account, createOutboxFixture, token } from './outbox-fixture.ts';
import { ann, createWaitingFixture, otherAccount } from './waiting-people.ts';

const { sender: name } = validBody;
const inDays = (at: Date, days: number) => new Date(at.getTime() + days * 86_400_000);

/** Somebody who has never connected, under a name. */
function createUnknownSender() {
  const fixture = createOutboxFixture();
  const read = () => Promise.reject(new ConnectorError('consent_required'));
  Object.assign(fixture.senderTokens, { read, bind: async () => ({ isConnected: false }) });
  return fixture;
}

describe('a message that is held for somebody who never connected', () => {
  it.each(['released', 'found by the sweep'])(
    'leaves as the account for which it was %s, or not at all',
    async (how) => {
      const fixture = createUnknownSender();
      await fixture.submit({}, 'k');
      const { read } = createOutboxFixture().senderTokens;
      fixture.senderTokens.read = read;
      if (how === 'released') await fixture.release(token.grant, [name]);
      else {
        fixture.clock.pass(HELD_LOOK_SECONDS + 1);
        await fixture.sweep();
      }
      expect((await fixture.stored())[0]).toMatchObject({ status: 'queued', sender: token.grant.sender, account });
      const other = { ...token.grant, homeObjectId: '00000a0e-0000-4000-8000-000000000009' };
      fixture.senderTokens.read = async () => ({ ...token, grant: other });
      await fixture.work();
      expect((await fixture.stored())[0]).toMatchObject({
        status: 'held',
        error: { code: 'identity_changed' },
        account,
      });
      await fixture.release(other, [name]);
      await fixture.work();
      expect((await fixture.stored())[0]).toMatchObject({ status: 'held', account });
      expect(fixture.events).toEqual([]);
    },
  );

  it('expires when its time is over, and not when it is looked at next', async () => {
    const fixture = createUnknownSender();
    const expiresAt = new Date(fixture.clock.now().getTime() + 60_000).toISOString();
    await fixture.submit({ expiresAt }, 'k');
    fixture.clock.pass(60);
    expect(await fixture.sweep()).toMatchObject({ expired: 1 });
    expect((await fixture.stored())[0]?.status).toBe('expired');
  });
});

/** So many messages that are held for Ann, and nothing else of the outbox. */
async function createHeld(count: number, changes: Partial<Message> = {}) {
  const { now, pass } = createManualClock();
  const [store, hints, queue] = [
    createMemoryMessageStore({ now }),
    createMemoryHeldHints(),
    createMemoryDeliveryQueue({ now }),
  ];
  const held: Message[] = [];
  for (let index = 0; index < count; index++) {
    const message = createMessage({
      status: 'held',
      sender: ann,
      createdAt: now(),
      expiresAt: inDays(now(), 30),
      ...changes,
    });
    await hints.put(formatSender(ann), { id: message.id, at: message.createdAt });
    held.push(await store.insert(message));
  }
  const pages: (string | undefined)[] = [];
  const parts = {
    messages: store,
    hints: {
      ...hints,
      list(target: string, top: number, cursor?: string) {
        pages.push(cursor);
        return hints.list(target, top, cursor);
      },
    },
    queue,
    now,
  };
  const statuses = () => store.all().map(({ status }) => status);
  return { ...parts, held, pages, pass, statuses, release: createRelease(parts) };
}

describe('createRelease', () => {
  it('counts only what is for the account that has connected', async () => {
    const { release, submitHeld } = createWaitingFixture();
    await submitHeld({ sender: ann, account });
    await submitHeld();
    expect(await release({ sender: ann, ...otherAccount }, [])).toBe(1);
  });

  it('leaves alone what does not leave from the mailbox that it is told of', async () => {
    const { release, submitHeld, stored } = createWaitingFixture();
    await submitHeld();
    await submitHeld({ sender: ann, account, mailboxId: 'mailbox', isConnected: false });
    const before = await stored();
    expect(await release({ sender: ann, ...account, mailboxId: 'mailbox' }, [])).toBe(1);
    const after = await stored();
    expect(after.map(({ status }) => status).toSorted()).toEqual(['held', 'queued']);
    expect(after.find(({ status }) => status === 'held')).toEqual(
      before.find(({ mailboxId }) => mailboxId === undefined),
    );
  });

  it.each([
    [-60_000, 1],
    [0, 1],
    [1, 0],
  ])('counts one whose own time is %i milliseconds from now as %i on its way', async (milliseconds, expected) => {
    const { now } = createManualClock();
    const { release, statuses } = await createHeld(1, { notBefore: new Date(now().getTime() + milliseconds) });
    expect([await release(token.grant, []), statuses()]).toEqual([expected, ['queued']]);
  });

  it('wakes each at once, and looks for hints once where they are few', async () => {
    const { release, held, queue, now, pages } = await createHeld(3);
    expect(await release(token.grant, [])).toBe(3);
    const items = queue.all().toSorted((one, other) => ((one.id ?? '') < (other.id ?? '') ? -1 : 1));
    expect(items).toEqual(
      held.map(({ id }) => ({ id, visibleAt: now() })).toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    );
    expect(pages).toEqual([undefined]);
  });

  it('releases a number that a page can wait for, and leaves the others to the sweep', async () => {
    const { release, statuses, pages } = await createHeld(RELEASED_AT_ONCE_MAX + 1);
    expect(await release(token.grant, [])).toBe(RELEASED_AT_ONCE_MAX);
    expect(statuses().filter((status) => status === 'held')).toHaveLength(1);
    expect(pages).toHaveLength(1);
  });

  it('looks at so many pages of hints and no more, whatever they say', async () => {
    const fixture = await createHeld(0);
    let pages = 0;
    const list = async () => {
      pages += 1;
      if (pages > 2 * RELEASE_PAGES_MAX) throw new Error('It never ends.');
      return { hints: [], cursor: `${pages}` };
    };
    expect(await createRelease({ ...fixture, hints: { ...fixture.hints, list } })(token.grant, [])).toBe(0);
    expect(pages).toBe(RELEASE_PAGES_MAX);
  });

  it('leaves a hint whose message may still come, for ten minutes', async () => {
    const { release, hints, now, pass } = await createHeld(0);
    await hints.put(formatSender(ann), { id: 'a'.repeat(32), at: now() });
    const left = async () => (await hints.list(formatSender(ann), 9)).hints.length;
    pass(HINT_EARLY_SECONDS - 1);
    expect([await release(token.grant, []), await left()]).toEqual([0, 1]);
    pass(1);
    expect([await release(token.grant, []), await left()]).toEqual([0, 0]);
  });

  it.each<ErrorCode>(['conflict', 'sealed_record_refused'])('releases the others where one meets %s', async (code) => {
    const fixture = await createHeld(3);
    const { messages, held, statuses } = fixture;
    const replace: typeof messages.replace = (message, next) =>
      message.id === held[0]?.id ? Promise.reject(new ConnectorError(code)) : messages.replace(message, next);
    expect(await createRelease({ ...fixture, messages: { ...messages, replace } })(token.grant, [])).toBe(2);
    expect(statuses()).toEqual(['held', 'queued', 'queued']);
  });

  it('says so where storage does not answer', async () => {
    const fixture = await createHeld(1);
    const replace = () => Promise.reject(new ConnectorError('storage_unavailable'));
    const release = createRelease({ ...fixture, messages: { ...fixture.messages, replace } });
    await expect(release(token.grant, [])).rejects.toMatchObject({ code: 'storage_unavailable' });
  });
});

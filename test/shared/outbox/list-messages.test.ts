import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../shared/callers/caller.ts';
import { createListCursors } from '../../../shared/outbox/list-cursors.ts';
import { createListMessages, type MessageFilter } from '../../../shared/outbox/list-messages.ts';
import { ann } from '../vault/vault-fixture.ts';
import { caller, createOutboxFixture, otherCaller } from './outbox-fixture.ts';

/** Messages of two applications as one sender, of which the other application's are between and around the first one's. */
async function setUp() {
  const fixture = createOutboxFixture();
  const list = createListMessages({ messages: fixture.messages, cursors: createListCursors(fixture.vault) });
  const own: string[] = [];
  const foreign: string[] = [];
  for (const as of [otherCaller, caller, otherCaller, otherCaller, caller, otherCaller]) {
    const { message } = await fixture.submit({ reference: 'SI-103042' }, undefined, as);
    (as === caller ? own : foreign).unshift(message.id);
    fixture.clock.pass(60);
  }
  const ages = (await fixture.stored()).map(({ createdAt }) => String(9_999_999_999_999 - createdAt.getTime()));
  return { list, own, foreign, ages };
}

const faultsOf = (promise: Promise<unknown>) => promise.then(String, (error: { faults: unknown }) => error.faults);
const unknown = [{ pointer: 'query:cursor', detail: 'is not one that this list gave' }];
const indexes: [string, Omit<MessageFilter, 'top'>][] = [
  ['by sender', { sender: ann }],
  ['by reference', { reference: 'SI-103042' }],
  ['of an application', {}],
];

describe('createListMessages', () => {
  it.each(indexes)('goes on where it stopped, and shows no place of any message: %s', async (_index, filter) => {
    const { list, own, foreign, ages } = await setUp();
    const found: string[] = [];
    const cursors: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages === 0 || cursor !== undefined; pages++) {
      const page = await list(caller, { ...filter, top: 1, ...(cursor !== undefined && { cursor }) });
      found.push(...page.messages.map(({ id }) => id));
      ({ cursor } = page);
      if (cursor !== undefined) cursors.push(cursor);
    }
    expect(found).toEqual(own);
    expect(cursors.length).toBe('sender' in filter ? 5 : 1);
    const shown = cursors.flatMap((cursor) => [cursor, Buffer.from(cursor, 'base64url').toString('latin1')]).join(' ');
    for (const secret of [...foreign, ...own, ...ages]) expect(shown).not.toContain(secret);
  });

  it('takes no cursor but what it gave to this application', async () => {
    const { list, foreign, ages } = await setUp();
    const { cursor = '' } = await list(caller, { sender: ann, top: 1 });
    const strangers: Caller[] = [otherCaller, { ...caller, hostTenantId: 'c0a7050c-0000-4000-8000-000000000002' }];
    for (const as of strangers) expect(await faultsOf(list(as, { top: 1, cursor }))).toEqual(unknown);
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const changed = Array.from(digits, (digit) => `${cursor.slice(0, -1)}${digit}`).filter((other) => other !== cursor);
    const place = `${ages[0]}_${foreign[0]}`;
    for (const other of ['', 'x', ...changed, cursor.slice(4), `${cursor}=`, `${cursor} `, place, 'A'.repeat(600)])
      expect(await faultsOf(list(caller, { sender: ann, top: 1, cursor: other }))).toEqual(unknown);
  });
});

import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../shared/callers/caller.ts';
import { createListCursors } from '../../../shared/outbox/list-cursors.ts';
import {
  createListMessages,
  createListMessagesOfTenant,
  type TenantMessageFilter,
} from '../../../shared/outbox/list-messages.ts';
import { ann } from '../vault/vault-fixture.ts';
import { caller, createOutboxFixture, hostTenantId, otherCaller } from './outbox-fixture.ts';

const otherTenantId = 'c0a7050c-0000-4000-8000-000000000002';

/** Messages of two applications of a host tenant, newest first. */
async function setUp() {
  const fixture = createOutboxFixture();
  const parts = { messages: fixture.messages, cursors: createListCursors(fixture.vault) };
  const ids: string[] = [];
  for (const [as, reference, isWaiting] of [
    [otherCaller, 'SI-1', false],
    [caller, 'SI-2', true],
    [caller, 'SI-1', false],
    [otherCaller, 'SI-2', false],
    [caller, 'SI-1', true],
  ] as const) {
    const { message } = await fixture.submit({ reference, prefer: { respondAsync: isWaiting } }, undefined, as);
    ids.unshift(message.id);
    fixture.clock.pass(60);
  }
  const listOfTenant = createListMessagesOfTenant(parts);
  /** Indexes of `ids`, page by page, to the end. */
  const pages = async (filter: Partial<TenantMessageFilter>) => {
    const found: number[][] = [];
    for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
      const page = await listOfTenant(hostTenantId, { top: 2, ...filter, ...(cursor !== undefined && { cursor }) });
      found.push(page.messages.map(({ id }) => ids.indexOf(id)));
      ({ cursor } = page);
    }
    return found;
  };
  return { ...fixture, list: createListMessages(parts), listOfTenant, pages, ids };
}

describe('createListMessagesOfTenant', () => {
  it.each([
    ['all', {}, [[0, 1], [2, 3], [4]]],
    ['those of an application', { callerId: caller.clientId }, [[0, 2], [3]]],
    ['those of an application with a reference', { callerId: caller.clientId, reference: 'SI-1' }, [[0, 2]]],
    ['those as a sender', { sender: ann }, [[0, 1], [2, 3], [4]]],
    ['those with a reference, of any application', { reference: 'SI-1' }, [[0], [2], [4]]],
    ['those of a sender with a reference', { sender: ann, reference: 'SI-2' }, [[1], [3], []]],
    ['those in a state, though a page may be short', { status: 'queued' }, [[0], [3], []]],
    ['none of another sender', { sender: { ...ann, hostObjectId: '00000b05-0000-4000-8000-00000000000b' } }, [[]]],
    ['none of another application', { callerId: '0000ca11-0000-4000-8000-000000000009' }, [[]]],
  ] satisfies [string, Partial<TenantMessageFilter>, number[][]][])('lists %s', async (_what, filter, expected) => {
    expect(await (await setUp()).pages(filter)).toEqual(expected);
  });

  it('lists what was submitted in a period', async () => {
    const { listOfTenant, store, ids } = await setUp();
    const [newest, , oldest] = ids.map((id) => store.all().find((message) => message.id === id)?.createdAt);
    const { messages } = await listOfTenant(hostTenantId, {
      top: 10,
      ...(oldest && { from: oldest }),
      ...(newest && { to: newest }),
    });
    expect(messages.map(({ id }) => id)).toEqual(ids.slice(1, 3));
  });

  it('tells no other host tenant anything', async () => {
    const { listOfTenant } = await setUp();
    for (const filter of [{}, { sender: ann }, { callerId: caller.clientId }, { reference: 'SI-1' }])
      expect(await listOfTenant(otherTenantId, { top: 10, ...filter })).toMatchObject({ messages: [] });
  });

  it('takes no cursor of an application or of another host tenant, and gives none to them', async () => {
    const { list, listOfTenant } = await setUp();
    const { cursor = '' } = await listOfTenant(hostTenantId, { top: 1 });
    const { cursor: own = '' } = await list(caller, { top: 1 });
    expect([cursor, own].every((text) => text.length > 0)).toBe(true);
    const refused = { code: 'invalid_request' };
    await expect(listOfTenant(hostTenantId, { top: 1, cursor: own })).rejects.toMatchObject(refused);
    await expect(listOfTenant(otherTenantId, { top: 1, cursor })).rejects.toMatchObject(refused);
    const readers: Caller[] = [caller, otherCaller];
    for (const as of readers) await expect(list(as, { top: 1, cursor })).rejects.toMatchObject(refused);
  });
});

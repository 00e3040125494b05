/** What every GrantStore promises. */
import { describe, expect, it } from 'vitest';
import type { Grant, GrantStore, Versioned } from '../../shared/grants/grant.ts';
import {
  at,
  bytesOf,
  connectIn,
  countSuccesses,
  createGrant,
  createOtherTenantSender,
  createSender,
  createTokens,
  signIn,
  times,
} from './samples.ts';

const { hostTenantId } = createSender();

async function readGrant(store: GrantStore, { sender }: Pick<Grant, 'sender'>): Promise<Versioned<Grant>> {
  const { grant } = await store.read(sender);
  if (!grant) throw new Error('The grant is not there.');
  return grant;
}

export function describeGrantStore(create: () => Promise<GrantStore>): void {
  describe('GrantStore', () => {
    it('connects only while the latest account is as it was read, and takes it away', async () => {
      const store = await create();
      const grant = createGrant();
      const { sender } = grant;
      const latest = await signIn(store, sender);
      await store.putLatestAccount(sender, { account: 'another', expiresAt: at(9) });
      await expect(store.connect(grant, createTokens(), latest)).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.read(sender)).toEqual({});
      const another = await store.readLatestAccount(sender);
      expect(another).toMatchObject({ account: 'another', expiresAt: at(9) });
      await store.connect(grant, createTokens(), another ?? latest);
      expect([(await store.read(sender)).grant?.status, await store.readLatestAccount(sender)]).toEqual([
        'connected',
        undefined,
      ]);
      const { etag = '' } = (await store.read(sender)).grant ?? {};
      const again = store.connect({ ...grant, generation: 2, etag }, createTokens(2), another ?? latest);
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
    });

    it('removes the latest account of one sender, also where there is none', async () => {
      const store = await create();
      const [one, other] = [createSender(), createSender()];
      await signIn(store, one);
      await signIn(store, other);
      await store.removeLatestAccount(one);
      await store.removeLatestAccount(one);
      expect(await store.readLatestAccount(one)).toBeUndefined();
      expect(await store.readLatestAccount(other)).toBeDefined();
      await store.putLatestAccount(other, { account: 'the account', expiresAt: at(2) });
      await store.removeExpiredAccount(other, at(1));
      expect(await store.readLatestAccount(other)).toBeDefined();
      await store.removeExpiredAccount(other, at(2));
      await store.removeExpiredAccount(other, at(2));
      expect(await store.readLatestAccount(other)).toBeUndefined();
    });

    it('reads nothing for a sender who never connected', async () => {
      const store = await create();
      expect(await store.read(createSender())).toEqual({});
    });

    it('gives grant and tokens back as they were written', async () => {
      const store = await create();
      const grant = createGrant({
        userPrincipalName: "ann_o'hara_fabrikam.com#EXT#@contoso.onmicrosoft.com",
        names: [
          { kind: 'address', value: 'änn@fabrikam.com' },
          { kind: 'userPrincipalName', value: 'ann_fabrikam.com#ext#@contoso.onmicrosoft.com' },
          { kind: 'address', value: 'shared@fabrikam.com', contestedBy: times(2, createSender) },
        ],
        status: 'reconsent_required',
        refreshFailures: 3,
        problem: { code: 'consent_required', upstreamCode: 'AADSTS50173', since: at(20) },
        accountSince: at(-60),
        fencesUntil: at(60),
      });
      const tokens = createTokens();
      await connectIn(store, grant, tokens);
      const found = await store.read(grant.sender);
      expect(found.grant).toEqual({ ...grant, etag: expect.any(String) as string });
      expect(bytesOf(found.tokens?.sealed)).toEqual(bytesOf(tokens.sealed));
      expect(found.tokens).toMatchObject({ generation: 1, refreshedAt: tokens.refreshedAt });
    });

    it('leaves optional fields out when they were not written', async () => {
      const store = await create();
      const grant = createGrant({ names: [], scopes: [] });
      await connectIn(store, grant, createTokens());
      const { etag: _etag, ...found } = await readGrant(store, grant);
      expect(Object.keys(found).sort()).toEqual(Object.keys(grant).sort());
    });

    it('lets one of ten first connections win', async () => {
      const store = await create();
      const grant = createGrant();
      const attempts = times(10, (index) => connectIn(store, { ...grant, refreshFailures: index }, createTokens()));
      expect(await countSuccesses(attempts, 'conflict')).toBe(1);
    });

    it('switches grant and tokens to a new generation together', async () => {
      const store = await create();
      const grant = createGrant();
      await connectIn(store, grant, createTokens());
      const { etag } = await readGrant(store, grant);
      const tokens = createTokens(2);
      await connectIn(store, { ...grant, generation: 2, etag }, tokens);
      const found = await store.read(grant.sender);
      expect(found.grant?.generation).toBe(2);
      expect(bytesOf(found.tokens?.sealed)).toEqual(bytesOf(tokens.sealed));
    });

    it('writes no tokens when the grant changed since it was read', async () => {
      const store = await create();
      const grant = createGrant();
      const tokens = createTokens();
      await connectIn(store, grant, tokens);
      const before = await readGrant(store, grant);
      await store.replace({ ...before, refreshFailures: 1 });
      await expect(connectIn(store, before, createTokens())).rejects.toMatchObject({ code: 'conflict' });
      expect(bytesOf((await store.read(grant.sender)).tokens?.sealed)).toEqual(bytesOf(tokens.sealed));
    });

    it('refuses tokens of another generation than the grant', async () => {
      const store = await create();
      await expect(connectIn(store, createGrant(), createTokens(2))).rejects.toThrow('different generations');
    });

    it('lets one of ten replacements of the same reading win', async () => {
      const store = await create();
      const grant = createGrant();
      await connectIn(store, grant, createTokens());
      const read = await readGrant(store, grant);
      const attempts = times(10, (index) => store.replace({ ...read, refreshFailures: index + 1 }));
      expect(await countSuccesses(attempts, 'conflict')).toBe(1);
    });

    it('removes fields that a replacement leaves out', async () => {
      const store = await create();
      const grant = createGrant({ problem: { code: 'consent_required' }, userPrincipalName: 'ann@contoso.com' });
      await connectIn(store, grant, createTokens());
      const { problem: _problem, userPrincipalName: _name, clientId: _client, ...rest } = await readGrant(store, grant);
      await store.replace(rest);
      const found = await readGrant(store, grant);
      expect('problem' in found || 'userPrincipalName' in found || 'clientId' in found).toBe(false);
    });

    it('does not replace a grant that is not there', async () => {
      const store = await create();
      const grant = createGrant();
      await connectIn(store, grant, createTokens());
      const { etag } = await readGrant(store, grant);
      await expect(store.replace({ ...createGrant(), etag })).rejects.toMatchObject({ code: 'conflict' });
    });

    it('lets one of ten replacements of the same tokens win', async () => {
      const store = await create();
      const grant = createGrant();
      await connectIn(store, grant, createTokens());
      const { tokens } = await store.read(grant.sender);
      const etag = tokens?.etag ?? '';
      const attempts = times(10, () => store.replaceTokens(grant.sender, { ...createTokens(), etag }));
      expect(await countSuccesses(attempts, 'conflict')).toBe(1);
    });

    it('renews grant and tokens together, and gives the ETag with which the grant goes on', async () => {
      const store = await create();
      const grant = createGrant({ namesProvenAt: at(1) });
      await connectIn(store, grant, createTokens());
      const before = await store.read(grant.sender);
      expect(before.grant?.namesProvenAt).toEqual(at(1));
      const next = createTokens();
      const changed = { ...(before.grant as Versioned<Grant>), mailbox: 'new@fabrikam.com', namesProvenAt: at(2) };
      const etag = await store.renew(changed, { ...next, etag: before.tokens?.etag ?? '' });
      const after = await store.read(grant.sender);
      expect(after.grant).toEqual({ ...changed, etag });
      expect(bytesOf(after.tokens?.sealed)).toEqual(bytesOf(next.sealed));
    });

    it.each(['grant', 'tokens'] as const)('renews neither when the %s changed since it was read', async (row) => {
      const store = await create();
      const grant = createGrant();
      await connectIn(store, grant, createTokens());
      const read = await store.read(grant.sender);
      const etags = { grant: read.grant?.etag ?? '', tokens: read.tokens?.etag ?? '' };
      if (row === 'grant') await store.replace({ ...grant, refreshFailures: 1, etag: etags.grant });
      else await store.replaceTokens(grant.sender, { ...createTokens(), etag: etags.tokens });
      const before = await store.read(grant.sender);
      const renewed = store.renew(
        { ...grant, mailbox: 'new@fabrikam.com', etag: etags.grant },
        { ...createTokens(), etag: etags.tokens },
      );
      await expect(renewed).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.read(grant.sender)).toEqual(before);
      const other = { ...createTokens(2), etag: etags.tokens };
      await expect(store.renew({ ...grant, etag: etags.grant }, other)).rejects.toThrow('different generations');
    });

    it('does not bring tokens back that were removed', async () => {
      const store = await create();
      const grant = createGrant();
      await connectIn(store, grant, createTokens());
      const { tokens } = await store.read(grant.sender);
      await store.removeTokens(grant.sender, 2);
      const again = { ...createTokens(), etag: tokens?.etag ?? '' };
      await expect(store.replaceTokens(grant.sender, again)).rejects.toMatchObject({ code: 'conflict' });
      const found = await store.read(grant.sender);
      expect([found.grant?.mailbox, found.tokens]).toEqual([grant.mailbox, undefined]);
    });

    it('removes the tokens of the generations below the one that is named', async () => {
      const store = await create();
      const grant = createGrant();
      await connectIn(store, grant, createTokens());
      const first = await readGrant(store, grant);
      await connectIn(store, { ...first, generation: 2 }, createTokens(2));
      await store.removeTokens(grant.sender, 2);
      const second = await store.read(grant.sender);
      expect(second.tokens?.generation).toBe(2);
      await store.replace({ ...(second.grant as Versioned<Grant>), generation: 1 });
      expect((await store.read(grant.sender)).tokens).toBeUndefined();
      await store.removeTokens(grant.sender, 3);
      await store.removeTokens(createSender(), 1);
    });

    it('removes no tokens of another sender', async () => {
      const store = await create();
      const [one, other] = [createGrant(), createGrant()];
      await connectIn(store, one, createTokens());
      await connectIn(store, other, createTokens());
      await store.removeTokens(one.sender, 2);
      expect((await store.read(other.sender)).tokens).toBeDefined();
    });

    it('leaves a number and a time where a grant was erased, until the next connection deletes them', async () => {
      const store = await create();
      const grant = createGrant({ generation: 7 });
      await connectIn(store, grant, createTokens(7));
      const before = await readGrant(store, grant);
      await store.erase(before, { generation: 7, erasedAt: at(5) });
      const found = await store.read(grant.sender);
      const { erased } = found;
      if (!erased) throw new Error('Nothing says that the grant was erased.');
      expect(found).toEqual({ erased: { sender: grant.sender, generation: 7, erasedAt: at(5), etag: erased.etag } });
      const next = { ...grant, generation: 8 };
      const late = connectIn(store, { ...next, etag: before.etag, erased }, createTokens(8));
      await expect(late).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.read(grant.sender)).toEqual(found);
      await connectIn(store, { ...next, erased }, createTokens(8));
      expect(await store.read(grant.sender)).toMatchObject({ grant: { generation: 8 }, tokens: { generation: 8 } });
      expect('erased' in (await store.read(grant.sender))).toBe(false);
    });

    it('connects nobody by a number that changed or is gone', async () => {
      const store = await create();
      const grant = createGrant();
      await connectIn(store, grant, createTokens());
      await store.erase(await readGrant(store, grant), { generation: 1, erasedAt: at(5) });
      const { erased } = await store.read(grant.sender);
      if (!erased) throw new Error('Nothing says that the grant was erased.');
      const next = { ...grant, generation: 2 };
      await connectIn(store, next, createTokens(2));
      await store.erase(await readGrant(store, grant), { generation: 2, erasedAt: at(6) });
      for (const change of [async () => undefined, async () => store.forget({ ...erased, etag: '*' })]) {
        await change();
        await expect(connectIn(store, { ...next, erased }, createTokens(2))).rejects.toMatchObject({
          code: 'conflict',
        });
        expect((await store.read(grant.sender)).grant).toBeUndefined();
      }
    });

    it('keeps the number beside a grant of a release that does not know it', async () => {
      const store = await create();
      const grant = createGrant({ generation: 7 });
      await connectIn(store, grant, createTokens(7));
      await store.erase(await readGrant(store, grant), { generation: 7, erasedAt: at(5) });
      await connectIn(store, { ...grant, generation: 1 }, createTokens(1));
      expect(await store.read(grant.sender)).toMatchObject({
        grant: { generation: 1 },
        tokens: { generation: 1 },
        erased: { generation: 7 },
      });
      await store.erase(await readGrant(store, grant), { generation: 8, erasedAt: at(6) });
      expect(await store.read(grant.sender)).toMatchObject({ erased: { generation: 8, erasedAt: at(6) } });
    });

    it('does not erase a grant that changed since it was read', async () => {
      const store = await create();
      const grant = createGrant();
      await connectIn(store, grant, createTokens());
      const before = await readGrant(store, grant);
      await store.replace({ ...before, refreshFailures: 1 });
      await expect(store.erase(before, { generation: 1, erasedAt: at(5) })).rejects.toMatchObject({ code: 'conflict' });
      expect(await readGrant(store, grant)).toMatchObject({ refreshFailures: 1 });
      await store.erase(await readGrant(store, grant), { generation: 1, erasedAt: at(5) });
      await expect(store.erase(before, { generation: 1, erasedAt: at(5) })).rejects.toMatchObject({ code: 'conflict' });
    });

    it('forgets what was left of an erased grant, unless the sender has connected since', async () => {
      const store = await create();
      const [one, other] = [createGrant(), createGrant()];
      for (const grant of [one, other]) {
        await connectIn(store, grant, createTokens());
        await store.erase(await readGrant(store, grant), { generation: 1, erasedAt: at(5) });
      }
      const [{ erased: first }, { erased: second }] = [await store.read(one.sender), await store.read(other.sender)];
      if (!first || !second) throw new Error('Nothing says that the grants were erased.');
      await store.forget(first);
      await store.removeTokens(one.sender, 2);
      expect(await store.read(one.sender)).toEqual({});
      await expect(store.forget(first)).rejects.toMatchObject({ code: 'conflict' });
      await connectIn(store, { ...other, generation: 2, erased: second }, createTokens(2));
      await expect(store.forget(second)).rejects.toMatchObject({ code: 'conflict' });
      expect((await readGrant(store, other)).generation).toBe(2);
    });

    it('lists no erased grant, and fills its pages with the others', async () => {
      const store = await create();
      const grants = times(5, () => createGrant());
      for (const grant of grants) await connectIn(store, grant, createTokens());
      const order = (one: Grant, another: Grant) => (one.sender.hostObjectId < another.sender.hostObjectId ? -1 : 1);
      const [first, second, ...others] = grants.toSorted(order);
      for (const grant of [first, second])
        if (grant) await store.erase(await readGrant(store, grant), { generation: 1, erasedAt: at(5) });
      const page = await store.list(hostTenantId, 2);
      expect(page.grants).toEqual(others.slice(0, 2));
      expect((await store.list(hostTenantId, 2, page.cursor)).grants).toEqual(others.slice(2));
    });

    it('lists every grant once, page by page, in key order', async () => {
      const store = await create();
      const grants = times(7, (index) => createGrant({ refreshDueAt: at(index) }));
      for (const grant of grants) await connectIn(store, grant, createTokens());
      const found: Grant[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.list(hostTenantId, 3, ...(cursor === undefined ? [] : [cursor]));
        expect(page.grants.length).toBeLessThanOrEqual(3);
        if (page.cursor) expect(page.cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        found.push(...page.grants);
        cursor = page.cursor;
      } while (cursor !== undefined && found.length < 20);
      const order = (one: Grant, other: Grant) => (one.sender.hostObjectId < other.sender.hostObjectId ? -1 : 1);
      expect(found).toEqual(grants.toSorted(order));
    });

    it('lists no grant of another host tenant, not even after that tenant’s cursor', async () => {
      const store = await create();
      const others = times(2, () => createGrant({ sender: createOtherTenantSender() }));
      const own = createGrant();
      for (const grant of [...others, own]) await connectIn(store, grant, createTokens());
      // Theirs come first in key order, so a page of one shows whether they are left out before or after it is cut.
      expect(await store.list(hostTenantId, 1)).toMatchObject({ grants: [own] });
      expect(await store.list(hostTenantId, 10)).toEqual({ grants: [own] });
      const { cursor } = await store.list(others[0]!.sender.hostTenantId, 1);
      const { grants } = await store.list(hostTenantId, 10, cursor);
      expect(grants).toEqual([own]);
    });

    it('lists nothing when nobody connected', async () => {
      const store = await create();
      expect(await store.list(hostTenantId, 10)).toEqual({ grants: [] });
    });

    it.each(['', 'x', '%%%', 'e30', 'bnVsbA', 'x'.repeat(10_000), Buffer.from('{"a":"b"}').toString('base64url')])(
      'refuses the cursor %j as a fault of the request',
      async (cursor) => {
        const store = await create();
        const refused = { code: 'invalid_request', faults: [{ pointer: 'query:cursor' }] };
        await expect(store.list(hostTenantId, 10, cursor)).rejects.toMatchObject(refused);
      },
    );
  });
}

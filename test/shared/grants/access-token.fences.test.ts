import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { FenceFell } from '../../../shared/fence.ts';
import type { GrantStore } from '../../../shared/grants/grant.ts';
import { DATA_KEY_CACHE_SECONDS } from '../../../shared/limits.ts';
import { createMessageId } from '../../../shared/outbox/message-id.ts';
import type { Sender } from '../../../shared/sender.ts';
import { createMessage } from '../../contract/samples.ts';
import { createGate } from '../outbox/outbox-fixture.ts';
import { otherTenantId } from '../sign-in/sign-in-sample.ts';
import { ann, createGrantsFixture } from './grants-fixture.ts';

const { hostTenantId } = ann;
const messageId = () => `0${createMessageId().slice(1)}`;

let fixture = createGrantsFixture();
let reads = 0;
let instance = fixture.open();
beforeEach(async () => {
  fixture = createGrantsFixture();
  await fixture.connectPerson(1);
  const grants: GrantStore = {
    ...fixture.grants,
    async read(sender) {
      reads += 1;
      return fixture.grants.read(sender);
    },
  };
  instance = fixture.open({ grants });
  reads = 0;
});

/** The token for a message that is then inserted. */
async function send(reference: string) {
  const id = messageId();
  const token = await instance.accessTokens.read(hostTenantId, reference, undefined, { messageId: id });
  await fixture.messages.insert({ ...createMessage({ sender: ann }), id }, undefined, token.fence);
  token.fence?.settle(true);
  return token;
}
/** Until the next message relies on an earlier reading; the lookup of a name included. */
async function warmUp(reference: string): Promise<void> {
  for (let message = 0; message < 4; message++) await send(reference);
  reads = 0;
  expect((await send(reference)).fence?.isUp).toBe(true);
  expect(reads).toBe(0);
}
const address = 'person1@fabrikam.com';

describe('createAccessTokens, for a message that is inserted with a fence', () => {
  it.each([
    ['the object id', ann.hostObjectId],
    ['an address', address],
  ])('gives the same token by %s without reading the grant again', async (_what, reference) => {
    await warmUp(reference);
    const { fence: _fence, ...token } = await send(reference);
    expect(token).toEqual(await instance.accessTokens.read(hostTenantId, reference));
  });

  it('reads the grant for whoever names no message', async () => {
    await warmUp(ann.hostObjectId);
    expect(await instance.accessTokens.read(hostTenantId, ann.hostObjectId)).not.toHaveProperty('fence');
    expect(reads).toBe(1);
  });

  it('is refused at once in the process that ends the connection', async () => {
    await warmUp(ann.hostObjectId);
    await instance.disconnect(ann);
    await expect(send(ann.hostObjectId)).rejects.toMatchObject({ code: 'consent_required' });
  });

  it('finds its fence gone once another process has ended the connection, and is refused from then on', async () => {
    await warmUp(ann.hostObjectId);
    await fixture.disconnect(ann);
    await expect(send(ann.hostObjectId)).rejects.toBeInstanceOf(FenceFell);
    instance = fixture.open();
    await expect(send(ann.hostObjectId)).rejects.toMatchObject({ code: 'consent_required' });
  });

  it('has its fence as long as nobody can see that the connection has ended', async () => {
    await warmUp(ann.hostObjectId);
    const gate = createGate();
    const lowerFences = async (sender: Sender) => {
      await gate.opened;
      await fixture.messages.lowerFences(sender);
    };
    const ending = fixture.open({ messages: { ...fixture.messages, lowerFences } }).disconnect(ann);
    // Everything but the end itself has been done.
    while ((await fixture.readGrant(ann)).fencesUntil?.getTime() !== 0) await setImmediate();
    expect((await send(ann.hostObjectId)).fence?.isUp).toBe(true);
    expect((await fixture.readGrant(ann)).status).toBe('connected');
    expect(await fixture.dataKeys.read(ann, 1)).toBeDefined();
    gate.open();
    await ending;
    await expect(send(ann.hostObjectId)).rejects.toBeInstanceOf(FenceFell);
  });

  it('asks again before it says that a name leads nowhere', async () => {
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), names: [] });
    await warmUp(ann.hostObjectId);
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), names: [{ kind: 'address', value: address }] });
    expect((await send(address)).mailbox).toBe(address);
  });

  it('asks again before it calls a name contested', async () => {
    const grant = await fixture.readGrant(ann);
    const contested = grant.names.map((name) => ({ ...name, contestedBy: [ann] }));
    await fixture.grants.replace({ ...grant, names: contested });
    await warmUp(ann.hostObjectId);
    await expect(send(address)).rejects.toMatchObject({ code: 'sender_ambiguous' });
    await warmUp(ann.hostObjectId);
    await fixture.grants.replace({ ...(await fixture.readGrant(ann)), names: grant.names });
    expect((await send(address)).mailbox).toBe(address);
  });

  it('reads again before it refuses because of tokens that another process has replaced since', async () => {
    await warmUp(ann.hostObjectId);
    fixture.clock.pass(DATA_KEY_CACHE_SECONDS - 1);
    await send(ann.hostObjectId);
    await fixture.connectPerson(1);
    // From here on this process has to read the key of the earlier tokens, which is gone.
    fixture.clock.pass(2);
    reads = 0;
    expect((await send(ann.hostObjectId)).grant.generation).toBe(2);
    expect(reads).toBe(1);
  });

  it('reads again before it refuses because of a home tenant in which the person was connected before', async () => {
    await warmUp(ann.hostObjectId);
    const { tenant } = fixture.served;
    const other = { ...fixture.requestOf(1), homeTenantId: otherTenantId };
    await fixture.disconnect(ann);
    await fixture.connect(other);
    if (tenant) fixture.served.tenant = { ...tenant, allowedHomeTenants: [otherTenantId] };
    expect((await send(ann.hostObjectId)).grant.homeTenantId).toBe(otherTenantId);
  });
});

/** People who look at what waits as them, and messages that wait; on the outbox in memory. */
import { createListWaiting } from '../../../shared/outbox/list-waiting.ts';
import { createRebindWaiting } from '../../../shared/outbox/rebind-waiting.ts';
import { createRefuseWaiting } from '../../../shared/outbox/refuse-waiting.ts';
import type { WaitingOwner } from '../../../shared/outbox/waiting-owner.ts';
import { validBody } from '../submission/submission-sample.ts';
import { account, caller, createOutboxFixture, hostTenantId, token } from './outbox-fixture.ts';

export const { sender: ann } = token.grant;
/** Under which the sample names its sender. */
export const annsName = validBody.sender.toLowerCase();
export const otherAccount = { ...account, homeObjectId: '00000a0e-0000-4000-8000-0000000000ff' };

/** Ann, connected, but for what a test changes. */
export const owner: WaitingOwner = { sender: ann, account, isConnected: true, names: [annsName] };
export const ben: WaitingOwner = {
  ...owner,
  sender: { hostTenantId, hostObjectId: '00000b05-0000-4000-8000-00000000000b' },
  names: ['ben@fabrikam.com'],
};

export function createWaitingFixture(...given: Parameters<typeof createOutboxFixture>) {
  const fixture = createOutboxFixture(...given);
  const later = (minutes = 600) => new Date(fixture.now().getTime() + minutes * 60_000).toISOString();
  const submit = async (changes: object = {}) => (await fixture.submit(changes, undefined, caller)).message;
  return {
    ...fixture,
    list: createListWaiting(fixture),
    refuse: createRefuseWaiting(fixture),
    rebind: createRebindWaiting(fixture),
    /** Queued, and bound to Ann and her account. */
    submitForLater: (changes: object = {}) => submit({ notBefore: later(), ...changes }),
    /** Held, for Ann where a lookup leads to her, and then as her account, if one is connected. */
    async submitHeld(bound: Partial<Awaited<ReturnType<typeof fixture.senderTokens.bind>>> = { sender: ann }) {
      fixture.senderTokens.bind = async () => ({ isConnected: false, ...bound });
      fixture.senderTokens.read = () => Promise.reject(new Error('Nobody asks for a token.'));
      return submit({ prefer: { respondAsync: true } });
    },
  };
}

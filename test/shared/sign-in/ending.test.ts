import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { ENDING_MAX_CHARACTERS } from '../../../shared/limits.ts';
import { createBrowserSecret } from '../../../shared/sign-in/browser-secret.ts';
import { buildEnding, createEndings, type Ending } from '../../../shared/sign-in/ending.ts';
import { createTransactions } from '../../../shared/sign-in/transaction.ts';
import { createMemoryConnector } from '../../fakes/memory-connector.ts';
import { clientId, homeObjectId, homeTenantId, hostObjectId, hostTenantId } from './sign-in-sample.ts';

const { vault, clock, stores } = createMemoryConnector();
const now = () => clock.now();
const endings = createEndings({ vault, now });
const secret = createBrowserSecret();
const ending: Ending = { code: 'wrong_account', requestId: 'r1', displayAddress: 'ann@fabrikam.com' };

describe('buildEnding', () => {
  const error = new ConnectorError('wrong_account', { upstreamCode: 'AADSTS1', detail: 'for the log' });
  const leg = { kind: 'refused', error, isUsed: true, hostTenantId, clientId } as const;
  const known = { code: 'wrong_account', upstreamCode: 'AADSTS1', requestId: 'r1', hostTenantId, clientId };

  it('says what is known of a leg that was refused, and nothing else of it', () => {
    const identity = { hostTenantId, hostObjectId, displayAddress: 'ann@fabrikam.com', homeTenantId, homeObjectId };
    const handles = { signedInAs: 'ben@fabrikam.com', handle: 'h', sessionHandle: 's' };
    expect(buildEnding({ ...leg, identity, ...handles }, 'r1')).toEqual({
      ...known,
      homeTenantId,
      displayAddress: 'ann@fabrikam.com',
      ...handles,
    });
  });

  it('says less of one that was refused before anybody had signed in', () => {
    expect(buildEnding(leg, 'r1')).toEqual(known);
  });
});

describe('createEndings', () => {
  it('opens what it sealed, in the same browser and for the same tab', async () => {
    const sealed = await endings.seal(secret, ending);
    expect(await endings.open(sealed, secret)).toEqual(ending);
    for (const [given, browser] of [
      [sealed, createBrowserSecret()],
      [{ ...sealed, tab: '00000000' }, secret],
      [{ ...sealed, text: '' }, secret],
      [sealed, undefined],
    ] as const)
      await expect(endings.open(given, browser)).rejects.toMatchObject({ code: 'browser_mismatch' });
  });

  it('opens no transaction, though both are sealed under the same secret', async () => {
    const transactions = createTransactions({ store: stores.transactions, vault, now });
    const { state } = await transactions.start(secret, { kind: 'farewell' });
    const text = state.split('.')[2] ?? '';
    await expect(endings.open({ tab: '00000000', text }, secret)).rejects.toMatchObject({ code: 'browser_mismatch' });
  });

  it('seals nothing that a browser would not keep, and fits the longest that is sealed elsewhere', async () => {
    const long = {
      ...ending,
      displayAddress: `${'a'.repeat(60)}@${'b'.repeat(50)}.onmicrosoft.com`,
      handle: 'h'.repeat(2_048),
    };
    expect((await endings.seal(secret, long)).text.length).toBeLessThanOrEqual(ENDING_MAX_CHARACTERS);
    const tooLong = { ...ending, signedInAs: 'a'.repeat(3_000) };
    await expect(endings.seal(secret, tooLong)).rejects.toMatchObject({ code: 'sign_in_invalid' });
  });

  it('is over after half an hour', async () => {
    const sealed = await endings.seal(secret, ending);
    clock.pass(30 * 60 - 1);
    expect(await endings.open(sealed, secret)).toEqual(ending);
    clock.pass(1);
    await expect(endings.open(sealed, secret)).rejects.toMatchObject({ code: 'request_expired' });
  });
});

import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { openForBrowser, sealForBrowser } from '../../../shared/sign-in/browser-record.ts';
import { readBrowserSecret } from '../../../shared/sign-in/browser-secret.ts';
import { addressOfEnding } from '../../../shared/storage-addresses.ts';
import { createGrantsFixture } from '../grants/grants-fixture.ts';

const { vault, clock, now } = createGrantsFixture();
const secret = readBrowserSecret('A'.repeat(43));
const address = addressOfEnding('00000000');
const content = { who: 'Ann' };
const seal = (version = 1) =>
  sealForBrowser({ vault }, secret, address, { version, expiresAt: now().getTime() + 1_000, content });
const open = (sealed: Uint8Array, version = 1, as = secret, at = address) =>
  openForBrowser({ vault, now }, as, at, { version, sealed });

describe('sealForBrowser and openForBrowser', () => {
  it('give the content back to the browser, without what was added to it', async () => {
    expect(await open(await seal())).toEqual(content);
  });

  it('refuse another browser and another address', async () => {
    const sealed = await seal();
    for (const refused of [
      open(sealed, 1, readBrowserSecret('B'.repeat(43))),
      open(sealed, 1, secret, addressOfEnding('00000001')),
    ])
      await expect(refused).rejects.toMatchObject({
        code: 'browser_mismatch',
        cause: { code: 'sealed_record_refused' },
      });
  });

  it('refuse another version, and what is too old', async () => {
    await expect(open(await seal(2))).rejects.toMatchObject({ code: 'request_expired' });
    const sealed = await seal();
    clock.pass(1);
    await expect(open(sealed)).rejects.toMatchObject({ code: 'request_expired' });
  });

  it('pass on that the vault is away', async () => {
    const failure = new ConnectorError('vault_unavailable');
    const away = { ...vault, openForBrowser: () => Promise.reject(failure) };
    const opened = openForBrowser({ vault: away, now }, secret, address, { version: 1, sealed: new Uint8Array(1) });
    await expect(opened).rejects.toBe(failure);
  });
});

import { describe, expect, it } from 'vitest';
import { createBrowserSecret, isBrowserSecret, readBrowserSecret } from '../../../shared/sign-in/browser-secret.ts';

const secret = createBrowserSecret();
const others = [undefined, '', secret.slice(1), `${secret}A`, `${secret}\n`, `${secret.slice(1)}.`];

describe('isBrowserSecret', () => {
  it('knows what createBrowserSecret makes, and nothing else', () => {
    expect(isBrowserSecret(createBrowserSecret())).toBe(true);
    expect(createBrowserSecret()).not.toBe(createBrowserSecret());
    for (const other of others) expect(isBrowserSecret(other)).toBe(false);
  });
});

describe('readBrowserSecret', () => {
  it('gives the 32 bytes, and takes any other text for another browser', () => {
    expect(readBrowserSecret(secret)).toEqual(Buffer.from(secret, 'base64url'));
    for (const other of others)
      expect(() => readBrowserSecret(other)).toThrow(expect.objectContaining({ code: 'browser_mismatch' }));
  });
});

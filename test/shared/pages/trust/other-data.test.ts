import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import {
  consoleCookies,
  endingCookies,
  farewellCookies,
  languageCookie,
  secretCookie,
  sessionCookies,
} from '../../../../functions/browser.ts';
import {
  browserCookies,
  heldElsewhere,
  LOG_RETENTION_DEFAULT_DAYS,
  VAULT_RECOVERY_DAYS,
} from '../../../../shared/pages/trust/other-data.ts';
import { KEY_BITS } from '../../../../shared/pages/trust/security-measures.ts';
import { only, readResources } from '../../../infra/expanded.ts';

const request = new HttpRequest({ method: 'GET', url: 'https://guestmail.contoso.com/api/me' });
const template = (name: string) => readFileSync(join(import.meta.dirname, '../../../../infra', name), 'utf8');

describe('browserCookies', () => {
  it('are those that the app sets, with their lifetimes, and no others', () => {
    const set = [
      secretCookie('s'),
      ...sessionCookies(request, 'handle'),
      ...endingCookies(request, undefined, { tab: '0123abcd', text: 't' }),
      ...farewellCookies(request, 'handle', 'f').cookies,
      ...consoleCookies('handle', undefined),
      languageCookie('de'),
    ];
    expect(browserCookies.map(({ what, seconds }) => [what, seconds])).toEqual(
      set.map(({ name, maxAge }) => [
        name.replace(/-[0-9a-f]{8}$/, name.includes('farewell') ? '-{id}' : '-{tab}'),
        maxAge,
      ]),
    );
    const named = readFileSync(join(import.meta.dirname, '../../../../functions/browser.ts'), 'utf8');
    expect(new Set(named.match(/(?<=')__Host-[a-z-]+(?=')/g))).toEqual(
      new Set(browserCookies.map(({ what }) => what.replace(/-\{(tab|id)\}/, ''))),
    );
  });

  it('say their lifetime in the unit of a reader', () => {
    expect(browserCookies.map(({ kept }) => kept).join()).toBe(
      '30 minutes,30 minutes,30 minutes,30 minutes,5 minutes,60 minutes,365 days',
    );
  });
});

describe('what is kept elsewhere', () => {
  it('is kept as long as the templates of the deployment say', () => {
    const main = template('main.bicep');
    expect(main).toMatch(new RegExp(`param logRetentionDays int = ${LOG_RETENTION_DEFAULT_DAYS}\\n`));
    const { properties } = only(readResources('smallest'), 'KeyVault/vaults');
    expect([properties['softDeleteRetentionInDays'], properties['enablePurgeProtection']]).toEqual([
      VAULT_RECOVERY_DAYS,
      true,
    ]);
    const kept = heldElsewhere.map((one) => one.kept).join(' ');
    expect(kept).toContain(`${LOG_RETENTION_DEFAULT_DAYS} days by default`);
    expect(kept).toContain(`${VAULT_RECOVERY_DAYS} days`);
  });

  it('is sealed under a key as long as the templates make it', () => {
    expect(only(readResources('smallest'), 'KeyVault/vaults/keys').properties['keySize']).toBe(KEY_BITS);
  });
});

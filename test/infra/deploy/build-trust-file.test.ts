import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../shared/config.ts';
import { buildTrustFile } from '../../../infra/deploy/build-trust-file.ts';
import { neededSettings } from '../../shared/config-sample.ts';

const config = readConfig({
  ...neededSettings,
  LOGO_URL: 'https://www.contoso.com/logo.svg',
  ACCENT_COLOR: '#7a1f5c',
  OUTBOUND_ADDRESSES: '203.0.113.10',
});
const file = buildTrustFile(config, 'northeurope', new Date('2026-11-29T12:00:00Z'));

describe('buildTrustFile', () => {
  it('is one file that loads nothing and runs nothing, in the colours of the organisation', () => {
    expect(file).not.toMatch(/<script|<link|<img|<iframe|<button|\ssrc=|@import|url\(/i);
    expect(file.match(/<style>/g)).toHaveLength(1);
    expect(file).toContain('#7a1f5c');
  });

  it('has everything open, because what is folded is not printed', () => {
    expect(file.match(/<details/g)).toHaveLength(1);
    expect(file).toContain('<details open>');
  });

  it('says what the page of the app says, the server of its logo included', () => {
    for (const said of [
      'Azure region northeurope',
      '203.0.113.10',
      'www.contoso.com',
      config.entraClientId,
      '29 November 2026',
    ])
      expect(file).toContain(said);
  });
});

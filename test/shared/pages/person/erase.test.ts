import { describe, expect, it } from 'vitest';
import { toText } from '../../../../shared/pages/kit/html.ts';
import { renderErase } from '../../../../shared/pages/person/erase.ts';
import { sampleContext } from '../../../browser/gallery.ts';
import { kept } from '../../../browser/sample-history.ts';
import { listForms, visibleText } from '../visible-text.ts';

describe('renderErase', () => {
  const page = toText(renderErase(sampleContext, { handle: 'the-handle', kept, homeTenantId: 'home' }));

  it('takes two steps without script', () => {
    expect(page).toMatch(/^<details>/);
    expect(listForms(page)).toEqual([
      {
        action: 'https://guestmail.contoso.com/api/me/erase',
        fields: { handle: 'the-handle' },
        button: 'Erase it now',
      },
    ]);
  });

  it('says what goes, what stays for how long and why, and what only Microsoft can withdraw', () => {
    const text = visibleText(page);
    for (const said of [
      'Is deleted The connection',
      'For up to 30 days: when, by which application and with which reference',
      'would be sent twice',
      'For 90 days: how often you have connected',
      'every email in Sent Items',
      'Microsoft keeps the permission',
    ])
      expect(text).toContain(said);
    expect(page).toContain('href="https://myapps.microsoft.com/?tenantid=home"');
    expect(text).not.toMatch(/revoked/);
  });
});

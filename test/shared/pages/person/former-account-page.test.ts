import { describe, expect, it } from 'vitest';
import { renderFormerAccountPage } from '../../../../shared/pages/person/former-account-page.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';
import { kept } from '../../../browser/sample-history.ts';
import { listForms, visibleText } from '../visible-text.ts';

const person = { ...context, signedInAs: 'ann.guest@contoso.com', handle: 'the-handle', kept };

describe('renderFormerAccountPage', () => {
  it('says that nothing is sent, and offers to remove the connection or to connect instead', () => {
    const page = renderFormerAccountPage(person);
    expect(visibleText(page)).toContain('for ann.guest@contoso.com at Contoso, but under another account');
    expect(visibleText(page)).toContain('Business Central sends nothing from it.');
    expect(listForms(page)).toEqual([
      {
        action: 'https://guestmail.contoso.com/api/me/disconnect',
        fields: { handle: 'the-handle' },
        button: 'Remove it',
      },
      {
        action: 'https://guestmail.contoso.com/api/me/erase',
        fields: { handle: 'the-handle' },
        button: 'Erase it now',
      },
      {
        action: 'https://guestmail.contoso.com/api/me/sign-out',
        fields: { handle: 'the-handle' },
        button: 'Sign out',
      },
    ]);
    expect(page).toContain('href="https://guestmail.contoso.com/api/authorize"');
    expect(visibleText(page)).not.toContain('Microsoft keeps the permission you gave');
  });

  it('leads nobody to connecting whose account cannot be connected, and says why', () => {
    const page = renderFormerAccountPage({ ...person, obstacle: { code: 'personal_account' } });
    expect(page).not.toContain('/api/authorize"');
    expect(visibleText(page)).toContain('You are a guest with a personal Microsoft account');
    expect(visibleText(page)).toContain('Who must act: An administrator of Contoso');
  });
});

import { describe, expect, it } from 'vitest';
import { renderFormerAccountPage } from '../../../../shared/pages/person/former-account-page.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';
import { listForms, visibleText } from '../visible-text.ts';

describe('renderFormerAccountPage', () => {
  it('says that nothing is sent, and offers to remove the connection or to connect instead', () => {
    const page = renderFormerAccountPage({ ...context, signedInAs: 'ann.guest@contoso.com', handle: 'the-handle' });
    expect(visibleText(page)).toContain('for ann.guest@contoso.com at Contoso, but under another account');
    expect(visibleText(page)).toContain('Business Central sends nothing from it.');
    expect(listForms(page)).toEqual([
      {
        action: 'https://guestmail.contoso.com/api/me/disconnect',
        fields: { handle: 'the-handle' },
        button: 'Remove it',
      },
      {
        action: 'https://guestmail.contoso.com/api/me/sign-out',
        fields: { handle: 'the-handle' },
        button: 'Sign out',
      },
    ]);
    expect(page).toContain('href="https://guestmail.contoso.com/api/authorize"');
  });
});

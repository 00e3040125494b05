import { describe, expect, it } from 'vitest';
import { renderConnectedPage } from '../../../../shared/pages/person/connected-page.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';
import { listForms, visibleText } from '../visible-text.ts';

const view = {
  ...context,
  mailbox: 'ann@fabrikam.com',
  signedInAs: 'ann.guest@contoso.com',
  homeTenantId: 'fab21ca3-0000-4000-8000-000000000002',
  handle: 'the-handle',
  isMailboxUnclear: false,
};

describe('renderConnectedPage', () => {
  it('says which addresses another organisation claims', () => {
    expect(visibleText(renderConnectedPage({ ...view, contested: ['ann@fabrikam.com'] }))).toContain(
      'Another organisation says that this address belongs to one of its users.',
    );
  });

  const page = renderConnectedPage(view);

  it('names the mailbox and the person it was connected for', () => {
    expect(visibleText(page)).toContain('can now send email from ann@fabrikam.com.');
    expect(visibleText(page)).toContain('ann.guest@contoso.com, user of Contoso');
  });

  it('says how to undo it', () => {
    expect(page).toContain('href="https://guestmail.contoso.com/api/me"');
    expect(page).toContain('https://myapps.microsoft.com/?tenantid=fab21ca3-0000-4000-8000-000000000002');
  });

  it('offers the test email and the disconnect of this very session', () => {
    expect(listForms(page)).toEqual([
      {
        action: 'https://guestmail.contoso.com/api/me/test',
        fields: { handle: 'the-handle' },
        button: 'Send a test email to me',
      },
      {
        action: 'https://guestmail.contoso.com/api/me/disconnect',
        fields: { handle: 'the-handle' },
        button: 'Disconnect this mailbox',
      },
      {
        action: 'https://guestmail.contoso.com/api/me/sign-out',
        fields: { handle: 'the-handle' },
        button: 'Sign out',
      },
    ]);
  });

  it('says when the mailbox could not be confirmed', () => {
    const unclear = 'Microsoft did not say clearly whether this account has a mailbox.';
    expect(visibleText(page)).not.toContain(unclear);
    expect(visibleText(renderConnectedPage({ ...view, isMailboxUnclear: true }))).toContain(unclear);
  });
});

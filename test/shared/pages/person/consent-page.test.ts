import { describe, expect, it } from 'vitest';
import { renderConsentPage } from '../../../../shared/pages/person/consent-page.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';
import { listForms, visibleText } from '../visible-text.ts';

const adminConsentUrl = 'https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=x&state=admin';

describe('renderConsentPage', () => {
  const page = renderConsentPage({ ...context, adminConsentUrl });
  const text = visibleText(page);

  it('tells everything in the order in which a careful reader asks', () => {
    const order = [
      'Let Business Central at Contoso send email as you',
      'What goes out',
      'From which address',
      'Sent Items',
      'Read, change or delete your mail',
      'Until you disconnect on your own page, even while you are signed out',
      'Continue to Microsoft',
      'choose your account, then to accept',
      'Need admin approval',
      'What Microsoft asks you',
      'user of Contoso',
      'your own organisation',
      'unverified',
      'What is kept',
      'support@contoso.com',
      'Go to Business Central',
      'Privacy',
    ];
    let from = 0;
    for (const part of order) {
      const at = text.indexOf(part, from);
      expect(at, `${part} stands after what comes before it`).toBeGreaterThanOrEqual(from);
      from = at;
    }
  });

  it('has one button, which posts nothing to /authorize', () => {
    expect(listForms(page)).toEqual([
      { action: 'https://guestmail.contoso.com/api/authorize', fields: {}, button: 'Continue to Microsoft' },
    ]);
  });

  it('carries the text for the IT department with the approval link', () => {
    expect(text).toContain(`Approve here, as an administrator: ${adminConsentUrl}`);
    expect(page).toContain('href="https://guestmail.contoso.com/api/me"');
  });

  it('leads from the approval and from what is kept to the page for IT and data protection', () => {
    const folded = [...page.matchAll(/<details>([^]*?)<\/details>/g)].map(([, inner = '']) =>
      inner.includes('href="https://guestmail.contoso.com/api/trust">Information for IT and data protection</a>'),
    );
    expect(folded).toEqual([true, false, true]);
  });

  it('names what Microsoft lists and what it is used for with Mail.ReadWrite', () => {
    const readWrite = visibleText(
      renderConsentPage({
        ...context,
        settings: { ...context.settings, mailPermission: 'Mail.ReadWrite' },
        adminConsentUrl,
      }),
    );
    expect(readWrite).toContain('“Read and write access to your mail” is used for drafts of large emails');
    expect(readWrite).toContain(
      'Read and write access to your mail: makes a draft of an email that is too large for one request',
    );
    expect(readWrite).not.toContain('What it cannot do');
    expect(text).not.toMatch(/draft/i);
    expect(text).not.toContain('Read and write access');
  });

  it('shows four facts before the button, and folds the rest', () => {
    const [before = '', after = ''] = page.split('</form>');
    expect(before.match(/<dt>/g)).toHaveLength(4);
    expect(before).not.toContain('<details>');
    expect(after.match(/<details>/g)).toHaveLength(3);
    expect(after.replace(/<details>[^]*<\/details>/, '')).not.toMatch(/<main[^]*<dt>|<h2|<pre/);
  });

  it('says for as many days as the history is kept what is kept of each email', () => {
    const settings = { ...context.settings, historyDays: 365 };
    const kept = visibleText(renderConsentPage({ ...context, settings, adminConsentUrl }));
    expect(kept).toMatch(
      /For 365 days Of each email: which application [^]*reference[^]*recipients[^]*when[^]*errors[^]*digest/,
    );
    expect(text).toContain('For 30 days Of each email');
  });

  it('says that a page has expired only to whoever comes from there', () => {
    const ended = visibleText(renderConsentPage({ ...context, adminConsentUrl, isAfterEnding: true }));
    expect(ended).toContain('not available any more');
    expect(text).not.toContain('not available any more');
  });
});

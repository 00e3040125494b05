import { describe, expect, it } from 'vitest';
import { renderTestSentPage } from '../../../../shared/pages/person/test-sent-page.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';
import { listForms, visibleText } from '../visible-text.ts';

const ownPage = 'https://guestmail.contoso.com/api/me?tab=0123abcd';
const view = {
  ...context,
  signedInAs: 'ann.guest@contoso.com',
  mailbox: 'ann@fabrikam.com',
  ownPage,
  handle: 'the-handle',
  requestId: 'the-request',
};
const signOut = {
  action: 'https://guestmail.contoso.com/api/me/sign-out',
  fields: { handle: 'the-handle' },
  button: 'Sign out',
};

describe('renderTestSentPage', () => {
  it('says that Microsoft took it, and never that it was delivered', () => {
    const page = renderTestSentPage({ ...view, outcome: { kind: 'sent' } });
    expect(visibleText(page)).toContain('Microsoft accepted a test email from ann@fabrikam.com to the same address.');
    expect(page).not.toMatch(/delivered/i);
    expect(listForms(page)).toEqual([signOut]);
  });

  it('leads back to the page of this person in this tab', () => {
    for (const kind of ['sent', 'unknown'] as const)
      expect(renderTestSentPage({ ...view, outcome: { kind } })).toContain(`href="${ownPage}"`);
  });

  it('sends the person to Sent Items when the result is not known', () => {
    const page = renderTestSentPage({ ...view, outcome: { kind: 'unknown' } });
    expect(visibleText(page)).toContain('it is not known whether the test email left ann@fabrikam.com.');
    expect(visibleText(page)).toContain('Check Sent Items');
    expect(page).toContain('the-request');
  });

  it('gives the reason of a refusal, who must act, and another try', () => {
    const page = renderTestSentPage({ ...view, outcome: { kind: 'failed', code: 'mailbox_full' } });
    expect(visibleText(page)).toContain('Your mailbox is full');
    expect(visibleText(page)).toContain('Who must act You');
    expect(listForms(page)).toEqual([
      {
        action: 'https://guestmail.contoso.com/api/me/test',
        fields: { handle: 'the-handle' },
        button: 'Send another test email',
      },
      signOut,
    ]);
  });

  it.each([
    [{ kind: 'sent' }, 'good'],
    [{ kind: 'unknown' }, 'bad'],
    [{ kind: 'failed', code: 'mailbox_full' }, 'bad'],
  ] as const)('shows at a glance whether %j is good', (outcome, mark) => {
    expect(renderTestSentPage({ ...view, outcome }).match(/class="mark (\w+)"/)?.[1]).toBe(mark);
  });

  it('makes passing it on the primary action where others must act', () => {
    const primary = (code: 'mailbox_full' | 'mailbox_blocked') =>
      renderTestSentPage({ ...view, outcome: { kind: 'failed', code } }).match(/class="[^"]*primary[^>]*>[^<]*/g);
    expect(primary('mailbox_blocked')).toEqual([expect.stringContaining('Email this text')]);
    expect(primary('mailbox_full')).toEqual([expect.stringContaining('Send another test email')]);
  });

  it('says who is signed in, whatever the result', () => {
    for (const outcome of [{ kind: 'sent' }, { kind: 'unknown' }, { kind: 'failed', code: 'mailbox_full' }] as const)
      expect(visibleText(renderTestSentPage({ ...view, outcome }))).toContain(
        'Not you? You are signed in here as ann.guest@contoso.com.',
      );
  });
});

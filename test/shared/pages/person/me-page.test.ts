import { describe, expect, it } from 'vitest';
import { renderMePage } from '../../../../shared/pages/person/me-page.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';
import { kept, sampleHistory, sent } from '../../../browser/sample-history.ts';
import { listForms, visibleText } from '../visible-text.ts';

const connection = {
  ...context,
  signedInAs: 'ann.guest@contoso.com',
  handle: 'the-handle',
  mailbox: 'ann@fabrikam.com',
  homeTenantId: 'fab21ca3-0000-4000-8000-000000000002',
  connectedAt: new Date('2026-11-24T23:59:59Z'),
  refreshedAt: new Date('2026-12-20T00:00:00Z'),
};

describe('renderMePage', () => {
  it('offers nothing but the sign-in before it', () => {
    const page = renderMePage({ ...context, kind: 'signed_out' });
    expect(listForms(page)).toEqual([
      {
        action: 'https://guestmail.contoso.com/api/authorize',
        fields: { purpose: 'me' },
        button: 'Sign in with Microsoft',
      },
    ]);
  });

  it('leads to the consent page or to another account when nothing is connected', () => {
    const page = renderMePage({
      ...context,
      kind: 'not_connected',
      signedInAs: 'ann.guest@contoso.com',
      handle: 'the-handle',
    });
    expect(visibleText(page)).toContain('Nothing is connected for ann.guest@contoso.com.');
    expect(page).toContain('class="button primary" href="https://guestmail.contoso.com/api/authorize"');
    expect(listForms(page)).toEqual([
      {
        action: 'https://guestmail.contoso.com/api/authorize',
        fields: { purpose: 'me' },
        button: 'Sign in with another account',
      },
      {
        action: 'https://guestmail.contoso.com/api/me/sign-out',
        fields: { handle: 'the-handle' },
        button: 'Sign out',
      },
    ]);
  });

  it('shows mailbox, person and dates of a connection, with test and disconnect', () => {
    const page = renderMePage({ ...connection, kind: 'connected' });
    expect(visibleText(page)).toContain('Mailbox ann@fabrikam.com For ann.guest@contoso.com, user of Contoso');
    expect(page).toContain('<time datetime="2026-11-24T23:59:59.000Z">24 November 2026</time>');
    expect(page).toContain('<time datetime="2026-12-20T00:00:00.000Z">20 December 2026</time>');
    expect(listForms(page).map(({ action, fields }) => [action, fields])).toEqual([
      ['https://guestmail.contoso.com/api/me/test', { handle: 'the-handle' }],
      ['https://guestmail.contoso.com/api/me/disconnect', { handle: 'the-handle' }],
      ['https://guestmail.contoso.com/api/me/sign-out', { handle: 'the-handle' }],
    ]);
  });

  it('says which addresses another organisation claims, and nothing of that while none is', () => {
    const contested = ['ann@fabrikam.com', '<b>@fabrikam.com'];
    const page = renderMePage({ ...connection, kind: 'connected', contested });
    expect(visibleText(page)).toContain('cannot find either of you by it');
    expect(page).toContain('&lt;b&gt;@fabrikam.com');
    const text = visibleText(renderMePage({ ...connection, kind: 'connected', contested: [] }));
    expect(text).not.toContain('Another organisation');
  });

  it('says what the problem is, who must act, and what to pass on', () => {
    const problem = { code: 'blocked_by_home_policy', upstreamCode: 'AADSTS53003' } as const;
    const text = visibleText(renderMePage({ ...connection, kind: 'connected', problem }));
    expect(text).toContain('may be unable to send email as you at the moment.');
    expect(text).toContain('A sign-in policy of your organisation blocks this connector');
    expect(text).toContain('Who must act: The IT department of your own organisation');
    expect(text).toContain('AADSTS53003');
    expect(text).toContain('203.0.113.10');
  });

  it.each(['connected', 'reconsent_required'] as const)(
    'makes passing it on the primary action where others must act, beside the other ones (%s)',
    (kind) => {
      const page = renderMePage({ ...connection, kind, problem: { code: 'account_unavailable' } });
      expect(page.match(/class="[^"]*primary[^>]*>[^<]*/g)).toEqual([expect.stringContaining('Email this text')]);
      const [{ button } = { button: '' }] = listForms(page);
      expect(button).toBe(kind === 'connected' ? 'Send a test email to me' : 'Connect again');
      expect(visibleText(page)).not.toContain('email as you until you connect again');
    },
  );

  it('says which permission is wanted, that sending works without, and offers to connect again beside the test', () => {
    const page = renderMePage({ ...connection, kind: 'connected', wants: ['Mail.ReadWrite', 'Something.New'] });
    expect(visibleText(page)).toContain('can send email as you, from your mailbox.');
    expect(visibleText(page)).toContain('Read and write access to your mail, Something.New. Sending works without it.');
    expect(listForms(page).map(({ action, button }) => [action, button])).toEqual([
      ['https://guestmail.contoso.com/api/me/test', 'Send a test email to me'],
      ['https://guestmail.contoso.com/api/authorize', 'Connect again'],
      ['https://guestmail.contoso.com/api/me/disconnect', 'Disconnect this mailbox'],
      ['https://guestmail.contoso.com/api/me/sign-out', 'Sign out'],
    ]);
  });

  it('offers to connect again when the connection has ended', () => {
    const page = renderMePage({ ...connection, kind: 'reconsent_required', problem: { code: 'consent_required' } });
    expect(visibleText(page)).toContain('can no longer send email as you until you connect again.');
    expect(listForms(page).map(({ action, button }) => [action, button])).toEqual([
      ['https://guestmail.contoso.com/api/authorize', 'Connect again'],
      ['https://guestmail.contoso.com/api/me/disconnect', 'Disconnect this mailbox'],
      ['https://guestmail.contoso.com/api/me/sign-out', 'Sign out'],
    ]);
  });

  it('offers to connect again, and no test, when our app was replaced', () => {
    const page = renderMePage({ ...connection, kind: 'connected', problem: { code: 'registration_changed' } });
    expect(listForms(page).map(({ button }) => button)).toEqual([
      'Connect again',
      'Disconnect this mailbox',
      'Sign out',
    ]);
  });

  it('names person and mailbox once, and says when the connection was last used', () => {
    const history = { ...sent, history: sampleHistory };
    const named = { ...connection, name: 'Ann Beebe', signedInAs: 'Ann@Fabrikam.com', sent: history, kept };
    const text = visibleText(renderMePage({ ...named, kind: 'connected' }));
    expect(text).toContain('Mailbox ann@fabrikam.com For Ann Beebe, user of Contoso Connected since');
    expect(text.match(/ann@fabrikam\.com/gi)).toHaveLength(1);
    expect(text).toContain('Last used 28 Nov 2026, 14:32 UTC');
    expect(text).toContain('You are signed in here as Ann Beebe.');
    const other = visibleText(renderMePage({ ...named, signedInAs: 'ann.guest@contoso.com', kind: 'connected' }));
    expect(other).toContain('For Ann Beebe (ann.guest@contoso.com), user of Contoso');
  });

  it('offers to erase where something is kept, connected or not', () => {
    const { mailbox: _mailbox, ...person } = connection;
    for (const page of [
      renderMePage({ ...connection, kind: 'connected', kept }),
      renderMePage({ ...person, kind: 'not_connected', kept }),
    ])
      expect(listForms(page)).toContainEqual({
        action: 'https://guestmail.contoso.com/api/me/erase',
        fields: { handle: 'the-handle' },
        button: 'Erase it now',
      });
    expect(renderMePage({ ...person, kind: 'not_connected' })).not.toContain('/me/erase');
  });

  it.each([
    ['personal_account', 'An administrator of Contoso'],
    ['no_home_tenant', 'An administrator of Contoso'],
    ['home_tenant_not_allowed', 'The operator of this page for Contoso'],
  ] as const)(
    'offers nobody to connect whose account cannot be, and says why and who can change it: %s',
    (code, who) => {
      const { mailbox: _mailbox, ...person } = connection;
      const obstacle = { code };
      const page = renderMePage({ ...person, kind: 'not_connected', obstacle });
      expect(visibleText(page)).toContain(`${context.texts.sentences[code]} Who must act: ${who}`);
      expect(page).not.toContain('href="https://guestmail.contoso.com/api/authorize"');
      expect(listForms(page).map(({ button }) => button)).toEqual(['Sign in with another account', 'Sign out']);
      const ended = renderMePage({ ...connection, kind: 'reconsent_required', problem: obstacle, obstacle });
      expect(listForms(ended).map(({ button }) => button)).toEqual(['Disconnect this mailbox', 'Sign out']);
    },
  );

  it('says who is signed in on each page of a person, and on no other', () => {
    const named = 'Not you? You are signed in here as ann.guest@contoso.com.';
    const { mailbox: _mailbox, ...person } = connection;
    expect(visibleText(renderMePage({ ...person, kind: 'not_connected' }))).toContain(named);
    for (const kind of ['connected', 'reconsent_required'] as const)
      expect(visibleText(renderMePage({ ...connection, kind }))).toContain(named);
    expect(visibleText(renderMePage({ ...context, kind: 'signed_out' }))).not.toContain('Not you?');
  });
});

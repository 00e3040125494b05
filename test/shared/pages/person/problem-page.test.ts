import { describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode } from '../../../../shared/outcomes.ts';
import { actorOf } from '../../../../shared/pages/person/problem-actor.ts';
import { renderProblemPage } from '../../../../shared/pages/person/problem-page.ts';
import { isForOthers } from '../../../../shared/pages/person/problem-remedy.ts';
import { languages } from '../../../../shared/pages/text/languages.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';
import { catalogues } from '../text/all-texts.ts';
import { listForms, visibleText } from '../visible-text.ts';

const adminConsentUrl =
  'https://login.microsoftonline.com/fab21ca3-0000-4000-8000-000000000002/v2.0/adminconsent?client_id=x';
const render = (code: ErrorCode, rest: Partial<Parameters<typeof renderProblemPage>[0]> = {}) =>
  renderProblemPage({ ...context, code, adminConsentUrl, requestId: 'the-request', ...rest });
const wayOut = (page: string) => /class="button primary" href="([^"]*)"\s*>([^<]*)</.exec(page)?.slice(1);

describe('renderProblemPage', () => {
  it('says what happened, who must act, and the request id', () => {
    const text = visibleText(render('request_expired'));
    expect(text).toContain('This sign-in is no longer valid This sign-in was started more than 30 minutes ago');
    expect(text).toContain('Who must act You');
    expect(text).toContain('Request id: the-request');
  });

  it('leads back to the consent page', () => {
    expect(wayOut(render('request_expired'))).toEqual(['https://guestmail.contoso.com/api/authorize', 'Start again']);
    expect(wayOut(render('not_found'))).toEqual([
      'https://guestmail.contoso.com/api/authorize',
      'Go to the start page',
    ]);
  });

  it('names both accounts and offers to choose again', () => {
    const accounts = { expected: 'ann@fabrikam.com', signedInAs: 'ben@fabrikam.com', restart: 'the-handle' };
    const page = render('wrong_account', { accounts });
    expect(visibleText(page)).toContain('At Contoso You are ann@fabrikam.com.');
    expect(visibleText(page)).toContain('For the mailbox You signed in as ben@fabrikam.com.');
    expect(listForms(page)).toEqual([
      {
        action: 'https://guestmail.contoso.com/api/authorize',
        fields: { restart: 'the-handle' },
        button: 'Choose the account again',
      },
    ]);
    expect(visibleText(render('wrong_account', { accounts: { ...accounts, signedInAs: '' } }))).toContain(
      'You signed in as somebody else.',
    );
  });

  it('lets somebody else start over after a wrong account', () => {
    const accounts = { expected: 'ann@fabrikam.com', signedInAs: '', restart: 'the-handle' };
    expect(visibleText(render('wrong_account', { accounts }))).toContain('Not you? Start again');
  });

  it('lets a person who is signed in sign out, and leads them back to their connection', () => {
    const page = render('too_many_tests', { person: { signedInAs: 'ann.guest@contoso.com', handle: 'the-handle' } });
    expect(visibleText(page)).toContain('You are signed in here as ann.guest@contoso.com.');
    expect(listForms(page)).toEqual([
      {
        action: 'https://guestmail.contoso.com/api/me/sign-out',
        fields: { handle: 'the-handle' },
        button: 'Sign out',
      },
    ]);
    expect(wayOut(page)).toEqual(['https://guestmail.contoso.com/api/me', 'See your connection']);
  });

  it.each<ErrorCode>([
    'admin_approval_required',
    'admin_approval_likely',
    'host_approval_required',
    'host_approval_likely',
  ])('carries the approval link and a text to pass on for %s', (code) => {
    const page = render(code);
    expect(visibleText(page)).toContain(`Approve here, as an administrator: ${adminConsentUrl}`);
    expect(visibleText(page)).toContain(context.settings.entraClientId);
    expect(page).toContain(`<a href="${adminConsentUrl}">`);
  });

  it.each<ErrorCode>(['blocked_by_home_policy', 'sign_in_frequency'])(
    'names app id, addresses and Microsoft’s code for %s',
    (code) => {
      const text = visibleText(render(code, { upstreamCode: 'AADSTS53003' }));
      expect(text).toContain(context.settings.entraClientId);
      expect(text).toContain('203.0.113.10, 203.0.113.11');
      expect(text).toContain('AADSTS53003');
    },
  );

  it.each<ErrorCode>(['personal_account', 'no_home_tenant'])(
    'has a text for the inviting organisation for %s',
    (code) => {
      expect(visibleText(render(code))).toContain(
        'Please reset my guest invitation in the Microsoft Entra directory of Contoso.',
      );
    },
  );

  it('offers to start again as the second action where somebody else must act, and as the first where the person must', () => {
    for (const code of Object.keys(outcomes) as ErrorCode[]) {
      const [href, label] = wayOut(render(code)) ?? [];
      const isOthers = isForOthers({ code });
      if (!isOthers) expect([code, href?.startsWith('https://guestmail.contoso.com/api/')]).toEqual([code, true]);
      else {
        expect([code, label]).toEqual([code, actorOf(code) === 'operator' ? 'Tell the operator' : 'Email this text']);
        expect(render(code)).toContain(
          '<a class="button" href="https://guestmail.contoso.com/api/authorize">Start again</a>',
        );
      }
    }
  });

  it.each(languages)('names the start page on the button wherever the sentence does, in %s', (language) => {
    const texts = catalogues[language];
    const lastSentence = (code: ErrorCode) => texts.sentences[code].split(/(?<=[.!?]) /).at(-1);
    const codes = (Object.keys(outcomes) as ErrorCode[]).filter(
      (code) => lastSentence(code) === lastSentence('invalid_request'),
    );
    expect(codes.length).toBeGreaterThan(5);
    for (const code of codes)
      expect([code, wayOut(render(code, { texts }))?.[1]]).toEqual([code, texts.ways.startPage]);
  });

  it.each<ErrorCode>(['admin_approval_required', 'admin_approval_likely'])(
    'says that the text to pass on is on this very page, and has it (%s)',
    (code) => {
      const text = visibleText(
        renderProblemPage({ ...context, code, adminConsentUrl: 'https://login.microsoftonline.com/x' }),
      );
      expect(text).toMatch(/with the text on (this|the) page[^]*Please approve an app in Microsoft Entra/);
    },
  );

  it('says to a person who declined what they can do, and nothing of an IT department', () => {
    const page = render('consent_declined');
    expect(visibleText(page)).toContain('You declined the permission');
    expect(visibleText(page)).not.toContain('IT department');
    expect(wayOut(page)?.[1]).toBe('Start again');
  });

  it('leads whoever used a form of their own page that is out of date back there, and to no new connection', () => {
    const page = renderProblemPage({ ...context, code: 'request_expired', isOwnForm: true });
    expect(visibleText(page)).toContain('so nothing was done. Sign in again on your own page.');
    expect(wayOut(page)).toEqual(['https://guestmail.contoso.com/api/me', 'See your connection']);
    expect(page).not.toContain('/authorize"');
  });

  it('leads to the connection that stands in the way', () => {
    expect(wayOut(render('other_mailbox_connected'))).toEqual([
      'https://guestmail.contoso.com/api/me',
      'See your connection',
    ]);
  });

  it('lets a person confirm that their mailbox replaces the connection of another account', () => {
    const page = renderProblemPage({ ...context, code: 'identity_changed', replacement: 'the-handle' });
    expect(listForms(page)).toEqual([
      {
        action: 'https://guestmail.contoso.com/api/authorize',
        fields: { restart: 'the-handle' },
        button: 'Replace it with my mailbox',
      },
    ]);
    const person = { signedInAs: 'ann.guest@contoso.com', handle: 'the-session' };
    const own = renderProblemPage({ ...context, code: 'identity_changed', replacement: 'the-handle', person });
    expect(visibleText(own)).toContain('Not you? You are signed in here as ann.guest@contoso.com.');
    expect(listForms(own).map(({ fields, button }) => [button, fields])).toEqual([
      ['Replace it with my mailbox', { restart: 'the-handle' }],
      ['Sign out', { handle: 'the-session' }],
    ]);
    expect(wayOut(render('identity_changed'))).toEqual(['https://guestmail.contoso.com/api/me', 'See your connection']);
  });

  it('leads to the consent page when nothing is connected', () => {
    expect(wayOut(render('consent_required'))).toEqual([
      'https://guestmail.contoso.com/api/authorize',
      'Connect your mailbox',
    ]);
  });
});

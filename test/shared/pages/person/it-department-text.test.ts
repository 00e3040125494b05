import { describe, expect, it } from 'vitest';
import { homeScopes } from '../../../../shared/oauth/scopes.ts';
import { buildAdminConsentUrl } from '../../../../shared/oauth/authorization-request.ts';
import { buildMailLink } from '../../../../shared/pages/kit/mail-link.ts';
import {
  buildItDepartmentText,
  listSpareParagraphs,
  type ItDepartmentTextView,
} from '../../../../shared/pages/person/it-department-text.ts';
import { languages } from '../../../../shared/pages/text/languages.ts';
import { sampleContext as context, sampleSettings as settings, sparseSettings } from '../../../browser/gallery.ts';
import { catalogues } from '../text/all-texts.ts';

const adminConsentUrl = 'https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=x&state=admin';

describe('buildItDepartmentText', () => {
  it('names app, every permission with its reason, link, addresses and contact for an approval', () => {
    const text = buildItDepartmentText({ ...context, request: { kind: 'approval', adminConsentUrl } });
    expect(text).toContain(`App (client) id: ${settings.entraClientId}`);
    for (const scope of ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send']) {
      expect(text).toMatch(new RegExp(`^- ${scope.replace('.', '\\.')}: .+`, 'm'));
    }
    expect(text).not.toContain('Mail.ReadWrite');
    expect(text).toContain('Not asked for: reading or deleting mail');
    expect(text).toContain(`\n${adminConsentUrl}\n`);
    expect(text).toContain('203.0.113.10, 203.0.113.11');
    expect(text).toContain('Questions: support@contoso.com');
  });

  it('does not claim that mail cannot be read where Mail.ReadWrite is asked for', () => {
    const request = { kind: 'approval', adminConsentUrl } as const;
    const text = buildItDepartmentText({
      ...context,
      settings: { ...settings, mailPermission: 'Mail.ReadWrite' },
      request,
    });
    expect(text).toMatch(/^- Mail\.ReadWrite: asked for by the operator, and not used so far/m);
    expect(text).not.toContain('reading or deleting mail');
  });

  it('names Microsoft’s code and the addresses when a policy blocks', () => {
    const text = buildItDepartmentText({
      ...context,
      request: { kind: 'policy', at: 'home', upstreamCode: 'AADSTS53003' },
    });
    expect(text).toContain("Microsoft's code: AADSTS53003");
    expect(text).toContain('203.0.113.10');
    expect(text).toContain(settings.entraClientId);
    expect(text).not.toContain('adminconsent');
  });

  it('names no addresses where they are not set, and says which app to exempt and where to look', () => {
    for (const at of ['home', 'host'] as const) {
      const text = buildItDepartmentText({ ...context, settings: sparseSettings, request: { kind: 'policy', at } });
      expect(text).not.toMatch(/addresses|named location|undefined/);
      expect(text).toContain(`App (client) id: ${sparseSettings.entraClientId}`);
      expect(text).toContain('Sign-in logs, User sign-ins (non-interactive)');
    }
  });

  it('asks the host organisation for no mail permission', () => {
    const text = buildItDepartmentText({ ...context, request: { kind: 'host_approval', adminConsentUrl } });
    expect(text).toContain('directory of Contoso');
    expect(text).not.toContain('Mail.Send');
  });

  it.each(['access', 'assignment', 'policy'] as const)(
    'names whose directory it is about for %s, and asks the host organisation for no mail permission',
    (kind) => {
      const of = (at: 'home' | 'host') =>
        buildItDepartmentText({ ...context, request: { kind, at, upstreamCode: 'AADSTS7' } });
      expect(of('host')).toMatch(/^Please [^.]+ in the Microsoft Entra directory of Contoso\.\n/);
      expect(of('home')).toMatch(/^Please [^.]+ in Microsoft Entra\.\n/);
      expect(['host', 'home'].map((at) => of(at as 'home').includes('Mail.Send'))).toEqual([false, true]);
      for (const at of ['home', 'host'] as const) expect(of(at)).toContain("Microsoft's code: AADSTS7");
    },
  );

  it('asks for access where a tenant keeps the app out, and for assignment where it has not assigned it', () => {
    const of = (kind: 'access' | 'assignment', at: 'home' | 'host') =>
      buildItDepartmentText({ ...context, request: { kind, at } });
    expect(of('access', 'home')).toContain('outbound to Contoso');
    expect(of('access', 'host')).toContain('inbound');
    expect(of('assignment', 'home')).toContain('Please assign me to an app');
  });

  it('passes on any other problem in the words of the page', () => {
    const request = { kind: 'other', at: 'home', sentence: 'Your mailbox is blocked.' } as const;
    expect(buildItDepartmentText({ ...context, request })).toContain('The app says: “Your mailbox is blocked.”');
  });
});

describe('listSpareParagraphs', () => {
  it.each(languages)('leaves app, permissions and link in the email that asks for an approval, in %s', (language) => {
    for (const mailPermission of ['Mail.Send', 'Mail.ReadWrite'] as const) {
      const scopes = homeScopes(mailPermission);
      const url = buildAdminConsentUrl({
        authority: 'https://login.microsoftonline.com',
        tenantId: settings.entraClientId,
        clientId: settings.entraClientId,
        redirectUri: 'https://guestmail-contoso.azurewebsites.net/api/callback',
        scopes,
      });
      const view: ItDepartmentTextView = {
        texts: catalogues[language],
        settings: { ...settings, mailPermission },
        request: { kind: 'approval', adminConsentUrl: url },
      };
      const { itDepartment, frame } = view.texts;
      const text = buildItDepartmentText(view);
      const subject = itDepartment.subject(settings.erpName, settings.hostName);
      const link = buildMailLink({
        to: '',
        subject,
        text,
        spare: listSpareParagraphs(view),
        shortened: frame.shortened,
      });
      expect(link.length).toBeLessThanOrEqual(2_000);
      const body = new URL(link).searchParams.get('body') ?? '';
      for (const needed of [itDepartment.appId(settings.entraClientId), ...scopes.map((scope) => `- ${scope}`), url])
        expect(body).toContain(needed);
    }
  });

  it('keeps what tells which policy, and gives up the permissions, which were given already', () => {
    const view: ItDepartmentTextView = { ...context, request: { kind: 'policy', at: 'home' } };
    const [spare = '', ...others] = listSpareParagraphs(view);
    expect([spare.startsWith(context.texts.itDepartment.permissions), others]).toEqual([true, []]);
  });
});

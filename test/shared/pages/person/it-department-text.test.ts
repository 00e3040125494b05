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
import {
  renderGallery,
  sampleContext as context,
  sampleSettings as settings,
  sparseSettings,
} from '../../../browser/gallery.ts';
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
    expect(text).toContain('how to revoke it: https://guestmail.contoso.com/api/trust');
  });

  it('does not claim that mail cannot be read where Mail.ReadWrite is asked for', () => {
    const request = { kind: 'approval', adminConsentUrl } as const;
    const text = buildItDepartmentText({
      ...context,
      settings: { ...settings, mailPermission: 'Mail.ReadWrite' },
      request,
    });
    expect(text).toMatch(/^- Mail\.ReadWrite: makes a draft of an email that is too large for one request/m);
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

  it.each(['access', 'assignment', 'policy', 'host_approval'] as const)(
    'says for %s where to read what the app is',
    (kind) => {
      const request = kind === 'host_approval' ? { kind, adminConsentUrl } : { kind, at: 'home' as const };
      expect(buildItDepartmentText({ ...context, request })).toContain(
        '\n\nWhat the app is, what it keeps, and how to revoke it: ',
      );
    },
  );

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
      const { itDepartment } = view.texts;
      const body = readMail(view);
      const details = itDepartment.details('https://guestmail.contoso.com/api/trust');
      for (const needed of [
        itDepartment.appId(settings.entraClientId),
        ...scopes.map((scope) => `- ${scope}`),
        url,
        details,
      ])
        expect(body).toContain(needed);
    }
  });

  const addresses = Array.from({ length: 60 }, (_, index) => `203.0.113.${index}`).join(', ');

  it.each(languages)('leaves every email with what is asked, the app, and where to act, in %s', (language) => {
    const texts = catalogues[language];
    const { itDepartment } = texts;
    const upstreamCode = 'AADSTS53003';
    const sentence = texts.sentences.mailbox_on_premises;
    const kept: Record<string, (string | undefined)[]> = {};
    for (const at of ['home', 'host'] as const)
      for (const from of [settings, sparseSettings, { ...sparseSettings, outboundAddresses: addresses }])
        for (const kind of ['access', 'assignment', 'policy', 'other'] as const) {
          const view = { texts, settings: from, request: { kind, at, upstreamCode, sentence } };
          const body = readMail(view);
          const reason = at === 'host' ? itDepartment.hostAccessReason : itDepartment.accessReason(from.hostName);
          const needed = [
            itDepartment.appId(from.entraClientId),
            itDepartment.microsoftCode(upstreamCode),
            ...{
              access: [reason],
              assignment: [itDepartment.assignmentReason],
              policy: [itDepartment.policyLog],
              other: [itDepartment.said(sentence)],
            }[kind],
          ];
          const lost = needed.filter((paragraph) => !body.includes(paragraph));
          if (lost.length > 0) kept[`${kind} ${at} ${from.hostName}`] = lost;
        }
    expect(kept).toEqual({});
  });

  it('gives up the permissions, which were given already, before anything that tells of a policy', () => {
    const view: ItDepartmentTextView = { ...context, request: { kind: 'policy', at: 'home' } };
    const { permissions, purpose, policyReason, policyAddresses } = context.texts.itDepartment;
    const { erpName, hostName, outboundAddresses = '' } = settings;
    const spare = listSpareParagraphs(view);
    expect(spare[0]?.startsWith(permissions)).toBe(true);
    expect(spare.slice(2)).toEqual([purpose(erpName, hostName), policyReason, policyAddresses(outboundAddresses)]);
  });
});

describe('every page with a text to pass on', () => {
  it.each(languages)('has an email that every program takes, which leaves out only what it may, in %s', (language) => {
    const texts = catalogues[language];
    const faults: string[] = [];
    for (const from of [settings, sparseSettings])
      for (const [name, markup] of renderGallery(from, texts))
        for (const [, text = '', href = ''] of markup.matchAll(/<pre id="[^"]*">([^]*?)<\/pre>[^]*?href="([^"]*)"/g)) {
          const link = unescape(href);
          if (link.length > 2_000) faults.push(`${name} is too long`);
          if (!link.startsWith('mailto:')) continue;
          const mailed = new URL(link).searchParams.get('body')?.replaceAll('\r\n', '\n').split('\n\n') ?? [];
          const left = unescape(text)
            .split('\n\n')
            .filter((paragraph) => !mailed.includes(paragraph));
          if (mailed.includes(texts.frame.shortened) !== left.length > 0) faults.push(`${name} does not say so`);
          // Never the app, nor an address or a code by which to find what it is about.
          const isNeeded = (paragraph: string) => /adminconsent|AADSTS|^[^\n]*: ?[0-9a-f]{8}-/.test(paragraph);
          faults.push(...left.filter((one) => isNeeded(one) || one === texts.itDepartment.policyLog));
        }
    expect(faults).toEqual([]);
  });
});

function readMail(view: ItDepartmentTextView): string {
  const { frame, itDepartment } = view.texts;
  const link = buildMailLink({
    to: '',
    subject: itDepartment.subject(view.settings.erpName, view.settings.hostName),
    text: buildItDepartmentText(view),
    spare: listSpareParagraphs(view),
    shortened: frame.shortened,
  });
  expect(link.length).toBeLessThanOrEqual(2_000);
  return new URL(link).searchParams.get('body')?.replaceAll('\r\n', '\n') ?? '';
}

function unescape(markup: string): string {
  const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`', amp: '&' };
  return markup.replace(/&(#?\w+);/g, (entity, name: string) => characters[name] ?? entity);
}

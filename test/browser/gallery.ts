/**
 * Every page in every variant, served with the headers it really has, for tests and for people who work on pages.
 *
 * `node test/browser/gallery.ts` prints an address with the list of all pages; `?lang=de` shows one in German. Views are samples;
 * nothing behind a button works.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { outcomes, type ErrorCode } from '../../shared/outcomes.ts';
import { renderAdminConsentPage } from '../../shared/pages/person/admin-consent-page.ts';
import { assetHeaders, buildPageHeaders, listAssets } from '../../shared/pages/kit/assets.ts';
import { renderErrorsPage } from '../../shared/pages/docs/errors-page.ts';
import { renderConnectedPage } from '../../shared/pages/person/connected-page.ts';
import { renderConsentPage } from '../../shared/pages/person/consent-page.ts';
import { renderDisconnectedPage } from '../../shared/pages/person/disconnected-page.ts';
import { renderFormerAccountPage } from '../../shared/pages/person/former-account-page.ts';
import { renderMePage } from '../../shared/pages/person/me-page.ts';
import type { PersonContext } from '../../shared/pages/person/person-context.ts';
import type { PersonSettings } from '../../shared/pages/person/person-settings.ts';
import { renderProblemPage } from '../../shared/pages/person/problem-page.ts';
import { renderTestSentPage } from '../../shared/pages/person/test-sent-page.ts';
import { lookUp } from '../../shared/pages/text/choose-language.ts';
import { en, type Texts } from '../../shared/pages/text/en.ts';
import { catalogues } from '../shared/pages/text/all-texts.ts';
import { checkerSource } from './inspect.ts';
import { renderCheckPages } from './sample-check.ts';
import { kept, renderHistoryPages, sampleHistory, sent } from './sample-history.ts';
import { renderTrustSample } from './sample-trust.ts';
import { renderWaitingPages } from './sample-waiting.ts';

/** A complete installation at Contoso. */
export const sampleSettings: PersonSettings = {
  publicUrl: 'https://guestmail.contoso.com/api',
  entraAuthority: 'https://login.microsoftonline.com',
  entraClientId: '5a3c1b7e-0000-4000-8000-00000000c11e',
  mailPermission: 'Mail.Send',
  outboundAddresses: '203.0.113.10, 203.0.113.11',
  hostName: 'Contoso',
  erpName: 'Business Central',
  erpUrl: 'https://businesscentral.dynamics.com/',
  supportContact: 'support@contoso.com',
  privacyUrl: 'https://www.contoso.com/privacy',
  historyDays: 30,
};

/** For pages of these settings in this language. */
export function createContext(settings = sampleSettings, texts: Texts = en): PersonContext {
  return { settings, texts, languageUrl: (language) => `${settings.publicUrl}/authorize?lang=${language}` };
}

export const sampleContext = createContext();

/** Only what every installation has, with the longest names that the settings take. */
export const sparseSettings: PersonSettings = {
  publicUrl: 'https://guestmail.contoso.com',
  entraAuthority: 'https://login.microsoftonline.us',
  entraClientId: sampleSettings.entraClientId,
  mailPermission: 'Mail.ReadWrite',
  hostName: `Contoso ${'Aktiengesellschaft'.repeat(5)}`.slice(0, 100),
  erpName: 'Dynamics365FinanceAndOperations'.repeat(4).slice(0, 100),
  historyDays: 3_650,
};

const homeTenantId = 'fab21ca3-0000-4000-8000-000000000002';
const handle = `${'h'.repeat(43)}.c0a7050c-0000-4000-8000-000000000001.00000b05-0000-4000-8000-000000000001`;
const requestId = '0f8fad5b-d9cb-469f-a165-70867728950e';
const mailbox = 'ann@fabrikam.com';
const ownPage = 'https://guestmail.contoso.com/api/me?tab=0123abcd';
const adminConsentUrl =
  `https://login.microsoftonline.com/${homeTenantId}/v2.0/adminconsent?client_id=${sampleSettings.entraClientId}` +
  '&scope=openid+profile+offline_access+User.Read+Mail.Send' +
  '&redirect_uri=https%3A%2F%2Fguestmail.contoso.com%2Fapi%2Fcallback&state=admin';

/** By name, `folder/variant`. */
export function renderGallery(settings = sampleSettings, texts: Texts = en): Map<string, string> {
  const context = createContext(settings, texts);
  const person = { signedInAs: mailbox, name: 'Ann Beebe', handle };
  const connection = {
    ...person,
    sent: { ...sent, history: sampleHistory },
    kept,
    mailbox,
    homeTenantId,
    connectedAt: new Date('2026-11-24T09:30:00Z'),
  };
  const refreshedAt = new Date('2026-12-20T02:00:00Z');
  const pages = new Map<string, string>([
    ['consent', renderConsentPage({ ...context, adminConsentUrl })],
    [
      'consent/read-write',
      renderConsentPage({
        ...context,
        settings: { ...settings, mailPermission: 'Mail.ReadWrite' },
        adminConsentUrl,
      }),
    ],
    ['consent/after-ending', renderConsentPage({ ...context, adminConsentUrl, isAfterEnding: true })],
    ['connected', renderConnectedPage({ ...context, ...connection, isMailboxUnclear: false })],
    ['connected/unclear', renderConnectedPage({ ...context, ...connection, isMailboxUnclear: true })],
    [
      'connected/contested',
      renderConnectedPage({ ...context, ...connection, isMailboxUnclear: false, contested: [mailbox] }),
    ],
    ['me/contested', renderMePage({ ...context, kind: 'connected', ...connection, refreshedAt, contested: [mailbox] })],
    ['me/signed-out', renderMePage({ ...context, kind: 'signed_out' })],
    ['me/not-connected', renderMePage({ ...context, kind: 'not_connected', ...person })],
    [
      'me/disconnected',
      renderMePage({ ...context, kind: 'not_connected', ...person, sent: { ...sent, history: sampleHistory }, kept }),
    ],
    [
      'me/cannot-connect',
      renderMePage({ ...context, kind: 'not_connected', ...person, obstacle: problemOf('personal_account') }),
    ],
    [
      'me/not-allowed',
      renderMePage({ ...context, kind: 'not_connected', ...person, obstacle: problemOf('home_tenant_not_allowed') }),
    ],
    [
      'me/connected',
      renderMePage({
        ...context,
        kind: 'connected',
        ...connection,
        refreshedAt,
        checkUrl: `${settings.publicUrl}/me/check?tab=0123abcd`,
      }),
    ],
    ['me/wants', renderMePage({ ...context, kind: 'connected', ...connection, wants: ['Mail.ReadWrite'] })],
    [
      'me/problem',
      renderMePage({ ...context, kind: 'connected', ...connection, problem: problemOf('blocked_by_home_policy') }),
    ],
    [
      'me/ended',
      renderMePage({ ...context, kind: 'reconsent_required', ...connection, problem: problemOf('consent_required') }),
    ],
    ['me/former-account', renderFormerAccountPage({ ...context, ...person, kept })],
    [
      'me/former-account-cannot-connect',
      renderFormerAccountPage({ ...context, ...person, kept, obstacle: problemOf('no_home_tenant') }),
    ],
    [
      'test/sent',
      renderTestSentPage({ ...context, signedInAs: mailbox, mailbox, ownPage, outcome: { kind: 'sent' }, handle }),
    ],
    [
      'test/unknown',
      renderTestSentPage({
        ...context,
        signedInAs: mailbox,
        mailbox,
        ownPage,
        outcome: { kind: 'unknown' },
        handle,
        requestId,
      }),
    ],
    [
      'test/failed',
      renderTestSentPage({
        ...context,
        signedInAs: mailbox,
        mailbox,
        ownPage,
        outcome: { kind: 'failed', ...problemOf('mailbox_full') },
        handle,
        requestId,
      }),
    ],
    ['disconnected/own', renderDisconnectedPage({ ...context, own: { mailbox, homeTenantId }, canConnect: true })],
    ['disconnected/former', renderDisconnectedPage({ ...context, canConnect: true })],
    ...renderHistoryPages(context, connection),
    ...renderWaitingPages(context, connection),
    ...renderCheckPages(context, connection),
    ['admin-consent/approved', renderAdminConsentPage({ ...context, outcome: 'approved' })],
    ['admin-consent/not-approved', renderAdminConsentPage({ ...context, outcome: 'not_approved' })],
  ]);
  for (const code of Object.keys(outcomes) as ErrorCode[]) {
    const accounts =
      code === 'wrong_account' ? { expected: mailbox, signedInAs: 'ben@fabrikam.com', restart: handle } : undefined;
    const replacement = code === 'identity_changed' ? handle : undefined;
    const isPersons = code === 'too_many_tests' || code === 'identity_changed';
    const signedIn = isPersons ? person : undefined;
    pages.set(
      `problem/${code}`,
      renderProblemPage({ ...context, ...problemOf(code), requestId, accounts, replacement, person: signedIn }),
    );
  }
  return pages;
}

function problemOf(code: ErrorCode) {
  return { code, adminConsentUrl, upstreamCode: code === 'blocked_by_home_policy' ? 'AADSTS53003' : undefined };
}

/** Those that are in English, but for the frame of one. */
export function renderEnglishPages(settings = sampleSettings, texts: Texts = en): Map<string, string> {
  return new Map([
    ['docs/errors', renderErrorsPage(settings, texts)],
    ['trust', renderTrustSample(createContext(settings, texts))],
  ]);
}

/** Where a gallery serves the checker of `inspect`, from the origin whose scripts a page may run. */
export const checkerPath = '/checker.js';

/** Serves one gallery on loopback; `/` lists it. The pages link below this address, so buttons lead to 404. */
export async function startGallery(
  settings = sampleSettings,
  { port = 0, texts = en }: { port?: number; texts?: Texts } = {},
) {
  const served = [
    ...listAssets(settings).map(({ name, ...asset }) => ({ ...asset, path: `/api/assets/${name}` })),
    { path: checkerPath, contentType: 'text/javascript; charset=utf-8', body: checkerSource },
  ];
  const server = createServer((request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const asked = lookUp(searchParams.get('lang') ?? undefined);
    const pages = asked ? render(catalogues[asked]) : defaults;
    const asset = served.find((one) => path === one.path);
    const page = path === '/' ? listOf([...pages.keys()]) : pages.get(path.slice(1));
    const headers = asset ? { ...assetHeaders, 'Content-Type': asset.contentType } : buildPageHeaders(settings);
    response.writeHead(asset || page ? 200 : 404, headers).end(asset?.body ?? page);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const own = { ...settings, publicUrl: `${url}/api` };
  const render = (language: Texts) => new Map([...renderGallery(own, language), ...renderEnglishPages(own, language)]);
  const defaults = render(texts);
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url, names: [...defaults.keys()], close };
}

function listOf(names: string[]): string {
  const items = names.map((name) => `<li><a href="/${name}">${name}</a></li>`);
  return `<!doctype html><html lang="en"><title>Gallery</title><ul>${items.join('')}</ul></html>`;
}

if (import.meta.main)
  console.log(`Every page: ${(await startGallery(sampleSettings, { port: Number(process.env['PORT'] ?? 0) })).url}/`);

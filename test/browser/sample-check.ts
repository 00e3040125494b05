/**
 * The check of one's own connection, for pages that show it: in order, worth a look, and with each kind of problem.
 */
import { renderCheckPage, type CheckPageView } from '../../shared/pages/check/check-page.ts';
import type { CheckedStep } from '../../shared/pages/check/check-steps.ts';
import { checkTexts } from '../../shared/pages/check/check-texts.ts';
import { renderPage } from '../../shared/pages/kit/layout.ts';
import { problemActor } from '../../shared/pages/person/problem-actor.ts';
import { renderRemedy } from '../../shared/pages/person/problem-remedy.ts';
import type { PersonContext } from '../../shared/pages/person/person-context.ts';
import { renderSignInButton } from '../../shared/pages/person/sign-in-button.ts';
import { renderSignOut } from '../../shared/pages/person/sign-out.ts';
import { renderTestButton } from '../../shared/pages/person/test-button.ts';
import type { Language } from '../../shared/pages/text/languages.ts';
import { pseudo, pseudoCheck } from '../shared/pages/text/pseudo-locale.ts';
import type { SampleConnection } from './sample-history.ts';

const parts = { renderPage, renderRemedy, problemActor, renderSignInButton, renderSignOut, renderTestButton };

const sound: readonly CheckedStep[] = [
  { name: 'identity', state: 'ok', finding: 'known' },
  { name: 'names', state: 'ok', finding: 'proven', found: { proven: ['ann@fabrikam.com'] } },
  { name: 'grant', state: 'ok', finding: 'connected' },
  { name: 'policy', state: 'ok', finding: 'open' },
  { name: 'token', state: 'ok', finding: 'given' },
  { name: 'permission', state: 'ok', finding: 'granted' },
  { name: 'limits', state: 'ok', finding: 'free' },
  { name: 'mailbox', state: 'ok', finding: 'exists' },
];

type Change = Partial<Record<CheckedStep['name'], Omit<CheckPageView['steps'][number], 'name'>>>;

const changed = (change: Change) =>
  sound.map((step) => (change[step.name] ? { name: step.name, ...change[step.name]! } : step));

const views: Record<string, { steps: CheckPageView['steps']; isKnown?: boolean }> = {
  sound: { steps: [...sound, { name: 'test', state: 'ok', finding: 'accepted' }] },
  warnings: {
    steps: changed({
      names: { state: 'warning', finding: 'contested', found: { contested: ['ann@fabrikam.com'] } },
      policy: { state: 'warning', finding: 'sandbox' },
      permission: {
        state: 'warning',
        finding: 'small',
        consentUrl: 'https://guestmail.contoso.com/api/authorize',
      },
      limits: { state: 'warning', finding: 'full', found: { until: '2026-11-28T14:33:00.000Z' } },
      mailbox: { state: 'warning', finding: 'unclear', upstreamCode: 'ErrorServerBusy' },
    }),
  },
  ended: {
    steps: changed({
      names: { state: 'skipped', skippedFor: 'grant' },
      grant: {
        state: 'failed',
        code: 'consent_withdrawn',
        who: 'person',
        since: '2026-11-28T14:32:08.000Z',
        consentUrl: 'https://guestmail.contoso.com/api/authorize',
      },
      token: { state: 'skipped', skippedFor: 'grant' },
      mailbox: { state: 'skipped', skippedFor: 'grant' },
    }),
  },
  'never-connected': {
    isKnown: false,
    steps: changed({
      names: { state: 'warning', finding: 'unnamed' },
      grant: {
        state: 'failed',
        code: 'consent_required',
        who: 'person',
        consentUrl: 'https://guestmail.contoso.com/api/authorize',
      },
    }),
  },
  policy: {
    steps: changed({
      policy: {
        state: 'failed',
        code: 'blocked_by_home_policy',
        upstreamCode: 'AADSTS53003',
        who: 'home_admin',
        since: '2026-11-28T14:32:08.000Z',
      },
      token: { state: 'skipped', skippedFor: 'policy' },
      mailbox: { state: 'skipped', skippedFor: 'policy' },
    }),
  },
  passing: {
    steps: changed({
      names: { state: 'warning', finding: 'aged' },
      token: { state: 'failed', code: 'entra_unavailable', who: 'nobody' },
    }),
  },
};

export function renderCheckPages(context: PersonContext, { signedInAs, handle, mailbox }: SampleConnection) {
  const words = context.texts === pseudo ? pseudoCheck : checkTexts[context.texts.tag as Language];
  const { publicUrl, entraClientId } = context.settings;
  return Object.entries(views).map(([variant, { steps, isKnown = true }]): [string, string] => [
    `check/${variant}`,
    renderCheckPage(parts, {
      ...context,
      words,
      signedInAs,
      handle,
      mailbox,
      steps,
      isKnown,
      adminConsentUrl: `https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=${entraClientId}`,
      checkUrl: `${publicUrl}/me/check?tab=0123abcd`,
      ownPage: `${publicUrl}/me?tab=0123abcd`,
    }),
  ]);
}

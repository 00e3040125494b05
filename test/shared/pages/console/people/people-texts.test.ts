import { describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode } from '../../../../../shared/outcomes.ts';
import { listTextsToPassOn, type Situation } from '../../../../../shared/pages/console/people/pass-on.ts';
import { peopleTexts } from '../../../../../shared/pages/console/people/people-texts.ts';
import type { ConsoleContext } from '../../../../../shared/pages/console/console-context.ts';
import { languages, loadTexts } from '../../../../../shared/pages/text/languages.ts';
import { createMemoryConnector } from '../../../../fakes/memory-connector.ts';

const { config } = createMemoryConnector();

/** What the reasons of each language are for: what stands in the way of a connection or a message. */
const codes = Object.keys(peopleTexts.en.reasons).filter((code): code is ErrorCode => Object.hasOwn(outcomes, code));

const ofPage: Record<(typeof languages)[number], RegExp> = {
  en: /this page|the page|below the|contact below/i,
  de: /dieser Seite|der Seite|unten/i,
  fr: /cette page|ci-dessous/i,
  es: /esta página/i,
  nl: /deze pagina|hieronder/i,
  da: /denne side|nedenfor/i,
  sv: /den här sidan|nedan/i,
};

describe('texts to pass on', () => {
  it.each(languages)('speak of no page in %s, as they are copied into an email', async (language) => {
    const context = { settings: config, texts: await loadTexts(language) } as unknown as ConsoleContext;
    const situation: Situation = {
      state: 'reconnect',
      consentUrl: 'https://guestmail.contoso.com/api/authorize',
      adminConsentUrl: 'https://login.microsoftonline.com/organizations/v2.0/adminconsent',
      name: 'Ann',
      hostObjectId: '00000b05-0000-4000-8000-0000000000a1',
    };
    const told = codes.flatMap((code) =>
      listTextsToPassOn(context, { ...situation, problem: { code } })
        .filter(({ to }) => to === 'person')
        .map(({ text }) => text),
    );
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((text) => ofPage[language].test(text))).toEqual([]);
  });
});

describe('reasons', () => {
  /** Of requests, pages and sign-ins alone, which no message or connection keeps. */
  const others =
    /^(invalid_request|length_required|request_too_large|unsupported_media_type|unauthorized|forbidden|not_found|method_not_allowed|not_implemented|administrator_role_missing|message_state|attachment_complete|document_changed|quota_exceeded|environment_not_allowed|idempotency_key_reused|too_many_.*|sign_in_.*|shutting_down|conflict|request_expired|browser_mismatch|cross_site_request|consent_declined|admin_approval_likely|host_approval_.*|host_consent_declined|blocked_by_host_policy|host_assignment_required|host_tenant_blocked|host_sign_in_refused|wrong_account|other_mailbox_connected|personal_account|no_home_tenant|scope_missing)$/;

  it.each(['sign_in_frequency', ...Object.keys(outcomes).filter((code) => !others.test(code))])(
    'say about somebody else than the reader what %s is',
    (code) => {
      expect(peopleTexts.en.reasons).toHaveProperty(code);
    },
  );
});

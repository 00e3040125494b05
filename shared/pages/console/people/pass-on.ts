/**
 * What an administrator passes on to whoever must act: plain texts with the link that they need. They can be read and selected without
 * script.
 *
 * The state and the code alone choose them. There is none where the operator acts, or nobody does, or the person is kept out. Texts hold no
 * secret, and links are those that anybody may have. They are copied into emails, so they do not speak of a page.
 */
import { outcomes, type ErrorCode } from '../../../outcomes.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { actorOf } from '../../person/problem-actor.ts';
import { buildTextToPassOn } from '../../person/problem-remedy.ts';
import type { ConsoleContext } from '../console-context.ts';
import { renderCopyable } from '../copyable.ts';
import { peopleWords, type PersonStatus } from './person-status.ts';

export interface Situation extends Pick<PersonStatus, 'state' | 'problem' | 'reconsentBy' | 'keptOut'> {
  /** Where the person connects a mailbox. */
  consentUrl: string;
  /** Where an administrator of the home tenant approves the app. */
  adminConsentUrl: string;
  /** Whom it is about. */
  name: string;
  hostObjectId: string;
  /** The app registration that the person consented to, where it is known. */
  clientId?: string | undefined;
}

export interface TextToPassOn {
  /** `home_admin_if_asked`: only if Microsoft asks for an approval. */
  to: 'person' | 'home_admin' | 'home_admin_if_asked' | 'host_admin';
  text: string;
}

export function listTextsToPassOn(context: ConsoleContext, situation: Situation): TextToPassOn[] {
  const { problem } = situation;
  if (situation.keptOut) return [];
  if (!problem) return ofState(context, situation);
  const { code, upstreamCode } = problem;
  const who = actorOf(code);
  if (who === 'operator' || who === 'nobody') return [];
  if (code === 'host_account_unavailable') return [{ to: 'host_admin', text: askToRestore(context, situation) }];
  const passed = askAdministrator(context, situation, { code, upstreamCode });
  return [
    { to: 'person', text: tellPerson(context, situation, code) },
    ...(passed ? [{ to: who === 'host_admin' ? ('host_admin' as const) : ('home_admin' as const), text: passed }] : []),
  ];
}

function askAdministrator(
  { settings, texts }: ConsoleContext,
  { adminConsentUrl, clientId = settings.entraClientId }: Situation,
  problem: { code: ErrorCode; upstreamCode?: string | undefined },
): string | undefined {
  return buildTextToPassOn(
    { texts, settings: { ...settings, entraClientId: clientId } },
    { ...problem, adminConsentUrl },
  );
}

/** What the pages say to the person, with the link where connecting again helps. */
function tellPerson(context: ConsoleContext, { state, consentUrl }: Situation, code: ErrorCode): string {
  const told: Partial<Record<string, string>> = peopleWords(context).told;
  const sentence = told[code] ?? context.texts.sentences[code];
  const isToConnect =
    state === 'reconnect' || outcomes[code].disposition === 'reconsent' || code === 'registration_changed';
  return isToConnect ? `${sentence}\n\n${peopleWords(context).connectAgain}\n${consentUrl}` : sentence;
}

function askToRestore(context: ConsoleContext, { name, hostObjectId }: Situation): string {
  const { hostName, erpName } = context.settings;
  return peopleWords(context).restoreAccount(name, hostObjectId, hostName, erpName);
}

function ofState(context: ConsoleContext, situation: Situation): TextToPassOn[] {
  const { state, reconsentBy, consentUrl } = situation;
  const words = peopleWords(context);
  const { hostName, erpName } = context.settings;
  const sentences = {
    invited: words.acceptInvitation(hostName, erpName),
    redeemed: words.connectOnce(erpName),
    expiring: reconsentBy && words.connectBefore(erpName, inWords(context, reconsentBy)),
    reconnect: words.connectAgain,
    disconnected: words.connectIfWanted(erpName),
    connected: undefined,
    blocked: undefined,
    suspended: undefined,
  };
  const sentence = sentences[state];
  if (sentence === undefined) return [];
  const isNew = state === 'invited' || state === 'redeemed';
  const asked = isNew ? askAdministrator(context, situation, { code: 'admin_approval_required' }) : undefined;
  return [
    { to: 'person', text: `${sentence}\n${consentUrl}` },
    ...(asked === undefined ? [] : [{ to: 'home_admin_if_asked' as const, text: asked }]),
  ];
}

function inWords({ texts: { locale } }: ConsoleContext, date: Date): string {
  return date.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
}

/** `id` is unique on the page; `about` is that of the element that names the person. */
export function renderTextsToPassOn(
  context: ConsoleContext,
  texts: readonly TextToPassOn[],
  { id, about }: { id: string; about: string },
): SafeHtml | undefined {
  if (texts.length === 0) return undefined;
  const words = peopleWords(context);
  const labels = {
    person: words.toPerson,
    home_admin: words.toHomeAdmin,
    home_admin_if_asked: words.toHomeAdminIfAsked,
    host_admin: words.toHostAdmin,
  };
  const shown = texts.map(
    ({ to, text }) =>
      html`<p id="${id}-${to}">${labels[to]}</p>
        ${renderCopyable(context, { id: `${id}-${to}-text`, text, about: `${id}-${to} ${about}` })}`,
  );
  return html`<details>
    <summary id="${id}" aria-labelledby="${id} ${about}">${words.toPassOn}</summary>
    <div>${shown}</div>
  </details>`;
}

/**
 * One sender: everything that is known of the connection, what it needs with the texts to pass on, and what an administrator can do. Where
 * there never was a connection, there is nothing to do with it.
 *
 * It never shows what was sent, or to whom.
 */
import type { ErrorCode } from '../../../outcomes.ts';
import { renderFacts, type Fact } from '../../kit/facts.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { renderName } from '../../kit/name.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { listTextsToPassOn, renderTextsToPassOn, type Situation } from '../people/pass-on.ts';
import {
  peopleWords,
  reasonOf,
  renderDay,
  renderNeeds,
  renderReason,
  renderState,
  type PersonStatus,
} from '../people/person-status.ts';
import { renderSenderActs } from './sender-acts.ts';
import { sendersWords } from './senders-words.ts';

export interface SenderView {
  status: PersonStatus;
  situation: Situation;
  /** Of a mailbox that a document names: by what it sends. */
  provider?: string;
  /** Of such a mailbox: where its app is approved. */
  approvalUrl?: string;
  /** A person has connected a mailbox, so there is something to disconnect and to erase. */
  isPerson: boolean;
  /** A message names somebody who never connected. */
  isStranger?: boolean;
  connectedAt?: Date | undefined;
  refreshedAt?: Date | undefined;
  clientId?: string | undefined;
  scopes: readonly string[];
  wants?: readonly string[] | undefined;
  namesProvenAt?: Date | undefined;
  /** `contestedBy`: object ids of those to whom another organisation gives the name. */
  names: readonly { value: string; contestedBy: readonly string[] }[];
}

export interface ShownSender extends SenderView {
  /** What was done; a word that is not known says nothing. */
  done: string;
  /** Why a test failed. */
  doneCode?: ErrorCode;
}

export function renderSenderPage(context: ConsoleContext, view: ShownSender): { title: string; main: SafeHtml } {
  const { words } = context;
  const own = sendersWords(context);
  const { status, situation, approvalUrl } = view;
  const { hostObjectId, address, problem } = status;
  const texts = listTextsToPassOn(context, situation);
  const needs = status.state !== 'connected' || problem !== undefined || approvalUrl !== undefined;
  return {
    title: address ?? hostObjectId,
    main: html`${renderDone(context, view)}
      <h2 id="facts">${own.factsHeading}</h2>
      ${view.provider && html`<p>${own.byDocument} <a href="${consoleUrl(context, 'documents')}">${own.document}</a></p>`}
      ${renderFacts(listFacts(context, view))}
      ${
        needs &&
        html`<h2 id="needs">${own.needsHeading}</h2>
          ${problem && html`<p>${renderReason(context, problem)}</p>`}
          <p>${renderNeeds(context, status)}</p>
          ${
            approvalUrl !== undefined &&
            html`<p>${own.approve}<br /><a href="${approvalUrl}" rel="noreferrer">${approvalUrl}</a></p>`
          }
          ${renderTextsToPassOn(context, texts, { id: 'pass-on', about: 'needs' })}`
      }
      <h2>${own.messagesHeading}</h2>
      <p><a href="${consoleUrl(context, 'messages', { sender: hostObjectId })}">${own.messages}</a></p>
      ${!view.isStranger && renderSenderActs(context, status, view.isPerson)}
      <p><a href="${consoleUrl(context, 'senders')}">${words.sections.senders}</a></p>`,
  };
}

function renderDone(context: ConsoleContext, { done, doneCode }: ShownSender): SafeHtml | undefined {
  const own = sendersWords(context);
  const notes: Partial<Record<string, string>> = {
    test_sent: own.testSent,
    test_waits: own.testWaits,
    test_failed: own.testFailed,
    test_unknown: own.testUnknown,
    disconnected: own.isDisconnected,
  };
  const note = Object.hasOwn(notes, done) ? notes[done] : undefined;
  const reason = done === 'test_failed' && doneCode ? reasonOf(context, doneCode) : undefined;
  return note === undefined
    ? undefined
    : html`<div class="note" role="status">
        <p>${note} ${reason && html`${reason} <code>${doneCode}</code>`}</p>
      </div>`;
}

function listFacts(context: ConsoleContext, view: SenderView): (Fact | undefined | false)[] {
  const own = sendersWords(context);
  const people = peopleWords(context);
  const { status, provider, connectedAt, refreshedAt, clientId, scopes, wants = [], names, namesProvenAt } = view;
  const { hostObjectId, address, userPrincipalName, homeTenantId, state, since, reconsentBy } = status;
  const fact = (term: string, details: string | SafeHtml | undefined): Fact | undefined =>
    details === undefined ? undefined : { term, details };
  const code = (value: string | undefined) => (value === undefined ? undefined : html`<code>${value}</code>`);
  const day = (value: Date | undefined) => (value ? renderDay(context, value) : undefined);
  return [
    fact(people.mailbox, address === undefined ? undefined : renderName(address)),
    fact(context.words.state, renderState(context, state)),
    fact(people.since, state === 'connected' ? undefined : day(since)),
    fact(people.name, userPrincipalName === undefined ? undefined : renderName(userPrincipalName)),
    fact(own.objectId, code(hostObjectId)),
    fact(people.homeTenant, code(homeTenantId)),
    fact(own.provider, code(provider)),
    fact(own.connectedAt, day(connectedAt)),
    fact(own.refreshedAt, day(refreshedAt)),
    fact(people.reconnectBy, day(reconsentBy)),
    names.length > 0 && { term: own.names, details: renderNames(context, names) },
    fact(own.provenAt, day(namesProvenAt)),
    scopes.length > 0 && { term: own.scopes, details: renderScopes(scopes) },
    wants.length > 0 && { term: own.wants, details: renderScopes(wants) },
    fact(own.appId, code(clientId)),
  ];
}

function renderScopes(scopes: readonly string[]): SafeHtml {
  return html`${scopes.map((scope) => html`<code>${scope}</code> `)}`;
}

function renderNames(context: ConsoleContext, names: SenderView['names']): SafeHtml {
  const { isContested } = sendersWords(context);
  const items = names.map(({ value, contestedBy }) => {
    const others = contestedBy.map(
      (id) => html`<a href="${consoleUrl(context, `senders/${id}`)}"><code>${id}</code></a> `,
    );
    return html`<li>${renderName(value)}${contestedBy.length > 0 && html` · <b>${isContested}</b> ${others}`}</li>`;
  });
  return html`<ul>
    ${items}
  </ul>`;
}

/**
 * The receipt of an erasure that an administrator asked for: what was deleted, what remains until when, and the same as text for a file; or
 * that there was nothing left to erase.
 *
 * It names the person by object id alone.
 */
import { renderTime } from '../../kit/date.ts';
import { renderFacts } from '../../kit/facts.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import type { ConsoleSendersTexts } from '../../text/en/console-senders.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderCopyable } from '../copyable.ts';
import { sendersWords } from './senders-words.ts';

export interface ReceiptView {
  at: Date;
  deleted: readonly { kind: keyof ConsoleSendersTexts['deletedKinds']; count: number }[];
  remaining: readonly { kind: keyof ConsoleSendersTexts['remainingKinds']; until: Date }[];
  /** The same, to be written as JSON. */
  document: { hostObjectId: string; at: string };
}

export function renderReceiptPage(context: ConsoleContext, view: ReceiptView): { title: string; main: SafeHtml } {
  const { texts, words } = context;
  const own = sendersWords(context);
  const { at, deleted, remaining, document } = view;
  const numbers = new Intl.NumberFormat(texts.locale);
  const gone = deleted.map(({ kind, count }) => own.deletedKinds[kind](numbers.format(count)));
  const stays = remaining.map(({ kind, until }) => own.remainingKinds[kind](renderTime(texts, until)));
  const file = `guestmail-erasure-${document.hostObjectId}.json`;
  return {
    title: own.erasedTitle,
    main: html`<div class="note" role="status"><p>${own.shownOnce}</p></div>
      ${renderFacts([
        { term: own.objectId, details: html`<code>${document.hostObjectId}</code>` },
        { term: own.erasedAt, details: renderTime(texts, at) },
        { term: own.deleted, details: renderList(gone) ?? own.nothingRemains },
        { term: own.remaining, details: renderList(stays) ?? own.nothingRemains },
      ])}
      <h2 id="receipt-file">${own.fileHeading}</h2>
      <p>${own.fileHint(html`<code>${file}</code>`)}</p>
      ${renderCopyable(context, { id: 'receipt', text: JSON.stringify(document, undefined, 2), about: 'receipt-file' })}
      <p><a href="${consoleUrl(context, 'senders')}">${words.sections.senders}</a></p>`,
  };
}

/** In place of a receipt, for somebody who was erased before. */
export function renderNothingLeft(context: ConsoleContext): { title: string; main: SafeHtml } {
  const own = sendersWords(context);
  return {
    title: own.nothingTitle,
    main: html`<p>${own.nothingLeft}</p>
      <p><a href="${consoleUrl(context, 'senders')}">${context.words.sections.senders}</a></p>`,
  };
}

function renderList(items: readonly (string | SafeHtml)[]): SafeHtml | undefined {
  if (items.length === 0) return undefined;
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}

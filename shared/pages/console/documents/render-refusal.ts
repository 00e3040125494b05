/**
 * Why a document was not saved: what happened, every fault with its JSON pointer, and which version is there now.
 */
import { DOCUMENT_MAX_BYTES } from '../../../configuration-limits.ts';
import type { ErrorCode } from '../../../outcomes.ts';
import { renderTime } from '../../kit/date.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import type { ConsoleContext } from '../console-context.ts';
import type { DocumentView } from './document-view.ts';
import { documentsTexts } from './documents-texts.ts';
import { renderWho } from './render-who.ts';

export function renderRefusal(
  context: ConsoleContext,
  { error, stored, state }: Pick<DocumentView, 'error' | 'stored' | 'state'>,
): SafeHtml | undefined {
  if (!error) return undefined;
  const { words: shared } = context;
  const words = documentsTexts(context);
  const faults = error.faults.map(
    ({ pointer, detail }) => html`<li>${pointer && html`<code>${pointer}</code> `}${detail}</li>`,
  );
  return html`<div class="note" role="alert" id="refusal">
    ${renderReason(context, error.code, { stored, state })}
    ${
      faults.length > 0 &&
      html`<p>${shared.faults}</p>
        <ul lang="en">
          ${faults}
        </ul>`
    }
    <p>${words.notSaved}</p>
  </div>`;
}

/** The usual sentences are for people who wrote no document. */
function renderReason(
  context: ConsoleContext,
  code: ErrorCode,
  { stored, state }: Pick<DocumentView, 'stored' | 'state'>,
): SafeHtml {
  const { texts } = context;
  const words = documentsTexts(context);
  const { headings, sentences } = texts;
  const reason = (heading: string, sentence?: string | SafeHtml) =>
    html`<p><b>${heading}</b></p>
      ${sentence && html`<p>${sentence}</p>`}`;
  if (code === 'invalid_request') return reason(words.notValid);
  if (code === 'request_too_large') return reason(words.tooLarge, words.tooLargeHint(DOCUMENT_MAX_BYTES / 1024));
  if (code !== 'document_changed' || state === 'refused') return reason(headings[code], sentences[code]);
  if (!stored) return reason(headings[code], words.deletedMeanwhile);
  const who = renderWho(words, stored.changedBy);
  return reason(headings[code], words.changedMeanwhile(stored.version, who, renderTime(texts, stored.changedAt)));
}

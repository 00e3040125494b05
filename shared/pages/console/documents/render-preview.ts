/**
 * The preview of a template: a form for values, and what came of them; and that of a door: a form for an event. HTML is shown as its source,
 * never as markup.
 */
import type { DocumentAddress } from '../../../configuration-addresses.ts';
import type { Fault } from '../../../errors.ts';
import { html, type SafeHtml } from '../../kit/html.ts';
import { consoleUrl, type ConsoleContext } from '../console-context.ts';
import { renderConsoleForm } from '../console-form.ts';
import { formatDocumentItem } from './document-item.ts';
import type { PreviewView, ShownPreview } from './document-view.ts';
import { documentsTexts } from './documents-texts.ts';

export function renderPreview(
  context: ConsoleContext,
  { page, preview }: { page: string; preview: PreviewView },
): SafeHtml {
  const words = documentsTexts(context);
  const { values, error, result, template } = preview;
  return html`<h2 id="preview">${words.previewTitle}</h2>
    <p>${template ? words.previewDoorHint : words.previewHint}</p>
    ${template && renderTemplateLink(context, template)}
    ${renderFaults(context, [...(error?.faults ?? []), ...(result?.faults ?? [])])}
    ${renderConsoleForm(context, {
      page,
      act: 'preview',
      label: words.preview,
      body: html`${!template && renderLanguage(context, preview)}
        <div class="field">
          <label for="preview-values">${template ? words.previewEvent : words.previewValues}</label>
          <textarea id="preview-values" name="values" class="short" spellcheck="false" aria-describedby="values-hint">
${values}</textarea>
          <p class="hint" id="values-hint">${template ? words.previewEventHint : words.previewValuesHint}</p>
        </div>`,
    })}
    ${result && renderResult(context, result)}`;
}

/** That of a template needs no event. */
function renderTemplateLink(context: ConsoleContext, template: DocumentAddress): SafeHtml {
  const href = `${consoleUrl(context, `documents/${formatDocumentItem(template)}`)}#preview`;
  return html`<p><a href="${href}">${documentsTexts(context).previewTemplate}</a></p>`;
}

function renderLanguage(context: ConsoleContext, { language }: PreviewView): SafeHtml {
  const words = documentsTexts(context);
  return html`<div class="field">
    <label for="preview-language">${words.previewLanguage}</label>
    <input id="preview-language" name="language" value="${language}" maxlength="35" aria-describedby="language-hint" />
    <p class="hint" id="language-hint">${words.previewLanguageHint}</p>
  </div>`;
}

function renderFaults({ words }: ConsoleContext, faults: readonly Fault[]): SafeHtml | undefined {
  if (faults.length === 0) return undefined;
  const items = faults.map(
    ({ pointer, detail }) => html`<li>${pointer && html`<code>${pointer}</code> `}${detail}</li>`,
  );
  return html`<div class="note" role="alert">
    <p>${words.faults}</p>
    <ul lang="en">
      ${items}
    </ul>
  </div>`;
}

function renderResult(context: ConsoleContext, { language, message, unused }: ShownPreview): SafeHtml {
  const words = documentsTexts(context);
  const source = (heading: string, text: string | undefined) =>
    text !== undefined &&
    html`<h4>${heading}</h4>
      <pre lang="${language}">${text}</pre>`;
  return html`<h3>${words.previewOf(language)}</h3>
    ${source(words.subject, message?.subject)} ${source(words.text, message?.text)}
    ${source(words.htmlSource, message?.html)}
    ${unused.length > 0 && html`<p>${words.unused}: <code>${unused.join(', ')}</code></p>`}`;
}

/**
 * Text of the page as markup: what only the operator can fill in is marked.
 */
import { html, type SafeHtml } from '../kit/html.ts';

/** Marks what stands in square brackets as `blank` writes it. */
export function renderText(text: string): SafeHtml {
  const parts = text.split(/(\[operator fills in: [^\]]*\])/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<mark>${part}</mark>` : part))}`;
}

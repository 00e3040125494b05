/**
 * A language that nobody speaks: English, longer by 40 percent and in brackets. It shows which words of a page are not from a
 * catalogue, and whether a longer language fits.
 */
import { html, toText, type SafeHtml } from '../../../../shared/pages/kit/html.ts';
import { en, type Texts } from '../../../../shared/pages/text/en.ts';
import { check, type CheckTexts } from '../../../../shared/pages/text/en/check.ts';

type Sentence = (...values: unknown[]) => string | SafeHtml;

export const pseudo: Texts = { ...transform(en), tag: 'en', locale: 'en-GB' };
export const pseudoCheck: CheckTexts = transform(check);

function transform<Value>(value: Value): Value {
  if (typeof value === 'string') return lengthen(value) as Value;
  if (typeof value === 'function') return ((...values: unknown[]) => say((value as Sentence)(...values))) as Value;
  return Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, transform(one)])) as Value;
}

function say(said: string | SafeHtml): string | SafeHtml {
  return typeof said === 'string' ? lengthen(said) : markup(lengthen(toText(said)));
}

/** In words of a common length, so that lines break as they do in a language. */
function lengthen(text: string): string {
  const letters = text.replace(/<[^>]*>/g, '').length;
  const more = 'ëxträlöng '.repeat(Math.ceil((letters * 0.4) / 10)).slice(0, Math.max(1, Math.ceil(letters * 0.4)));
  return `⟦${text}${more.trim()}⟧`;
}

/** Of a text that is markup already. */
export function markup(text: string): SafeHtml {
  return html([text] as unknown as TemplateStringsArray);
}

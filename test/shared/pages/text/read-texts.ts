/**
 * Every sentence of a language by its path: what it says with values that stand out, and how many it takes.
 */
import { toText, type SafeHtml } from '../../../../shared/pages/kit/html.ts';
import { markup } from './pseudo-locale.ts';

type Sentence = (...values: unknown[]) => string | SafeHtml;

export interface Said {
  /** Markup where the sentence is; values are `⟨0⟩`, `⟨1⟩`. */
  says: string;
  arity: number;
}

export function readTexts(texts: object, path = ''): Map<string, Said> {
  const found = new Map<string, Said>();
  for (const [key, value] of Object.entries(texts) as [string, unknown][]) {
    const at = `${path}/${key}`;
    if (typeof value === 'string') found.set(at, { says: value, arity: 0 });
    else if (typeof value === 'function') found.set(at, { says: say(value as Sentence), arity: value.length });
    else for (const [inner, one] of readTexts(value as object, at)) found.set(inner, one);
  }
  return found;
}

/** Each value serves as text, as markup, and as a link with its label. */
function say(sentence: Sentence): string {
  const values = Array.from({ length: sentence.length }, (_, index) =>
    Object.assign((label: string) => markup(`⟨${index}⟩${label}`), markup(`⟨${index}⟩`), {
      toString: () => `⟨${index}⟩`,
    }),
  );
  const said = sentence(...values) as string | SafeHtml | undefined;
  // So that a test names the sentence that gives nothing.
  if (said === undefined) return 'undefined';
  return typeof said === 'string' ? said : toText(said);
}

/**
 * Chooses the language of a message: the one that is wished for, the same language without or of another region, the template's own
 * `fallbackLanguages` in their order, and its default language at the end.
 *
 * A wish that is no language is as if nothing was wished. Dates and amounts are written as in the region of the wish wherever the text
 * is in its language: a Swiss reader of a German text finds no comma in an amount.
 */
import { isSameLanguage, isWritable, readLanguageCode } from './language-codes.ts';
import type { TemplateDocument } from './template-document.ts';

export interface ChosenLanguage {
  /** The name that the document gives it. */
  key: string;
  /** As a BCP 47 tag. */
  tag: string;
  /** The tag by which dates and amounts are written. */
  locale: string;
}

/** `document` is a checked one, `wish` a Windows code or a BCP 47 tag. */
export function chooseLanguage(document: TemplateDocument, wish?: string): ChosenLanguage {
  const wished = wish === undefined ? undefined : readLanguageCode(wish);
  const offered = Object.keys(document.languages).flatMap((key) => {
    const tag = readLanguageCode(key);
    return tag === undefined ? [] : [{ key, tag }];
  });
  const find = (tag: string | undefined) => offered.find((one) => one.tag === tag);
  const named = [...(document.fallbackLanguages ?? []), document.defaultLanguage].map(readLanguageCode);
  const chosen =
    find(wished) ??
    (wished === undefined ? undefined : findSameLanguage(offered, wished)) ??
    named.map(find).find((one) => one !== undefined);
  // A checked document offers its default language.
  if (!chosen) throw new TypeError('The template does not have its default language.');
  const isWished = wished !== undefined && isSameLanguage(wished, chosen.tag) && isWritable(wished);
  return { ...chosen, locale: isWished ? wished : chosen.tag };
}

function findSameLanguage(offered: readonly { key: string; tag: string }[], wished: string) {
  const same = offered.filter(({ tag }) => isSameLanguage(tag, wished));
  // Without a region it is written for all of them.
  return same.find(({ tag }) => new Intl.Locale(tag).region === undefined) ?? same[0];
}

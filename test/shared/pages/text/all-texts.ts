/**
 * The texts of every language, by tag: the catalogue, and with the words that few pages load beside it.
 */
import { checkTexts } from '../../../../shared/pages/check/check-texts.ts';
import type { Texts } from '../../../../shared/pages/text/en.ts';
import { languages, loadTexts, type Language } from '../../../../shared/pages/text/languages.ts';

export const catalogues = Object.fromEntries(
  await Promise.all(languages.map(async (language) => [language, await loadTexts(language)])),
) as Record<Language, Texts>;

export const allTexts = Object.fromEntries(
  languages.map((language) => [language, { ...catalogues[language], check: checkTexts[language] }]),
) as Record<Language, Texts & { check: (typeof checkTexts)[Language] }>;

/**
 * The texts of every language, by tag.
 */
import type { Texts } from '../../../../shared/pages/text/en.ts';
import { languages, loadTexts, type Language } from '../../../../shared/pages/text/languages.ts';

export const catalogues = Object.fromEntries(
  await Promise.all(languages.map(async (language) => [language, await loadTexts(language)])),
) as Record<Language, Texts>;

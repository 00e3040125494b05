/**
 * What every page needs beside its own view: the settings of its frame, the texts of its reader's language, and where it is found in
 * the other languages.
 */
import type { Texts } from '../text/en.ts';
import type { Language } from '../text/languages.ts';
import type { PageSettings } from './page-settings.ts';

export interface PageContext {
  settings: PageSettings;
  texts: Texts;
  /**
   * Where this page, or the one to begin at again, is shown in that language; absent where there is one language only, and where no such
   * page can be loaded.
   */
  languageUrl?: (language: Language) => string;
}

/**
 * The languages of the pages. Each is loaded when it is first asked for, and then kept.
 *
 * In the built app each is a file of its own (infra/build/build-app.ts), so that it costs a start nothing. A further one is a file
 * beside `en.ts` with the same shape, and a line in both tables.
 */
import type { Texts } from './en.ts';

/** By tag (BCP 47, the language alone), in the order in which pages list them: each in the language itself. */
export const languageNames = Object.freeze({
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  nl: 'Nederlands',
  da: 'Dansk',
  sv: 'Svenska',
});

/** As tagged in `lang`. */
export type Language = keyof typeof languageNames;

export const languages = Object.freeze(Object.keys(languageNames) as Language[]);

const loaders: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  es: async () => (await import('./es.ts')).es,
  nl: async () => (await import('./nl.ts')).nl,
  da: async () => (await import('./da.ts')).da,
  sv: async () => (await import('./sv.ts')).sv,
};

/** Rejects when its file is missing or broken; the next call tries again. */
export async function loadTexts(language: Language): Promise<Texts> {
  return loaders[language]();
}

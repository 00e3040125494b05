/**
 * The languages of the pages. A further one is a file beside `en.ts` with the same shape, and a line here.
 */
import { de } from './de.ts';
import { en, type Texts } from './en.ts';

export const catalogues = Object.freeze({ en, de }) satisfies Readonly<Record<string, Texts>>;

/** As tagged in `lang`: BCP 47, the language alone. */
export type Language = keyof typeof catalogues;

/** In the order in which pages list them. */
export const languages = Object.freeze(Object.keys(catalogues) as Language[]);

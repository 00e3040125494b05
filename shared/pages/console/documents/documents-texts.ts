/**
 * What the pages about documents say in every language.
 */
import { documents as da } from '../../text/da/console-documents.ts';
import { documents as de } from '../../text/de/console-documents.ts';
import { documents as en, type ConsoleDocumentsTexts } from '../../text/en/console-documents.ts';
import { documents as es } from '../../text/es/console-documents.ts';
import { documents as fr } from '../../text/fr/console-documents.ts';
import { documents as nl } from '../../text/nl/console-documents.ts';
import { documents as sv } from '../../text/sv/console-documents.ts';
import type { Language } from '../../text/languages.ts';
import type { ConsoleContext } from '../console-context.ts';

export const documentsCatalogues: Readonly<Record<Language, ConsoleDocumentsTexts>> = { en, de, fr, es, nl, da, sv };

/** In the language of a page. */
export function documentsTexts({ texts }: Pick<ConsoleContext, 'texts'>): ConsoleDocumentsTexts {
  return documentsCatalogues[texts.tag as Language];
}

/**
 * What the pages about limits, alarms, cost and the audit say in every language.
 */
import { operation as da } from '../../text/da/console-operation.ts';
import { operation as de } from '../../text/de/console-operation.ts';
import { operation as en, type ConsoleOperationTexts } from '../../text/en/console-operation.ts';
import { operation as es } from '../../text/es/console-operation.ts';
import { operation as fr } from '../../text/fr/console-operation.ts';
import { operation as nl } from '../../text/nl/console-operation.ts';
import { operation as sv } from '../../text/sv/console-operation.ts';
import type { Language } from '../../text/languages.ts';
import type { ConsoleContext } from '../console-context.ts';

export const operationCatalogues: Readonly<Record<Language, ConsoleOperationTexts>> = { en, de, fr, es, nl, da, sv };

/** In the language of a page. */
export function operationTexts({ texts }: Pick<ConsoleContext, 'texts'>): ConsoleOperationTexts {
  return operationCatalogues[texts.tag as Language];
}

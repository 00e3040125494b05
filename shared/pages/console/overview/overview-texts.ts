/**
 * What the console says on its first page in every language.
 */
import { consoleOverview as da } from '../../text/da/console-overview.ts';
import { consoleOverview as de } from '../../text/de/console-overview.ts';
import { consoleOverview as en, type ConsoleOverviewTexts } from '../../text/en/console-overview.ts';
import { consoleOverview as es } from '../../text/es/console-overview.ts';
import { consoleOverview as fr } from '../../text/fr/console-overview.ts';
import { consoleOverview as nl } from '../../text/nl/console-overview.ts';
import { consoleOverview as sv } from '../../text/sv/console-overview.ts';
import type { Language } from '../../text/languages.ts';

export const overviewTexts: Readonly<Record<Language, ConsoleOverviewTexts>> = { en, de, fr, es, nl, da, sv };

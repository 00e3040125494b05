/**
 * What the console says in every language: few see it, so no catalogue that other pages load has it.
 */
import { console as da } from '../text/da/console.ts';
import { console as de } from '../text/de/console.ts';
import { console as en, type ConsoleTexts } from '../text/en/console.ts';
import { console as es } from '../text/es/console.ts';
import { console as fr } from '../text/fr/console.ts';
import { console as nl } from '../text/nl/console.ts';
import { console as sv } from '../text/sv/console.ts';
import type { Language } from '../text/languages.ts';

export const consoleTexts: Readonly<Record<Language, ConsoleTexts>> = { en, de, fr, es, nl, da, sv };

/**
 * What the check of one's own connection says, in every language: few ask for it, so no catalogue that every page loads has it.
 */
import { check as da } from '../text/da/check.ts';
import { check as de } from '../text/de/check.ts';
import { check as en, type CheckTexts } from '../text/en/check.ts';
import { check as es } from '../text/es/check.ts';
import { check as fr } from '../text/fr/check.ts';
import { check as nl } from '../text/nl/check.ts';
import { check as sv } from '../text/sv/check.ts';
import type { Language } from '../text/languages.ts';

export const checkTexts: Readonly<Record<Language, CheckTexts>> = { en, de, fr, es, nl, da, sv };

/**
 * Chooses the language of a page from what a browser accepts: RFC 9110 section 12.5.4, by the lookup of RFC 4647 section 3.4.
 *
 * Whatever cannot be read is left out, and whatever is not offered ends in English, so that no header keeps a page from being shown.
 * A browser that refuses every language with `q=0` gets English, too: a page in it is of more use than none.
 */
import { ACCEPT_LANGUAGE_MAX_CHARACTERS, LANGUAGE_RANGES_MAX } from '../../limits.ts';
import { languages, type Language } from './languages.ts';

/** The value of `Accept-Language`; a longer one than any browser sends is not looked at. */
export function chooseLanguage(accepted: string | null): Language {
  if (accepted === null || accepted.length > ACCEPT_LANGUAGE_MAX_CHARACTERS) return 'en';
  const ranges = accepted.split(',').slice(0, LANGUAGE_RANGES_MAX).flatMap(parseRange);
  // `de-AT;q=0` refuses Austrian German, which is not what we offer.
  const refused = new Set(ranges.flatMap(({ range, weight }) => (weight === 0 ? [range.toLowerCase()] : [])));
  const wanted = ranges.filter(({ weight }) => weight > 0).toSorted((one, other) => other.weight - one.weight);
  for (const { range } of wanted) {
    const language = lookUp(range);
    if (language && !refused.has(language)) return language;
  }
  return 'en';
}

/** The language of one range: `de` for `de`, `DE-at` and `de-CH-1996`. Undefined for `*` and for what is not offered. */
export function lookUp(range = ''): Language | undefined {
  const [primary] = range.toLowerCase().split('-');
  return languages.find((language) => language === primary);
}

const member = /^([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

function parseRange(text: string): { range: string; weight: number }[] {
  const [, range, weight = '1'] = member.exec(text.trim()) ?? [];
  return range ? [{ range, weight: Number(weight) }] : [];
}

import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../../shared/outcomes.ts';
import type { Texts } from '../../../../shared/pages/text/en.ts';
import { languageNames, languages } from '../../../../shared/pages/text/languages.ts';
import { renderGallery, sampleSettings } from '../../../browser/gallery.ts';
import { visibleText } from '../visible-text.ts';
import { allTexts, catalogues } from './all-texts.ts';
import { pseudo } from './pseudo-locale.ts';
import { readTexts } from './read-texts.ts';

const english = readTexts(allTexts.en);
/** In characters: sentences below are too short to compare. */
const LONG = 60;
/** Of the length of the English one; no translation that says everything is as short. */
const SHORTEST = 0.7;
const valuesIn = (text: string) => (text.match(/⟨\d⟩/g) ?? []).toSorted();

describe.each(languages)('catalogues.%s', (language) => {
  const texts: Texts = catalogues[language];
  const own = readTexts(allTexts[language]);

  it('says everything, and no more than English', () => {
    expect([...own.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    expect([...own].filter(([, { says }]) => says.trim() === '' || says.includes('undefined'))).toEqual([]);
  });

  it('takes the values of the English sentence, and says each', () => {
    for (const [path, { says, arity }] of own) {
      expect([path, arity]).toEqual([path, english.get(path)?.arity]);
      expect([path, valuesIn(says)]).toEqual([path, valuesIn(english.get(path)?.says ?? '')]);
    }
  });

  it('leaves no part of an English sentence out', () => {
    const isCut = (says: string, whole = '') =>
      whole.length >= LONG && (says.length < whole.length * SHORTEST || /[.?!:]$/.test(says) !== /[.?!:]$/.test(whole));
    expect([...own].filter(([path, { says }]) => isCut(says, english.get(path)?.says))).toEqual([]);
    // A part that is missing within a sentence leaves a gap.
    expect([...own].filter(([, { says }]) => /\S {2,}\S| [.,]( |$)/.test(says))).toEqual([]);
  });

  it('has a heading of its own and whole sentences for every code', () => {
    expect(Object.keys(texts.headings).toSorted()).toEqual(Object.keys(outcomes).toSorted());
    expect(new Set(Object.values(texts.headings)).size).toBe(Object.keys(outcomes).length);
    for (const sentence of Object.values(texts.sentences)) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
  });

  it('speaks to the person and not to a program', () => {
    const ofPrograms =
      /\b(the sender|errors|Allow|app-only|CALLER_CLIENT_IDS|consentUrl|Key Vault|idempotency|retry)\b/i;
    expect(Object.entries(texts.sentences).filter(([, sentence]) => ofPrograms.test(sentence))).toEqual([]);
  });

  it('is known under its tag, and writes dates in its own words', () => {
    expect(texts.tag).toBe(language);
    expect(Intl.DateTimeFormat.supportedLocalesOf(texts.locale)).toEqual([texts.locale]);
    expect(new Intl.Locale(texts.locale).language).toBe(language);
  });

  it('is the language of every page', () => {
    for (const [name, page] of renderGallery(sampleSettings, texts)) {
      expect([name, page.match(/<html lang="([^"]*)"/)?.[1]]).toEqual([name, language]);
      const others = [...page.matchAll(/<a [^>]*hreflang="([^"]*)" lang="([^"]*)">([^<]*)</g)].map((one) =>
        one.slice(1),
      );
      const expected = languages.filter((one) => one !== language);
      expect(others).toEqual(expected.map((one) => [one, one, languageNames[one]]));
    }
  });
});

describe('a language that nobody speaks', () => {
  it('leaves no word on any page that is not from a catalogue, but names, addresses and codes', () => {
    const left = new Set<string>();
    for (const [, page] of renderGallery(sampleSettings, pseudo)) {
      let text = `${/<title>([^<]*)</.exec(page)?.[1]} ${visibleText(page)} ${labelsOf(page).join(' ')}`;
      for (let before = ''; before !== text;) [before, text] = [text, text.replace(/⟦[^⟦⟧]*⟧/g, ' ')];
      for (const word of text.match(/\S*\p{L}\S*/gu) ?? []) left.add(word);
    }
    const names = [
      /^https:/,
      /@fabrikam\.com,?$/,
      /^(openid|profile|offline_access|(User|Mail)\.\w+):$/,
      /^(Nov|Dec)(ember)?$|^February$/,
      /^(Business|Central)$/,
      // A subject.
      /^(Invoice|<b>Statement<\/b>|(Monatsabschlussbericht)+)$/,
      /^0000ca1[12](-[0-9a-f-]+|…)$/,
    ];
    const ofSwitch: readonly string[] = Object.values(languageNames);
    const unknown = [...left].filter((word) => !ofSwitch.includes(word) && !names.some((name) => name.test(word)));
    expect(unknown).toEqual([]);
  });
});

/** What a page says where it is not seen, or by its script. */
function labelsOf(page: string): string[] {
  return [...page.matchAll(/ (?:aria-label|data-busy|data-done|data-failed|alt)="([^"]*)"/g)].map(
    ([, text]) => text ?? '',
  );
}

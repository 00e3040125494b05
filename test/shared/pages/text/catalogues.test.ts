import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../../shared/outcomes.ts';
import { toText, type SafeHtml } from '../../../../shared/pages/kit/html.ts';
import { en, type Texts } from '../../../../shared/pages/text/en.ts';
import { languageNames, languages } from '../../../../shared/pages/text/languages.ts';
import { renderGallery, sampleSettings } from '../../../browser/gallery.ts';
import { visibleText } from '../visible-text.ts';
import { catalogues } from './all-texts.ts';
import { markup, pseudo } from './pseudo-locale.ts';

type Sentence = (...values: unknown[]) => string | SafeHtml;

/** Every sentence by its path: what it says with values that stand out, and how many it takes. */
function read(texts: object, path = ''): Map<string, { says: string; arity: number }> {
  const found = new Map<string, { says: string; arity: number }>();
  for (const [key, value] of Object.entries(texts) as [string, unknown][]) {
    const at = `${path}/${key}`;
    if (typeof value === 'string') found.set(at, { says: value, arity: 0 });
    else if (typeof value === 'function') found.set(at, { says: say(value as Sentence), arity: value.length });
    else for (const [inner, one] of read(value as object, at)) found.set(inner, one);
  }
  return found;
}

/** Each value serves as text, as markup, and as a link with its label. */
function say(sentence: Sentence): string {
  const values = Array.from({ length: sentence.length }, (_, index) =>
    Object.assign((label: string) => markup(`«${index}»${label}`), markup(`«${index}»`), {
      toString: () => `«${index}»`,
    }),
  );
  const said = sentence(...values);
  return typeof said === 'string' ? said : toText(said);
}

const english = read(en);
const valuesIn = (text: string) => (text.match(/«\d»/g) ?? []).toSorted();

describe.each(languages)('catalogues.%s', (language) => {
  const texts: Texts = catalogues[language];
  const own = read(texts);

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

describe('German', () => {
  it('is used for dates, too', () => {
    const page = renderGallery(sampleSettings, catalogues.de).get('me/connected');
    expect(page).toContain('<time datetime="2026-11-24T09:30:00.000Z">24. November 2026</time>');
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
      /@fabrikam\.com$/,
      /^(openid|profile|offline_access|(User|Mail)\.\w+):$/,
      /^(Nov|Dec)(ember)?$|^February$/,
      /^(Business|Central)$/,
      /^0000ca11-[0-9a-f-]+$/,
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

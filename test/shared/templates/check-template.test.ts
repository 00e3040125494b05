import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAULTS_MAX } from '../../../shared/limits.ts';
import { checkTemplate } from '../../../shared/templates/check-template.ts';
import { TEMPLATE_BODY_MAX_CHARACTERS } from '../../../shared/template-limits.ts';
import { orderDocument } from './sample-template.ts';

const text = { type: 'text' };
const base = {
  defaultLanguage: 'en',
  placeholders: { name: text, lines: { type: 'list', columns: { price: text } } },
  languages: { en: { subject: 'x', text: 'x' } },
};
/** The document with other properties; `undefined` leaves one out. */
const faultsOf = (changes: object) =>
  checkTemplate(JSON.parse(JSON.stringify({ ...base, ...changes }))).faults.map(
    ({ pointer, detail }) => `${pointer} ${detail}`,
  );
const placeholder = (value: unknown) => ({ placeholders: { p: value } });
const content = (value: unknown) => ({ languages: { en: value } });

describe('checkTemplate', () => {
  it('takes a template of Finance & Operations with its HTML unchanged', () => {
    expect(checkTemplate(orderDocument)).toEqual({ document: orderDocument, faults: [] });
  });

  it('takes the example of the documentation', () => {
    const readme = readFileSync(join(import.meta.dirname, '..', '..', '..', 'shared', 'README.md'), 'utf8');
    const [, example = ''] = /^## Templates$[^]*?^```json\n([^]*?)^```$/m.exec(readme) ?? [];
    expect(checkTemplate(JSON.parse(example)).faults).toEqual([]);
  });

  it.each<[object, ...string[]]>([
    // Closed, and bounded.
    [{ x: 1 }, '/x is not a known property'],
    [{ languages: undefined }, '/languages is missing'],
    [{ languages: {} }, '/languages is empty'],
    [{ defaultLanguage: 5 }, '/defaultLanguage is not a string'],
    [
      { timeZone: 'Romance Standard Time' },
      '/timeZone is not a time zone of the IANA database, such as Europe/Copenhagen',
    ],
    [{ timeZone: '+01:00' }, '/timeZone is not a time zone of the IANA database, such as Europe/Copenhagen'],
    [{ timeZone: 'Europe/Nowhere' }, '/timeZone is not a time zone of the IANA database, such as Europe/Copenhagen'],
    [content({ subject: 'x' }), '/languages/en has neither html nor text'],
    [content({ subject: '', text: 'x' }), '/languages/en/subject is empty'],
    [content({ subject: 'a\nb', text: 'x' }), '/languages/en/subject has a line break or another control character'],
    [content({ subject: 'x'.repeat(256), text: 'x' }), '/languages/en/subject has more than 255 characters'],
    [
      content({ subject: 'x', html: 'x'.repeat(TEMPLATE_BODY_MAX_CHARACTERS + 1) }),
      `/languages/en/html has more than ${TEMPLATE_BODY_MAX_CHARACTERS} characters`,
    ],
    [content({ subject: 'x', text: 'x', raw: 'x' }), '/languages/en/raw is not a known property'],
    [
      {
        languages: Object.fromEntries(
          ['en', 'de', 'da', 'sv'].map((key) => [key, { subject: 'x', text: 'x'.repeat(100_000) }]),
        ),
      },
      '/languages has 400004 characters in all; at most 400000 are accepted',
    ],
    // Placeholders.
    [placeholder({ type: 'html' }), '/placeholders/p/type is not text, number, amount, date, dateTime, link or list'],
    [placeholder({}), '/placeholders/p/type is not text, number, amount, date, dateTime, link or list'],
    [placeholder('text'), '/placeholders/p is not an object'],
    [placeholder({ type: 'text', dateStyle: 'long' }), '/placeholders/p/dateStyle is not a known property'],
    [
      placeholder({ type: 'amount' }),
      '/placeholders/p/currency is neither a currency code, such as EUR, nor an object with the field that has one',
    ],
    [
      placeholder({ type: 'amount', currency: 'eur' }),
      '/placeholders/p/currency is not a currency code of three capital letters, such as EUR',
    ],
    [
      placeholder({ type: 'number', fractionDigits: 21 }),
      '/placeholders/p/fractionDigits is not a whole number from 0 to 20',
    ],
    [
      placeholder({ type: 'number', fractionDigits: 1.5 }),
      '/placeholders/p/fractionDigits is not a whole number from 0 to 20',
    ],
    [
      placeholder({ type: 'number', fractionDigits: '2' }),
      '/placeholders/p/fractionDigits is not a whole number from 0 to 20',
    ],
    [
      placeholder({ type: 'date', dateStyle: 'iso' }),
      '/placeholders/p/dateStyle is not one of short, medium, long, full',
    ],
    [
      placeholder({ type: 'link', hosts: ['https://contoso.com'] }),
      '/placeholders/p/hosts/0 is not a host name in lower case, such as contoso.com',
    ],
    [placeholder({ type: 'text', field: '' }), '/placeholders/p/field is empty'],
    [placeholder({ type: 'list', columns: {} }), '/placeholders/p/columns is empty'],
    [
      placeholder({ type: 'list', columns: { a: { type: 'list', columns: { b: text } } } }),
      '/placeholders/p/columns/a/type is not text, number, amount, date, dateTime, link or list',
    ],
    [
      { placeholders: { 'a b': text } },
      '/placeholders/a b is not the name of a placeholder: a letter, then letters, digits, hyphens and underscores',
    ],
    [{ placeholders: { a: text, A: text } }, '/placeholders/A has the name of another placeholder'],
    [
      { placeholders: { price: text, l: { type: 'list', columns: { Price: text, b: text, B: text, L: text } } } },
      '/placeholders/l/columns/Price has the name of another placeholder',
      '/placeholders/l/columns/B has the name of another placeholder',
      '/placeholders/l/columns/L has the name of another placeholder',
    ],
    [
      placeholder({ type: 'text', fallback: 5 }),
      '/placeholders/p/fallback is neither a text nor an object with a text for each language',
    ],
    [
      placeholder({ type: 'text', fallback: { de: 'x' } }),
      '/placeholders/p/fallback has no text for the language en',
      '/placeholders/p/fallback/de is not one of the languages',
    ],
    // Languages.
    [{ defaultLanguage: 'de' }, '/defaultLanguage is not one of the languages'],
    [{ fallbackLanguages: ['ENU'] }, '/fallbackLanguages/0 is not one of the languages'],
    [
      { languages: { en: base.languages.en, tlh: base.languages.en, '1053': base.languages.en } },
      '/languages/1053 is not a language in which dates and amounts can be written',
      '/languages/tlh is not a language in which dates and amounts can be written',
    ],
    [
      { defaultLanguage: 'ENU', languages: { 'en-us': base.languages.en, ENU: base.languages.en } },
      '/languages/ENU is the same language as en-us',
    ],
    // Texts.
    [
      content({ subject: '%nam%', html: '<p>\n%Price%</p>', text: 'x %names%' }),
      '/languages/en/subject has the unknown placeholder %nam%; the nearest known one is name (line 1, column 1)',
      '/languages/en/html has %price%, a column of lines, outside the table block of that name (line 2, column 1)',
      '/languages/en/text has the unknown placeholder %names%; the nearest known one is name (line 1, column 3)',
    ],
    [
      {
        placeholders: { p: { type: 'text', fallback: 'none' }, q: { type: 'link', fallback: 'javascript:x' } },
        ...content({ subject: '%p%', html: '<a href="%p%">%p%</a><img src="%q%">' }),
      },
      '/languages/en/html has %p% in an address, and its fallback is not an https or mailto address',
      '/languages/en/html has %q% in an address, and its fallback is not an https address',
    ],
  ])('finds in %j', (changes, ...faults) => {
    expect(faultsOf(changes)).toEqual(faults);
  });

  it.each([null, undefined, [], 'x', 5])('takes %j for no template', (value) => {
    expect(checkTemplate(value).faults).toHaveLength(1);
  });

  it('lists no more faults than an answer has', () => {
    expect(faultsOf(content({ subject: 'x', html: '%x% '.repeat(5_000), text: '%y%' }))).toHaveLength(FAULTS_MAX);
    expect(
      faultsOf({ placeholders: Object.fromEntries(Array.from({ length: 100 }, (_, at) => [` ${at}`, text])) }),
    ).toHaveLength(FAULTS_MAX);
  });

  it('takes names that every object has for names like others', () => {
    const names = { constructor: text, toString: text, hasOwnProperty: text };
    expect(faultsOf({ placeholders: names, ...content({ subject: '%constructor% %valueOf%', text: 'x' }) })).toEqual([
      '/languages/en/subject has the unknown placeholder %valueof% (line 1, column 15)',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { languages, type Language } from '../../../../shared/pages/text/languages.ts';
import { allTexts } from './all-texts.ts';
import { readTexts } from './read-texts.ts';

type Other = Exclude<Language, 'en'>;
const others = languages.filter((language): language is Other => language !== 'en');
const english = readTexts(allTexts.en);

const plain = (says: string) => says.replace(/<[^>]*>/g, '');

/** What a reader sees of each sentence. */
const sentencesOf = (language: Language) =>
  [...readTexts(allTexts[language])].map(([path, { says }]) => [path, plain(says)] as const);

const wordsOf = (text: string): string[] => text.match(/\p{L}+/gu) ?? [];

const capitalise = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

/** Words that are the same as in English, where a whole sentence is. */
const shared: Record<Other, string[]> = {
  de: ['Alarm', 'App', 'Code', 'MB', 'Name', 'Person', 'Problem', 'UTC', 'Version', 's'],
  fr: [
    'Action',
    'Actions',
    'Application',
    'Code',
    'Configuration',
    'Console',
    'Invitations',
    'Message',
    'Messages',
    'Pages',
    'UTC',
    'Version',
    'Versions',
    's',
  ],
  es: ['MB', 'No', 'UTC', 's'],
  nl: ['Account', 'Alarm', 'App', 'Code', 'Document', 'Id', 'JSON', 'MB', 'Privacy', 'UTC', 'in', 's'],
  da: ['Alarm', 'For', 'Id', 'MB', 'Reference', 'UTC', 's'],
  sv: ['MB', 'UTC', 's'],
};

/** Quotation marks, and how a person is not addressed. */
const habits: Record<Other, { quotes: string; neverSays: string[] }> = {
  de: { quotes: '„“', neverSays: ['du', 'dich', 'dir', 'dein', 'deine'] },
  fr: { quotes: '«»', neverSays: ['tu', 'toi', 'ton', 'ta', 'tes'] },
  es: { quotes: '«»', neverSays: ['tú', 'tu', 'tus', 'ti'] },
  nl: { quotes: '‘’', neverSays: ['je', 'jij', 'jou', 'jouw', 'jullie'] },
  da: { quotes: '“”', neverSays: ['Dem', 'Deres'] },
  sv: { quotes: '”', neverSays: ['ni', 'Er', 'Ert', 'Era'] },
};

const wordsOfEnglish = [
  'the',
  'your',
  'you',
  'with',
  'this',
  'that',
  'email',
  'mailbox',
  'please',
  'sign',
  'which',
  'when',
];

describe.each(others)('the sentences in %s', (language) => {
  const sentences = sentencesOf(language);

  it('are none of the English ones, but for a word that is the same', () => {
    const same = sentences.filter(([path, text]) => plain(english.get(path)?.says ?? '') === text);
    const words = new Set(same.flatMap(([, text]) => wordsOf(text)));
    expect([...words].toSorted()).toEqual(shared[language]);
  });

  it('have no English word, and address the person as colleagues do', () => {
    const never = [...wordsOfEnglish, ...habits[language].neverSays].flatMap((word) => [word, capitalise(word)]);
    const found = sentences.filter(([, text]) => wordsOf(text).some((word) => never.includes(word)));
    expect(found).toEqual([]);
  });

  it('have the quotation marks of the language, and no straight ones', () => {
    const known = `${habits[language].quotes}’`;
    const found = sentences.flatMap(([path, text]) =>
      (text.match(/["'`´„“”‚‘’«»‹›]/g) ?? []).map((mark) => [path, mark]),
    );
    expect(found.filter(([, mark = '']) => !known.includes(mark))).toEqual([]);
  });
});

describe('French', () => {
  it('keeps a line from breaking before its high punctuation and inside its quotation marks', () => {
    expect(sentencesOf('fr').filter(([, text]) => /(?<!\u00a0)[;:!?»]|«(?!\u00a0)/.test(text))).toEqual([]);
  });
});

describe('Spanish', () => {
  it('opens each question', () => {
    for (const [, text] of sentencesOf('es'))
      expect([text, text.split('¿').length]).toEqual([text, text.split('?').length]);
  });
});

describe.each(languages)('the console in %s', (language) => {
  const { console, consoleDocuments } = allTexts[language];

  it('has another word for signing out than for off-boarding', () => {
    const { offBoardTitle, offBoardLink, hasLeft, offBoarding } = consoleDocuments;
    const ofLeaving = [...readTexts({ offBoardTitle, offBoardLink, hasLeft, offBoarding }).values()].map(
      ({ says }) => says,
    );
    const stem = console.signOut.slice(0, 4).toLowerCase();
    expect(ofLeaving.filter((says) => wordsOf(says.toLowerCase()).some((word) => word.startsWith(stem)))).toEqual([]);
  });
});

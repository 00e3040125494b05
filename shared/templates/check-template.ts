/**
 * Checks a template before it is stored: its schema, the rules between its fields, and every text of every language.
 *
 * So what is stored can be filled: no text names an unknown placeholder or puts a value where escaping cannot make it safe, and every
 * language can be written in. A fault names the place by a JSON pointer (RFC 6901), and in a text by line and column. It cannot know
 * what an event will bring.
 */
import type { Fault } from '../errors.ts';
import { FAULTS_MAX } from '../limits.ts';
import { formatJsonPointer } from '../submission/json-pointer.ts';
import { TEMPLATE_TEXTS_MAX_CHARACTERS } from '../template-limits.ts';
import { isWritable, readLanguageCode } from './language-codes.ts';
import { checkTexts } from './check-texts.ts';
import { templateDocumentSchema, type TemplateDocument } from './template-document.ts';

type Issue = NonNullable<ReturnType<typeof templateDocumentSchema.safeParse>['error']>['issues'][number];

/** The document, or at least one fault. */
export function checkTemplate(
  value: unknown,
): { document: TemplateDocument; faults: [] } | { document?: never; faults: Fault[] } {
  const { success, data, error } = templateDocumentSchema.safeParse(value, { error: describeIssue, jitless: true });
  const faults = success ? listFaults(data) : error.issues.flatMap(toFaults);
  if (success && faults.length === 0) return { document: data, faults: [] };
  return { faults: faults.slice(0, FAULTS_MAX) };
}

function listFaults(document: TemplateDocument): Fault[] {
  const rules = [
    ...listLanguageFaults(document),
    ...listNameFaults(document),
    ...listFallbackFaults(document),
    ...listSizeFaults(document),
  ];
  // A text is read only where it is clear what its placeholders are.
  return rules.length > 0 ? rules : checkTexts(document);
}

const fault = (path: readonly string[], detail: string): Fault => ({ pointer: formatJsonPointer(path), detail });

function listLanguageFaults({ languages, defaultLanguage, fallbackLanguages = [] }: TemplateDocument): Fault[] {
  const faults: Fault[] = [];
  const keyOfTag = new Map<string, string>();
  for (const key of Object.keys(languages)) {
    const tag = readLanguageCode(key);
    const other = tag && keyOfTag.get(tag);
    if (tag === undefined || !isWritable(tag))
      faults.push(fault(['languages', key], 'is not a language in which dates and amounts can be written'));
    else if (other !== undefined) faults.push(fault(['languages', key], `is the same language as ${other}`));
    else keyOfTag.set(tag, key);
  }
  const isOffered = (code: string) => keyOfTag.has(readLanguageCode(code) ?? '');
  if (!isOffered(defaultLanguage)) faults.push(fault(['defaultLanguage'], 'is not one of the languages'));
  fallbackLanguages.forEach((code, index) => {
    if (!isOffered(code)) faults.push(fault(['fallbackLanguages', String(index)], 'is not one of the languages'));
  });
  return faults;
}

/** Texts write names in any case, and a column hides nothing. */
function listNameFaults({ placeholders = {} }: TemplateDocument): Fault[] {
  const entries = Object.entries(placeholders);
  const columns = entries.flatMap(([list, placeholder]) =>
    placeholder.type === 'list' ? [{ list, names: Object.keys(placeholder.columns) }] : [],
  );
  const outer = entries.map(([name]) => name);
  return [
    ...listRepeated(outer).map((name) => fault(['placeholders', name], 'has the name of another placeholder')),
    ...columns.flatMap(({ list, names }) =>
      listRepeated(names, outer).map((name) =>
        fault(['placeholders', list, 'columns', name], 'has the name of another placeholder'),
      ),
    ),
  ];
}

function listRepeated(names: readonly string[], taken: readonly string[] = []): string[] {
  const seen = new Set(taken.map((name) => name.toLowerCase()));
  return names.filter((name) => {
    const isRepeated = seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    return isRepeated;
  });
}

/** A fallback that differs by language has a text for each of them. */
function listFallbackFaults({ placeholders = {}, languages }: TemplateDocument): Fault[] {
  const check = (path: string[], fallback: string | Record<string, string> | undefined): Fault[] => {
    if (fallback === undefined || typeof fallback === 'string') return [];
    const needed = Object.keys(languages);
    return [
      ...needed
        .filter((key) => !Object.hasOwn(fallback, key))
        .map((key) => fault([...path, 'fallback'], `has no text for the language ${key}`)),
      ...Object.keys(fallback)
        .filter((key) => !Object.hasOwn(languages, key))
        .map((key) => fault([...path, 'fallback', key], 'is not one of the languages')),
    ];
  };
  return Object.entries(placeholders).flatMap(([name, placeholder]) =>
    placeholder.type === 'list'
      ? Object.entries(placeholder.columns).flatMap(([column, { fallback }]) =>
          check(['placeholders', name, 'columns', column], fallback),
        )
      : check(['placeholders', name], placeholder.fallback),
  );
}

function listSizeFaults({ languages }: TemplateDocument): Fault[] {
  const texts = Object.values(languages).flatMap((content) => Object.values(content));
  const characters = texts.reduce((total, text) => total + text.length, 0);
  return characters > TEMPLATE_TEXTS_MAX_CHARACTERS
    ? [
        fault(
          ['languages'],
          `has ${characters} characters in all; at most ${TEMPLATE_TEXTS_MAX_CHARACTERS} are accepted`,
        ),
      ]
    : [];
}

function toFaults(issue: Issue): Fault[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, FAULTS_MAX).map((key) => fault([...path, key], 'is not a known property'));
  if (issue.code === 'invalid_key') return [fault(path, issue.issues[0]?.message ?? issue.message)];
  return [fault(path, issue.message)];
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'an array',
};

/** Words for what zod itself finds; every check of our own brings its words along. */
function describeIssue(issue: { code?: string; input?: unknown; expected?: unknown; options?: unknown }): string {
  if (issue.input === undefined) return 'is missing';
  // Of the placeholders, the only union without words of its own.
  if (issue.code === 'invalid_union') return 'is not text, number, amount, date, dateTime, link or list';
  return `is not ${typeNames[String(issue.expected)] ?? 'of the expected type'}`;
}

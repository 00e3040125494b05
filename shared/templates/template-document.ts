/**
 * A stored template: what it says in each language, and which values it may use and how they are written. A closed schema with
 * every bound, at the border where an operator writes one.
 *
 * It checks each field by itself; check-template.ts holds rules between fields, and reads the texts. A placeholder gets its value from
 * the event's payload: from `field`, a JSON pointer (RFC 6901) or the name of a property, else from the property of its own name, in
 * any case. In a list, fields are those of a row.
 */
import * as z from 'zod/mini';
import { findHeaderTextProblem } from '../submission/header-text.ts';
import { SUBJECT_MAX_CHARACTERS } from '../limits.ts';
import {
  DECIMAL_FRACTION_DIGITS_MAX,
  HOST_NAME_MAX_CHARACTERS,
  LANGUAGE_TAG_MAX_CHARACTERS,
  LINK_HOSTS_MAX,
  PLACEHOLDER_FIELD_MAX_CHARACTERS,
  PLACEHOLDER_NAME_MAX_CHARACTERS,
  PLACEHOLDER_TEXT_MAX_CHARACTERS,
  TEMPLATE_BODY_MAX_CHARACTERS,
  TEMPLATE_COLUMNS_MAX,
  TEMPLATE_LANGUAGES_MAX,
  TEMPLATE_PLACEHOLDERS_MAX,
  TIME_ZONE_MAX_CHARACTERS,
} from '../template-limits.ts';

const text = (maximum: number) =>
  z.string().check(
    z.maxLength(maximum, `has more than ${maximum} characters`),
    z.refine((value) => value.isWellFormed(), 'has half of a surrogate pair, which is not a character'),
  );
const filled = (maximum: number) => text(maximum).check(z.minLength(1, 'is empty'));
const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.exactOptional(z.enum(words, `is not one of ${words.join(', ')}`));
/** An object with names that the operator chooses. */
const named = <Key extends z.core.$ZodRecordKey, Value extends z.core.$ZodType>(
  key: Key,
  value: Value,
  maximum: number,
) =>
  z.record(key, value).check(
    z.refine((entries) => Object.keys(entries).length > 0, 'is empty'),
    z.refine((entries) => Object.keys(entries).length <= maximum, `has more than ${maximum} entries`),
  );

const language = filled(LANGUAGE_TAG_MAX_CHARACTERS);
const words = text(PLACEHOLDER_TEXT_MAX_CHARACTERS);
const fraction = `is not a whole number from 0 to ${DECIMAL_FRACTION_DIGITS_MAX}`;
const fractionDigits = z.exactOptional(
  z.number(fraction).check(z.int(fraction), z.minimum(0, fraction), z.maximum(DECIMAL_FRACTION_DIGITS_MAX, fraction)),
);
const field = z.exactOptional(filled(PLACEHOLDER_FIELD_MAX_CHARACTERS));
const timeZone = z.exactOptional(
  filled(TIME_ZONE_MAX_CHARACTERS).check(
    z.refine(isTimeZone, 'is not a time zone of the IANA database, such as Europe/Copenhagen'),
  ),
);
const currencyCode = z
  .string()
  .check(z.regex(/^[A-Z]{3}$/, 'is not a currency code of three capital letters, such as EUR'));
const dateStyle = oneOf('short', 'medium', 'long', 'full');

/** What every placeholder of one value has. */
const value = {
  field,
  /** In place of a value that is missing, empty or no date: one text, or one for each language. */
  fallback: z.exactOptional(
    z.union([words, z.record(language, words)], 'is neither a text nor an object with a text for each language'),
  ),
  /** What a preview shows. */
  example: z.exactOptional(z.union([words, z.number()], 'is neither a text nor a number')),
};

const valueTypes = [
  z.strictObject({ type: z.literal('text'), ...value, lineBreaks: z.exactOptional(z.boolean()) }),
  z.strictObject({ type: z.literal('number'), ...value, fractionDigits }),
  z.strictObject({
    type: z.literal('amount'),
    ...value,
    fractionDigits,
    currency: z.union(
      [
        currencyCode,
        z.strictObject({ field: filled(PLACEHOLDER_FIELD_MAX_CHARACTERS), fallback: z.exactOptional(currencyCode) }),
      ],
      'is neither a currency code, such as EUR, nor an object with the field that has one',
    ),
    currencyDisplay: oneOf('symbol', 'narrowSymbol', 'code', 'name', 'none'),
  }),
  z.strictObject({ type: z.literal('date'), ...value, dateStyle, timeZone }),
  z.strictObject({
    type: z.literal('dateTime'),
    ...value,
    dateStyle,
    timeStyle: oneOf('short', 'medium', 'long'),
    timeZone,
  }),
  z.strictObject({
    type: z.literal('link'),
    ...value,
    /** The hosts that it may lead to, with those below them; absent: any. */
    hosts: z.exactOptional(
      z
        .array(
          z
            .string()
            .check(
              z.maxLength(HOST_NAME_MAX_CHARACTERS, `has more than ${HOST_NAME_MAX_CHARACTERS} characters`),
              z.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'is not a host name in lower case, such as contoso.com'),
            ),
        )
        .check(z.minLength(1, 'is empty'), z.maxLength(LINK_HOSTS_MAX, `has more than ${LINK_HOSTS_MAX} entries`)),
    ),
  }),
] as const;

const name = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z][A-Za-z0-9_-]*$/,
      'is not the name of a placeholder: a letter, then letters, digits, hyphens and underscores',
    ),
    z.maxLength(PLACEHOLDER_NAME_MAX_CHARACTERS, `has more than ${PLACEHOLDER_NAME_MAX_CHARACTERS} characters`),
  );

const list = z.strictObject({
  type: z.literal('list'),
  field,
  /** A missing list is one without rows. */
  optional: z.exactOptional(z.boolean()),
  columns: named(name, z.discriminatedUnion('type', valueTypes), TEMPLATE_COLUMNS_MAX),
});

const content = z
  .strictObject({
    subject: filled(SUBJECT_MAX_CHARACTERS).check(
      z.refine((line) => findHeaderTextProblem(line) === undefined, 'has a line break or another control character'),
    ),
    html: z.exactOptional(filled(TEMPLATE_BODY_MAX_CHARACTERS)),
    text: z.exactOptional(filled(TEMPLATE_BODY_MAX_CHARACTERS)),
  })
  .check(z.refine(({ html, text: plain }) => html !== undefined || plain !== undefined, 'has neither html nor text'));

/** The whole document. */
export const templateDocumentSchema = z.strictObject({
  /** The last of the languages that are tried. */
  defaultLanguage: language,
  /** Tried before it, in their order. */
  fallbackLanguages: z.exactOptional(
    z.array(language).check(z.maxLength(TEMPLATE_LANGUAGES_MAX, `has more than ${TEMPLATE_LANGUAGES_MAX} entries`)),
  ),
  /** In which moments are written, where a placeholder names no other; absent: UTC. */
  timeZone,
  placeholders: z.exactOptional(
    named(name, z.discriminatedUnion('type', [...valueTypes, list]), TEMPLATE_PLACEHOLDERS_MAX),
  ),
  languages: named(language, content, TEMPLATE_LANGUAGES_MAX),
});

export type TemplateDocument = z.infer<typeof templateDocumentSchema>;
export type TemplateContent = TemplateDocument['languages'][string];
/** A placeholder of one value, or a list of rows. */
export type Placeholder = NonNullable<TemplateDocument['placeholders']>[string];
export type ListPlaceholder = Extract<Placeholder, { type: 'list' }>;
export type ValuePlaceholder = Exclude<Placeholder, ListPlaceholder>;
/** The texts of one language. */
export type TemplateField = keyof TemplateContent;

/** Names of Windows, such as Romance Standard Time, and offsets are none. */
function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(zone)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

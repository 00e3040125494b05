/**
 * The limits of templates and of what is made with them, unit in the name, reason beside it. All others are in limits.ts.
 */

/** HTML that a designer's program wrote, with its styles, has some 60,000. */
export const TEMPLATE_BODY_MAX_CHARACTERS = 120_000;
/** Subjects and bodies of all languages together: a stored document has 512 KB, and compressed it must fit into one column. */
export const TEMPLATE_TEXTS_MAX_CHARACTERS = 400_000;
/** Business Central has been translated into fewer. */
export const TEMPLATE_LANGUAGES_MAX = 60;
/** Finance & Operations offers some 60 for an order, lines included. */
export const TEMPLATE_PLACEHOLDERS_MAX = 200;
export const TEMPLATE_COLUMNS_MAX = 60;
/** Also how far a `%` is looked behind for another. */
export const PLACEHOLDER_NAME_MAX_CHARACTERS = 64;
/** A JSON pointer of some levels, or the name of a property. */
export const PLACEHOLDER_FIELD_MAX_CHARACTERS = 256;
/** A few words in place of a value, or as an example of one. */
export const PLACEHOLDER_TEXT_MAX_CHARACTERS = 1_000;
export const LINK_HOSTS_MAX = 20;
/** RFC 1035 section 2.3.4. */
export const HOST_NAME_MAX_CHARACTERS = 253;
/** Longer than any address that mail programs follow. */
export const LINK_MAX_CHARACTERS = 2_048;
/** More lines than a person reads in a mail. */
export const TEMPLATE_ROWS_MAX = 500;
/** Each body of a message: with the other one, and in base64, it fits into one request to Graph. */
export const RENDERED_BODY_MAX_CHARACTERS = 1_000_000;
/** Amounts have fewer; the largest double has 309, which nobody wants to read. */
export const DECIMAL_INTEGER_DIGITS_MAX = 40;
/** ECMA-402 takes up to 100, engines before that 20. */
export const DECIMAL_FRACTION_DIGITS_MAX = 20;
/** RFC 5646 section 4.4.1. */
export const LANGUAGE_TAG_MAX_CHARACTERS = 35;
/** Longer than any name of the IANA database. */
export const TIME_ZONE_MAX_CHARACTERS = 64;

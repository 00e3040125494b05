/**
 * What a field may contain that ends up in a mail header: subject, names, references, header values.
 *
 * Refuses every character that could end a line or change how a line reads: C0 and C1 controls, DEL, U+2028, U+2029, and
 * unpaired surrogates. Linear in the length of the text. It does not check lengths.
 */

// oxlint-disable-next-line no-control-regex -- it looks for control characters
const forbidden = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** What is wrong with the text, as the end of a sentence about the field; undefined when nothing is. */
export function findHeaderTextProblem(text: string): string | undefined {
  if (forbidden.test(text)) return 'has a line break or another control character';
  return findEncodingProblem(text);
}

/** What is wrong with a text that may have several lines; undefined when nothing is. */
export function findEncodingProblem(text: string): string | undefined {
  return text.isWellFormed() ? undefined : 'has half of a surrogate pair, which is not a character';
}

/**
 * What may stand in a field that ends in a mail header: subject, names, references, header values.
 *
 * Refuses every character that could end a line or change how one reads: C0 and C1 controls, DEL, U+2028, U+2029, and
 * surrogates without their partner. Lengths are checked elsewhere. Linear in the length of the text.
 */

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const forbidden = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** What is wrong with the text, as the end of a sentence about the field; undefined when nothing is. */
export function findHeaderTextProblem(text: string): string | undefined {
  if (forbidden.test(text)) return 'has a line break or another control character';
  return findEncodingProblem(text);
}

/** As above for text that may have several lines. */
export function findEncodingProblem(text: string): string | undefined {
  return text.isWellFormed() ? undefined : 'has half of a surrogate pair, which is not a character';
}

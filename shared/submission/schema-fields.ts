/**
 * The kinds of text field of which the schemas of a submission are made. They check one field each and change nothing.
 */
import * as z from 'zod';
import { findHeaderTextProblem } from './header-text.ts';

/** A string whose check says what is wrong with it, or undefined. */
export function text(findProblem: (value: string) => string | undefined, description: string) {
  return z
    .string()
    .check((payload) => {
      const problem = findProblem(payload.value);
      if (problem) payload.issues.push({ code: 'custom', message: problem, input: payload.value });
    })
    .describe(description);
}

/** One line of bounded length. */
export function headerText(maximum: number, description: string) {
  return text((value) => findLengthProblem(value, maximum) ?? findHeaderTextProblem(value), description);
}

/** The length that was found, and the one that is accepted. */
export function findLengthProblem(value: string, maximum: number): string | undefined {
  return value.length > maximum ? `has ${value.length} characters; at most ${maximum} are accepted` : undefined;
}

/** One of these words in any case. */
export function word(description: string, ...words: string[]) {
  const known = new Set(words.map((one) => one.toLowerCase()));
  return text((value) => (known.has(value.toLowerCase()) ? undefined : `is not ${words.join(' or ')}`), description);
}

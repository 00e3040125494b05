/**
 * The kinds of text field of which the schemas of a submission are made. They check one field each and change nothing.
 */
import * as z from 'zod';
import { findHeaderTextProblem } from './header-text.ts';
import { findLengthProblem } from './length-problem.ts';

/** What the description of the API says of a field beside its words; the check knows more than these can say. */
export interface Keywords {
  format?: 'byte' | 'date-time';
  contentEncoding?: 'base64';
  maxLength?: number;
  const?: string;
  default?: string;
  /** Each passes the check. */
  examples?: readonly string[];
  /** All there are today. */
  'x-extensible-enum'?: readonly string[];
}

/** A string whose check says what is wrong with it, or undefined. */
export function text(findProblem: (value: string) => string | undefined, description: string, keywords: Keywords = {}) {
  return z
    .string()
    .check((payload) => {
      const problem = findProblem(payload.value);
      if (problem) payload.issues.push({ code: 'custom', message: problem, input: payload.value });
    })
    .meta({ description, ...keywords });
}

/** One line of bounded length. */
export function headerText(maximum: number, description: string, keywords: Keywords = {}) {
  const all = { maxLength: maximum, ...keywords };
  return text((value) => findLengthProblem(value, maximum) ?? findHeaderTextProblem(value), description, all);
}

/** One of these words in any case. */
export function word(description: string, ...words: string[]) {
  const known = new Set(words.map((one) => one.toLowerCase()));
  const findProblem = (value: string) => (known.has(value.toLowerCase()) ? undefined : `is not ${words.join(' or ')}`);
  return text(findProblem, description, { 'x-extensible-enum': words });
}

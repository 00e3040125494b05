/**
 * Fills a template with the values of an event: subject and bodies in one language, or every fault with the place in the payload.
 *
 * Pure. Texts and values are gone through once, so no value is ever read as a placeholder; what comes out is bounded, and so is the
 * time. The document is a checked one, the values are anybody's. It throws nothing for them, so that its file can be loaded by itself:
 * no class of errors is in it.
 */
import type { Fault } from '../errors.ts';
import { FAULTS_MAX, SUBJECT_MAX_CHARACTERS } from '../limits.ts';
import { RENDERED_BODY_MAX_CHARACTERS, TEMPLATE_ROWS_MAX } from '../template-limits.ts';
import { chooseLanguage } from './choose-language.ts';
import { createFillValue, type FillValue } from './fill-value.ts';
import { listKnownPlaceholders, type KnownList } from './known-placeholders.ts';
import { parseTemplate, type Part, type RowPart } from './parse-template.ts';
import { createFindValue, type FindValue } from './payload.ts';
import type { TemplateDocument, TemplateField } from './template-document.ts';

export interface RenderedTemplate {
  subject: string;
  html?: string;
  text?: string;
  /** A BCP 47 tag. */
  language: string;
}

export type RenderResult = { message: RenderedTemplate; faults: [] } | { message?: never; faults: Fault[] };

export interface RenderOptions {
  /** A Windows code or a BCP 47 tag; absent or unknown: the template's own. */
  language?: string;
  /** The payload. */
  values: Readonly<Record<string, unknown>>;
}

const maximumOf: Readonly<Record<TemplateField, number>> = {
  subject: SUBJECT_MAX_CHARACTERS,
  html: RENDERED_BODY_MAX_CHARACTERS,
  text: RENDERED_BODY_MAX_CHARACTERS,
};

/** `document` is a checked one. */
export function renderTemplate(document: TemplateDocument, { language, values }: RenderOptions): RenderResult {
  const chosen = chooseLanguage(document, language);
  const find = createFindValue(values);
  const faults = new Map<string, Fault>();
  const fill = createFillValue(document, chosen, faults);
  const known = listKnownPlaceholders(document);
  const render = (field: TemplateField, text = '') => {
    const { parts } = parseTemplate(text, field, known);
    const rendered = renderParts(parts, { fill, find, faults, maximum: maximumOf[field] });
    if (rendered === undefined)
      faults.set(field, {
        pointer: '',
        detail: `makes the ${field} of this template longer than ${maximumOf[field]} characters`,
      });
    return rendered ?? '';
  };
  const { subject, html, text } = document.languages[chosen.key] ?? { subject: '' };
  const message = {
    subject: render('subject', subject),
    ...(html !== undefined && { html: render('html', html) }),
    ...(text !== undefined && { text: render('text', text) }),
    language: chosen.tag,
  };
  return faults.size === 0 ? { message, faults: [] } : { faults: [...faults.values()].slice(0, FAULTS_MAX) };
}

interface RenderContext {
  fill: FillValue;
  find: FindValue;
  faults: Map<string, Fault>;
  maximum: number;
}

/** Undefined as soon as it is longer than `maximum`. */
function renderParts(parts: readonly Part[], { fill, find, faults, maximum }: RenderContext): string | undefined {
  const pieces: string[] = [];
  let left = maximum;
  const write = (text: string): boolean => {
    left -= text.length;
    if (left >= 0) pieces.push(text);
    return left >= 0;
  };
  const writeAll = (some: readonly RowPart[], row?: FindValue): boolean =>
    some.every((part) => write(part.kind === 'text' ? part.text : fill(part, find, row)));
  for (const part of parts) {
    const isWritten =
      part.kind === 'rows'
        ? listRows(part.list, find, faults).every((row) => faults.size < FAULTS_MAX && writeAll(part.parts, row))
        : writeAll([part]);
    if (!isWritten && left < 0) return undefined;
  }
  return pieces.join('');
}

function listRows({ name, placeholder }: KnownList, find: FindValue, faults: Map<string, Fault>): FindValue[] {
  const { value, pointer, isAmbiguous } = find(placeholder.field ?? name);
  const refuse = (detail: string): [] => {
    faults.set(pointer, { pointer, detail });
    return [];
  };
  if (isAmbiguous) return refuse('has names that differ only in case');
  if (value === undefined || value === null) return placeholder.optional ? [] : refuse('is missing');
  if (!Array.isArray(value)) return refuse('is not a list of rows');
  if (value.length > TEMPLATE_ROWS_MAX)
    return refuse(`has ${value.length} rows; at most ${TEMPLATE_ROWS_MAX} are written`);
  return value.map((row: unknown, index) => createFindValue(row, `${pointer}/${index}`));
}

/**
 * Shows what a template would send: with given values as an event would bring them, else with examples of every placeholder.
 *
 * Pure: it stores nothing and sends nothing. Given values are the whole payload, so that what is missing there shows as it would in
 * earnest.
 */
import type { Fault } from '../errors.ts';
import { chooseLanguage } from './choose-language.ts';
import { buildExampleValues } from './example-values.ts';
import { listKnownPlaceholders } from './known-placeholders.ts';
import { parseTemplate } from './parse-template.ts';
import { renderTemplate, type RenderedTemplate } from './render-template.ts';
import type { TemplateContent, TemplateDocument, TemplateField } from './template-document.ts';

export interface PreviewOptions {
  /** A Windows code or a BCP 47 tag. */
  language?: string;
  /** The payload; absent: examples. */
  values?: Readonly<Record<string, unknown>>;
}

export interface TemplatePreview {
  /** A BCP 47 tag. */
  language: string;
  /** Absent if there is a fault. */
  message?: RenderedTemplate;
  faults: Fault[];
  /** The payload it was made with. */
  values: Readonly<Record<string, unknown>>;
  /** Placeholders in the texts of this language, and columns as `list.column`; then all others of the document. */
  used: string[];
  unused: string[];
}

export function previewTemplate(document: TemplateDocument, options: PreviewOptions = {}): TemplatePreview {
  const { language, values = buildExampleValues(document) } = options;
  const { key, tag } = chooseLanguage(document, language);
  const { message, faults } = renderTemplate(document, { ...(language !== undefined && { language }), values });
  const used = listUsed(document, key);
  const declared = listDeclared(document);
  return {
    language: tag,
    ...(message && { message }),
    faults,
    values,
    used: declared.filter((name) => used.has(name)),
    unused: declared.filter((name) => !used.has(name)),
  };
}

function listDeclared({ placeholders = {} }: TemplateDocument): string[] {
  return Object.entries(placeholders).flatMap(([name, placeholder]) =>
    placeholder.type === 'list'
      ? [name, ...Object.keys(placeholder.columns).map((column) => `${name}.${column}`)]
      : [name],
  );
}

function listUsed(document: TemplateDocument, key: string): ReadonlySet<string> {
  const known = listKnownPlaceholders(document);
  const content = Object.entries(document.languages[key] ?? {}) as [TemplateField, TemplateContent[TemplateField]][];
  const parts = content.flatMap(([field, text = '']) => parseTemplate(text, field, known).parts);
  const lists = parts.flatMap((part) => (part.kind === 'rows' ? [part.list.name] : []));
  const values = parts
    .flatMap((part) => (part.kind === 'rows' ? part.parts : [part]))
    .flatMap((part) => (part.kind === 'value' ? [part.value] : []))
    .map(({ list, name }) => (list === undefined ? name : `${list}.${name}`));
  return new Set([...lists, ...values]);
}

/**
 * Checks the texts of a template: their marks, their HTML, and whether each fallback may be where it would be put.
 *
 * The rest of the document is checked before (check-template.ts).
 */
import type { Fault } from '../errors.ts';
import { FAULTS_MAX } from '../limits.ts';
import { formatJsonPointer } from '../submission/json-pointer.ts';
import { escapeValue } from './escape-value.ts';
import { readFallback } from './fill-value.ts';
import { listKnownPlaceholders } from './known-placeholders.ts';
import { parseTemplate, type Part } from './parse-template.ts';
import type { TemplateContent, TemplateDocument, TemplateField } from './template-document.ts';

/** Each names a text, and the line and column in it. */
export function checkTexts(document: TemplateDocument): Fault[] {
  const known = listKnownPlaceholders(document);
  const faults: Fault[] = [];
  for (const [key, content] of Object.entries(document.languages)) {
    for (const [field, text] of Object.entries(content) as [TemplateField, TemplateContent[TemplateField]][]) {
      if (text === undefined) continue;
      const pointer = formatJsonPointer(['languages', key, field]);
      const parsed = parseTemplate(text, field, known);
      const found = parsed.faults.slice(0, FAULTS_MAX).map((fault) => ({
        pointer,
        detail: `${fault.detail} (${describePlace(text, fault.offset)})`,
      }));
      faults.push(...found, ...listFallbackFaults(parsed.parts, key, pointer));
      if (faults.length >= FAULTS_MAX) return faults.slice(0, FAULTS_MAX);
    }
  }
  return faults;
}

/** A fallback in an address that is none would make every message without the value fail. */
function listFallbackFaults(parts: readonly Part[], key: string, pointer: string): Fault[] {
  return parts.flatMap((part) => {
    if (part.kind === 'rows') return listFallbackFaults(part.parts, key, pointer);
    const fallback = part.kind === 'value' ? readFallback(part.value.placeholder, key) : undefined;
    if (part.kind !== 'value' || !fallback) return [];
    const { problem } = escapeValue(fallback, part.position);
    return problem === undefined
      ? []
      : [{ pointer, detail: `has %${part.value.name}% in an address, and its fallback ${problem}` }];
  });
}

function describePlace(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

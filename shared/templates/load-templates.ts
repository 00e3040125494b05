/**
 * Loads what reads and fills templates when a template is first needed.
 */
import type { checkTemplate, previewTemplate, renderTemplate } from './templates.ts';

export interface Templates {
  checkTemplate: typeof checkTemplate;
  previewTemplate: typeof previewTemplate;
  renderTemplate: typeof renderTemplate;
}

export async function loadTemplates(): Promise<Templates> {
  return import('./templates.ts');
}

/**
 * Templates of event doors, as one file of the built app that is loaded when the first template is needed.
 *
 * Nothing here reads or writes: whoever calls has read the document by host tenant and name, and stores or sends what comes back. No
 * class is in it that another file compares.
 */
export { checkTemplate } from './check-template.ts';
export { previewTemplate, type PreviewOptions, type TemplatePreview } from './preview-template.ts';
export { renderTemplate, type RenderedTemplate, type RenderOptions, type RenderResult } from './render-template.ts';
export type { TemplateDocument } from './template-document.ts';

/**
 * Tagged template for HTML: every value is escaped unless it is HTML already.
 *
 * Lists are joined, undefined and false disappear. It does not know elements or attributes; attribute values must
 * be quoted.
 */
export interface Html {
  readonly html: string;
}

export type HtmlValue = Html | string | number | false | undefined | HtmlValue[];

/** Builds HTML from a template. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return { html: strings.reduce((text, part, index) => text + render(values[index - 1]) + part) };
}

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(render).join('');
  if (typeof value === 'object') return value.html;
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

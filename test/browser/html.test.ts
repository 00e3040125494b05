import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, toText } from '../../shared/pages/kit/html.ts';
import { usePage } from './shared-browser.ts';

const page = usePage();

/** What the parser of a browser makes of a document: its elements in order, one attribute, one text. */
function parse(documents: string[]) {
  return page().evaluate((sources) => {
    const parser = new DOMParser();
    return sources.map((source) => {
      const parsed = parser.parseFromString(source, 'text/html');
      return {
        elements: [...parsed.querySelectorAll('*')].map(({ tagName }) => tagName).join(' '),
        attributes: [...(parsed.querySelector('p')?.attributes ?? [])].map(({ name }) => name).join(' '),
        title: parsed.querySelector('p')?.title,
        text: parsed.querySelector('p')?.textContent,
        heading: parsed.title,
      };
    });
  }, documents);
}

/** HTML section 13.2.3.5: a parser reads every line end as LF; NUL never survives in text, and becomes U+FFFD in attributes. */
const readLineEnds = (text: string) => text.replace(/\r\n?/g, '\n');

const pieces = ['<', '>', '"', "'", '`', '&', ';', '=', '/', '!', '-', ' ', '\r', '\n', '\t', '\0', '\f'];
const words = [
  '</p',
  '</title>',
  '<!--',
  '-->',
  '<script>',
  '<img src=x onerror=alert(1)>',
  ']]>',
  '&lt;',
  '&#0;',
  '\u2028',
  '\u202e',
];
const hostile = fc.string({
  unit: fc.oneof(fc.constantFrom(...pieces, ...words), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 })),
  maxLength: 20,
});

describe('html, read by a browser', () => {
  it('gives back every text as it was, in its place and nowhere else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 20, maxLength: 20 }), async (texts) => {
        const documents = texts.map((text) =>
          toText(
            html`<!doctype html><title>a${text}b</title>
              <p title="${text}">${text}</p>`,
          ),
        );
        const read = await parse(documents);
        read.forEach((found, index) => {
          const text = readLineEnds(texts[index] ?? '');
          expect(found).toMatchObject({ elements: 'HTML HEAD TITLE BODY P', attributes: 'title' });
          expect(found.title).toBe(text.replaceAll('\0', '\ufffd'));
          expect(found.text).toBe(text.replaceAll('\0', ''));
          expect(found.heading.replaceAll('\ufffd', '')).toContain('a');
        });
      }),
      { numRuns: 100 },
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplate } from '../../shared/templates/check-template.ts';
import { renderTemplate } from '../../shared/templates/render-template.ts';
import type { TemplateDocument } from '../../shared/templates/template-document.ts';
import { usePage } from './shared-browser.ts';

const page = usePage();

/** What the parser of a browser makes of a document: its structure without texts, and where its links lead. */
function parse(documents: string[]) {
  return page().evaluate((sources) => {
    const parser = new DOMParser();
    return sources.map((source) => {
      const parsed = parser.parseFromString(source, 'text/html');
      const elements = [...parsed.querySelectorAll('*')].filter(({ tagName }) => tagName !== 'BR');
      const walker = parsed.createTreeWalker(parsed, NodeFilter.SHOW_COMMENT);
      let comments = 0;
      while (walker.nextNode()) comments += 1;
      return {
        structure: elements.map(({ tagName, attributes }) =>
          [tagName, ...[...attributes].map(({ name }) => name)].join(' '),
        ),
        links: [...parsed.querySelectorAll('a')].map(({ protocol, host }) => `${protocol}//${host}`),
        comments,
        text: parsed.querySelector('p')?.textContent,
        title: parsed.querySelector('p')?.title,
        raw: [...parsed.querySelectorAll('style, script')].map((element) => element.textContent).join(),
      };
    });
  }, documents);
}

const document = (html: string): unknown => ({
  defaultLanguage: 'en',
  placeholders: {
    a: { type: 'text', fallback: '' },
    b: { type: 'text', lineBreaks: true, fallback: '' },
    l: { type: 'list', optional: true, columns: { c: { type: 'text', fallback: '' } } },
  },
  languages: { en: { subject: 'x', html } },
});
const render = (stored: TemplateDocument, [a, b, c]: readonly (string | undefined)[]) =>
  renderTemplate(stored, { values: { a, b, l: [{ c }, { c: a }] } }).message?.html;

const words = [
  '<!--',
  '-->',
  '--!>',
  '</p',
  '</title>',
  '</td>',
  '<script>',
  '<img src=x onerror=alert(1)>',
  '&lt;',
  '&#60;',
  '&colon;',
  'javascript:',
  'https://contoso.com',
  '//fabrikam.com',
  '@',
  '\\',
  '..',
  'onclick=',
  '%b%',
  ']]>',
];
const pieces = [
  '<',
  '>',
  '"',
  "'",
  '`',
  '&',
  ';',
  '=',
  '/',
  '!',
  '-',
  ' ',
  '\r',
  '\n',
  '\t',
  '\0',
  '\f',
  ':',
  '.',
  'a',
  'b',
];
const hostile = fc.string({ unit: fc.constantFrom(...pieces, ...words), maxLength: 12 });

describe('a rendered template, read by a browser', () => {
  it('shows every value as it was, in its place and nowhere else', async () => {
    const { document: stored, faults } = checkTemplate(
      document(
        '<!doctype html><title>a%a%b</title><p title="%a%">%a%</p><pre>\n%b%</pre><a href="https://contoso.com/x?y=%b%&z=%a%">%b%</a>',
      ),
    );
    expect(faults).toEqual([]);
    if (!stored) return;
    const clean = (text: string) => (text.trim() ? text : '').replace(/\r\n?/g, '\n').replace(/[\0\f]/g, ' ');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(hostile, hostile), { minLength: 20, maxLength: 20 }), async (pairs) => {
        const made = pairs.flatMap((pair) => {
          const html = render(stored, pair);
          return html === undefined ? [] : [{ html, text: clean(pair[0]) }];
        });
        const read = await parse(made.map(({ html }) => html));
        made.forEach(({ text }, index) => {
          expect(read[index]).toEqual({
            structure: ['HTML', 'HEAD', 'TITLE', 'BODY', 'P title', 'PRE', 'A href'],
            links: ['https://contoso.com'],
            comments: 0,
            raw: '',
            text,
            title: text,
          });
        });
      }),
      { numRuns: 30 },
    );
  });

  it('has the structure that the template has, whatever is stored, since what could change it is refused', async () => {
    const fragments = [
      '%a%',
      '%b%',
      '%a%',
      '<',
      '</',
      '<!',
      '<!--',
      '-->',
      '<!-->',
      '<?',
      '>',
      '<p ',
      '<p>',
      '</p>',
      '<b title="',
      '<b title=',
      "<b alt='",
      '"',
      "'",
      '=',
      ' ',
      '/',
      '<a href="',
      '<a href="https://contoso.com/',
      'title',
      '<title>',
      '</title>',
      '</title',
      '<style>',
      '</style>',
      '<textarea>',
      '</textarea>',
      '<script>',
      '</script>',
      '<!--%tablebegin.l%-->',
      '%c%',
      '<!--%tableend.l%-->',
      '<td>',
      '<table>',
      '<pre>',
      '<plaintext>',
      '<svg>',
      '<select>',
      '<style',
      'x',
      '&',
      '--!>',
      '-',
      '!',
      '<img src="',
      '<![CDATA[',
      ']]>',
    ];
    const whole = [
      '%a%',
      '%b%',
      'x',
      ' ',
      '<p>%a%</p>',
      '<b title="%a%">',
      "<i alt='%b%'/>",
      '<title>%a%</title>',
      '<textarea>%b%</textarea>',
      '<a href="%a%">%b%</a>',
      '<a href="https://contoso.com/%b%">',
      '<style>x</style>',
      '<script>x</script>',
      '<!-- x -->',
      '<!--[if mso]>%a%<p title="%b%"></p><![endif]-->',
      '<!--[if mso]>',
      '<![endif]-->',
      '<!--%tablebegin.l%--><td>%c%</td><!--%tableend.l%-->',
    ];
    const unit = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...whole) },
      { weight: 1, arbitrary: fc.constantFrom(...fragments) },
    );
    const source = fc.string({ unit, minLength: 1, maxLength: 10 });
    // In a body, and with something to see: an empty value leaves a place empty, which can matter to what surrounds it.
    const visible = hostile.filter((value) => /[^\s\0\f]/.test(value));
    // The shortest of many say more than one that is made shorter step by step, each of which asks the browser.
    const samples = fc.sample(fc.tuple(source, visible, visible), 1_500);
    const made = samples.flatMap(([html, a, b]) => {
      const { document: stored } = /%[abc]%/.test(html) ? checkTemplate(document(`<body>x${html}`)) : {};
      // Values that change nothing anywhere: letters, and an address.
      const harmless = stored && render(stored, ['https://contoso.com/', 'y', 'z']);
      const rendered = stored && (render(stored, [a, b, b]) ?? render(stored, ['https://fabrikam.com/', b, a]));
      return harmless === undefined || rendered === undefined ? [] : [{ html, harmless, rendered }];
    });
    const expected = await parse(made.map(({ harmless }) => harmless));
    const read = await parse(made.map(({ rendered }) => rendered));
    const shapeOf = ({ structure, comments, raw }: (typeof read)[number]) => JSON.stringify([structure, comments, raw]);
    const changed = made.filter((_, at) => {
      const [one, other] = [read[at], expected[at]];
      return one && other && shapeOf(one) !== shapeOf(other);
    });
    expect(changed.toSorted((one, other) => one.html.length - other.html.length).slice(0, 3)).toEqual([]);
    // Most are refused, and enough are not.
    expect(made.length).toBeGreaterThan(250);
  });
});

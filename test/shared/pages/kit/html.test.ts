import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, toText, type HtmlValue } from '../../../../shared/pages/kit/html.ts';
import { codePoint } from '../../code-point.ts';

/** Another name for the tag, so that no formatter touches these templates. */
const markup = html;

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
  '-',
  '!',
  ' ',
  '\n',
  '\t',
  '\0',
  '</p',
  '<!--',
  '&lt;',
  '\u202e',
  '\ud800',
];

/** Text with every character that means something to an HTML parser, more often than chance would bring it. */
const hostile = fc.string({
  unit: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: codePoint })),
  maxLength: 30,
});

function unescape(text: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' };
  return text.replace(/&([^;]+);/g, (_, name: string) => characters[name] ?? `?${name}?`);
}

describe('html', () => {
  it('escapes what would end a text or a quoted attribute', () => {
    expect(toText(markup`<p title="${`"'`}">${'<b>&`'}</p>`)).toBe('<p title="&quot;&#39;">&lt;b&gt;&amp;&#96;</p>');
  });

  it('lets no text break out of its place and loses none of it', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (first, second, third) => {
        const result = toText(markup`<p title="${first}" data-x='${second}'>${third}</p>`);
        const [, one, two, three] = /^<p title="([^"<>]*)" data-x='([^'<>]*)'>([^<>]*)<\/p>$/s.exec(result) ?? [];
        expect([one, two, three].map((part) => part !== undefined && unescape(part))).toEqual([first, second, third]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps nested templates and arrays as they are', () => {
    const items = ['<1>', '2'].map((item) => markup`<li>${item}</li>`);
    expect(toText(markup`<ul>${items}</ul>`)).toBe('<ul><li>&lt;1&gt;</li><li>2</li></ul>');
  });

  it('turns undefined and false into nothing and numbers into digits', () => {
    expect(toText(markup`<p title="${undefined}">${undefined}${false}${0}${[undefined, 'a']}</p>`)).toBe(
      '<p title="">0a</p>',
    );
  });

  it('takes nothing that merely looks like its own result', () => {
    const forged = JSON.parse('{"Symbol(markup)":"<b>","markup":"<b>"}') as HtmlValue;
    expect(() => markup`<p>${forged}</p>`).toThrow(TypeError);
  });

  it.each<[string, (value: string) => unknown]>([
    ['a tag', (value) => markup`<p ${value}></p>`],
    ['a closing tag', (value) => markup`<p></p ${value}>`],
    ['a tag name', (value) => markup`a < b <${value}>`],
    ['the name of a closing tag', (value) => markup`<p></${value}>`],
    ['a declaration', (value) => markup`<!${value}>`],
    ['an unquoted attribute', (value) => markup`<p title=${value}></p>`],
    ['an unquoted attribute after static text', (value) => markup`<p title=a${value}></p>`],
    ['an unquoted attribute that holds quotes', (value) => markup`<p a=b="${value}"></p>`],
    ['an attribute without a name', (value) => markup`<p ="${value}"></p>`],
    ['a comment', (value) => markup`<!-- <p> ${value} -->`],
    ['a script', (value) => markup`<script>${value}</script>`],
    ['a script with a tag in it', (value) => markup`<SCRIPT type="module">const a = '<p>${value}</p>'</SCRIPT>`],
    ['a style', (value) => markup`<style>p { color: ${value} }</style>`],
    ['an event handler', (value) => markup`<p onclick="${value}"></p>`],
    ['a style attribute', (value) => markup`<p STYLE="${value}"></p>`],
    ['a document in an attribute', (value) => markup`<iframe srcdoc="${value}"></iframe>`],
  ])('refuses a value inside %s', (_, render) => {
    expect(() => render('x')).toThrow(TypeError);
    expect(() => render('')).toThrow(TypeError);
  });

  it('refuses a template that ends inside a tag, an attribute or a comment', () => {
    expect(() => markup`<p`).toThrow('inside tag');
    expect(() => markup`<p title="`).toThrow('inside attribute');
    expect(() => markup`<!-- `).toThrow('inside comment');
    expect(() => markup`<style>`).toThrow('inside raw text');
  });

  it('finds its way through what surrounds a value', () => {
    expect(
      toText(markup`<!doctype html><!-- "'<p --><a title='"'>1 < 2</a><br/><p hidden class="a">${'<'}</p>`),
    ).toMatch(/<p hidden class="a">&lt;<\/p>$/);
    expect(toText(markup`<script>if (a < b) '"'</script><style>a>b{}</style><p title="${'"'}">`)).toMatch(/"&quot;">$/);
  });

  it('refuses markup in an attribute', () => {
    expect(() => markup`<p title="${markup`<b></b>`}"></p>`).toThrow(TypeError);
    expect(() => markup`<p title="${['a']}"></p>`).toThrow(TypeError);
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    '//contoso.com',
    '/\\contoso.com',
    '/\t/contoso.com',
    '',
  ])('refuses the address %j', (address) => {
    expect(() => markup`<a href="${address}">x</a>`).toThrow(TypeError);
    expect(() => markup`<form action="${address}"></form>`).toThrow(TypeError);
  });

  it.each([
    'https://contoso.com/?a=1&b="',
    'http://localhost:1/',
    'mailto:ann@fabrikam.com',
    '/api/me',
    '?lang=de',
    '#approve',
  ])('takes the address %j', (address) => {
    expect(unescape(toText(markup`<a href="${address}">x</a>`))).toBe(`<a href="${address}">x</a>`);
  });

  it('takes any text behind the static start of an address', () => {
    expect(toText(markup`<a href="/me?name=${'javascript:'}">x</a>`)).toBe('<a href="/me?name=javascript:">x</a>');
  });
});

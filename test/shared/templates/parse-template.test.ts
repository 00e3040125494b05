import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULTS_MAX } from '../../../shared/limits.ts';
import { TEMPLATE_BODY_MAX_CHARACTERS } from '../../../shared/template-limits.ts';
import { listKnownPlaceholders } from '../../../shared/templates/known-placeholders.ts';
import { parseTemplate } from '../../../shared/templates/parse-template.ts';
import type { TemplateField } from '../../../shared/templates/template-document.ts';

const text = { type: 'text' } as const;
const known = listKnownPlaceholders({
  defaultLanguage: 'en',
  languages: {},
  placeholders: {
    Message: text,
    ORDERNUMBER: text,
    a: text,
    ab: text,
    salesline: { type: 'list', columns: { price: text } },
    other: { type: 'list', columns: { price: text, weight: text } },
  },
});
const parse = (source: string, field: TemplateField = 'html') => parseTemplate(source, field, known);
/** Texts as they are, values as `{name position}`, blocks in square brackets. */
const show = (source: string, field?: TemplateField) => {
  const { parts, faults } = parse(source, field);
  const showAll = (some: typeof parts): string =>
    some
      .map((part) => {
        if (part.kind === 'text') return part.text;
        return part.kind === 'rows'
          ? `[${part.list.name} ${showAll(part.parts)}]`
          : `{${part.value.name}, ${part.position}}`;
      })
      .join('');
  return faults.length > 0 ? faults.map(({ detail, offset }) => `${offset}: ${detail}`) : showAll(parts);
};

describe('parseTemplate', () => {
  it.each<[TemplateField, string, string]>([
    ['subject', '%message% / %MESSAGE%', '{Message, subject} / {Message, subject}'],
    // A lone % is text, and so is a doubled one.
    ['subject', '25% off, 100%', '25% off, 100%'],
    ['subject', '100%% of 5%', '100%% of 5%'],
    ['subject', '%%a%%', '%{a, subject}%'],
    ['subject', '50%a%b%', '50{a, subject}b%'],
    ['subject', '% a%', '% a%'],
    ['subject', '%1%', '%1%'],
    ['subject', `%${'x'.repeat(65)}%`, `%${'x'.repeat(65)}%`],
    ['html', '<pre>%message%</pre>', '<pre>{Message, html text}</pre>'],
    ['html', 'a < b %a% <3', 'a < b {a, html text} <3'],
    [
      'html',
      '<title>%a%</title><textarea>%a%</textarea>',
      '<title>{a, html characters}</title><textarea>{a, html characters}</textarea>',
    ],
    ['html', '<style>a{width:100%}b{height:5%}</style>%a%', '<style>a{width:100%}b{height:5%}</style>{a, html text}'],
    ['html', '<!-- 5% --><!--> %a%', '<!-- 5% --><!--> {a, html text}'],
    ['html', '<!-- --!>%a%<!---->%a%<!--->%a%', '<!-- --!>{a, html text}<!---->{a, html text}<!--->{a, html text}'],
    [
      'html',
      '<?xml x?>%a%<!doctype html>%a%</ x>%a%</>%a%',
      '<?xml x?>{a, html text}<!doctype html>{a, html text}</ x>{a, html text}</>{a, html text}',
    ],
    ['html', '<p title="%a%" ALT=\'x%a%\'>', '<p title="{a, attribute}" ALT=\'x{a, attribute}\'>'],
    [
      'html',
      '<p title = "a>b" / data-x="%a%" aria-label="%a%">',
      '<p title = "a>b" / data-x="{a, attribute}" aria-label="{a, attribute}">',
    ],
    ['html', '<p a=b"c title="%a%">', '<p a=b"c title="{a, attribute}">'],
    ['html', '<p =" title="%a%">', '<p =" title="{a, attribute}">'],
    ['html', '<a href="%a%">', '<a href="{a, link address}">'],
    ['html', '<a href=" %a%/x?%ab%">', '<a href=" {a, link address}/x?{ab, part of an address}">'],
    [
      'html',
      '<a href="https://contoso.com/%a%?b=%a%#%a%">',
      '<a href="https://contoso.com/{a, part of an address}?b={a, part of an address}#{a, part of an address}">',
    ],
    ['html', '<a href="http://contoso.com?%a%">', '<a href="http://contoso.com?{a, part of an address}">'],
    [
      'html',
      '<a href="mailto:%a%?subject=%a%">',
      '<a href="mailto:{a, part of a mailbox address}?subject={a, part of a mailbox address}">',
    ],
    [
      'html',
      '<img src="%a%"><td background="https://contoso.com/%a%">',
      '<img src="{a, picture address}"><td background="https://contoso.com/{a, part of an address}">',
    ],
    // Nobody sees what is in a comment.
    ['html', '<!-- %a% %unknown% --><!%a%></%a%><?%a%>', '<!-- %a% %unknown% --><!%a%></%a%><?%a%>'],
    // Outlook does.
    [
      'html',
      '<!--[if mso]><v:rect alt="%a%"><a href="%a%">%a%</a><![endif]-->%a%<!--[if !mso]><!-->%a%<!--<![endif]-->',
      '<!--[if mso]><v:rect alt="{a, attribute}"><a href="{a, link address}">{a, html text}</a><![endif]-->{a, html text}<!--[if !mso]><!-->{a, html text}<!--<![endif]-->',
    ],
    [
      'html',
      '<!--[if mso]><noscript><xml>5%</xml></noscript><![endif]-->',
      '<!--[if mso]><noscript><xml>5%</xml></noscript><![endif]-->',
    ],
    // Letters that an address encodes, with names between their signs.
    [
      'html',
      '<a href="https://contoso.com/caf%C3%A9cole%20a%20%E2%82%AC%F0%9F%98%80b%20">',
      '<a href="https://contoso.com/caf%C3%A9cole%20a%20%E2%82%AC%F0%9F%98%80b%20">',
    ],
    [
      'html',
      '<!--%tablebegin.salesline%--><td>%price%%a%</td><!--%tableend.salesline%-->',
      '[salesline <td>{price, html text}{a, html text}</td>]',
    ],
    ['html', '<!-- %TableBegin.SalesLine% -->%price%<!--\n%tableend.salesline%\n-->', '[salesline {price, html text}]'],
    [
      'html',
      '<!--%tablebegin.salesline%--><!--%tableend.salesline%--><!--%tablebegin.other%-->%price%<!--%tableend.other%-->',
      '[salesline ][other {price, html text}]',
    ],
    // In plain text, a mark takes its line with it.
    [
      'text',
      'x\r\n <!--%tablebegin.salesline%-->\t\r\n- %price%\r\n<!--%tableend.salesline%-->\r\ny',
      'x\r\n[salesline - {price, plain text}\r\n]y',
    ],
    [
      'text',
      '<!--%tablebegin.salesline%-->\n%price%\n<!--%tableend.salesline%-->',
      '[salesline {price, plain text}\n]',
    ],
    [
      'text',
      'a <!--%tablebegin.salesline%-->%price% <!--%tableend.salesline%--> b',
      'a [salesline {price, plain text} ] b',
    ],
    ['text', '<a href=%a%>', '<a href={a, plain text}>'],
  ])('reads in the %s: %s', (field, source, shown) => {
    expect(show(source, field)).toBe(shown);
  });

  it.each<[TemplateField, string, ...string[]]>([
    ['subject', 'x %mesage%', '2: has the unknown placeholder %mesage%; the nearest known one is Message'],
    ['subject', '%ordernumer%', '0: has the unknown placeholder %ordernumer%; the nearest known one is ORDERNUMBER'],
    ['subject', '%nothing.near%', '0: has the unknown placeholder %nothing.near%'],
    ['subject', '%größe%', '0: has the unknown placeholder %größe%'],
    ['subject', '%constructor%', '0: has the unknown placeholder %constructor%'],
    ['subject', '%weight%', '0: has %weight%, a column of other, outside the table block of that name'],
    ['subject', '%other%', '0: has %other%, which is a list: write <!--%tablebegin.other%--> and its columns'],
    ['subject', '<!--%tablebegin.other%-->', '0: has a table block, which only a body can have'],
    ['text', '%tablebegin.other%', '0: has %tablebegin.other% outside <!-- and -->'],
    ['html', '<!--%tablebegin.othr%-->', '0: has the unknown table block othr; the nearest known one is other'],
    ['html', '<!--%tablebegin.other%-->', '0: begins the table block other, which does not end'],
    ['html', '<!--%tableend.other%-->', '0: ends the table block other, which is not open'],
    [
      'html',
      '<!--%tablebegin.other%--><!--%tablebegin.salesline%--><!--%tableend.salesline%--><!--%tableend.other%-->',
      '25: begins the table block salesline inside another',
      '54: ends the table block salesline, which is not open',
    ],
    [
      'html',
      '<!--%tablebegin.salesline%-->%weight%<!--%tableend.other%-->',
      '0: begins the table block salesline, which does not end',
      '29: has %weight%, a column of other, outside the table block of that name',
      '37: ends the table block other, which is not open',
    ],
    [
      'html',
      '<p title="<!--%tablebegin.other%-->">',
      '10: has a mark of the table block other inside a tag, comment or script',
    ],
    [
      'html',
      '<title><!--%tablebegin.other%--></title>',
      '7: has a mark of the table block other inside a tag, comment or script',
    ],
    ['html', '<!--<!--%tablebegin.other%-->', '4: has a mark of the table block other inside a tag, comment or script'],
    ['html', '<<!--%tablebegin.other%-->%a%', '1: has a < just before the mark of a table block'],
    ['html', '<!--[if mso]>%a%->x<![endif]-->', '13: has a value before - or > in a conditional comment'],
    ['html', '<!--[if mso]>%a%%ab%!><![endif]-->', '16: has a value before - or > in a conditional comment'],
    [
      'html',
      '<!--[if mso]><!--%tablebegin.other%--><![endif]-->',
      '13: has a mark of the table block other inside a tag, comment or script',
    ],
    ['html', '<svg/onload=x>', '0: has the element <svg>, which messages cannot have'],
    ['html', '<noscript>', '0: has the element <noscript>, which messages cannot have'],
    ['html', 'x<style>', '1: is not closed'],
    ['html', '<style></styles>', '0: is not closed'],
    ['html', '<!-- x --', '0: is not closed'],
    ['html', '<p title="x', '0: is not closed'],
    ['html', '<p', '0: is not closed'],
    ['html', '<script><!--</script>', '0: has a comment in a script'],
  ])('finds in the %s: %s', (field, source, ...faults) => {
    expect(show(source, field)).toEqual(faults);
  });

  it.each([
    ['<script>%a%</script>', 'is inside <script>'],
    ['<STYLE >%a%</style>', 'is inside <style>'],
    ['<script/>%a%</script >', 'is inside <script>'],
    ['<!--[if mso]><noscript>%a%</noscript><![endif]-->', 'is in a conditional comment whose inside cannot be read'],
    ['<!--[if mso]><style>%a%<![endif]-->', 'is in a conditional comment whose inside cannot be read'],
    ['<!--[if mso]><p title="%a%">and more text</p>-->', 'is in a conditional comment whose inside cannot be read'],
    ['<!--[if mso]>%a%-->', 'is in a conditional comment whose inside cannot be read'],
    ['<!--[if mso]><p title="--><b onclick=\'%a%\'"><![endif]-->', 'is in the attribute onclick of <b>'],
    ['<!--[if mso]><b onclick="%a%"><![endif]-->', 'is in the attribute onclick of <b>'],
    ['<!--[if mso]><%a%x><![endif]-->', 'is the name of a tag'],
    ['<!--[if %a%]>x<![endif]-->', 'is in a conditional comment whose inside cannot be read'],
    ['<%a%>', 'is the name of a tag'],
    ['<title><%a%></title>', 'is the name of a tag'],
    ['<title></title%a%></title>', 'is the name of a tag'],
    ['<b%a%>', 'is inside a tag, outside the quoted value of an attribute'],
    ['<b %a%>', 'is inside a tag, outside the quoted value of an attribute'],
    ['<b %a%="x">', 'is inside a tag, outside the quoted value of an attribute'],
    ['<b title="x"%a%>', 'is inside a tag, outside the quoted value of an attribute'],
    ['<b title=%a%>', 'is in the value of an attribute without quotes'],
    ['<b title=x%a%>', 'is in the value of an attribute without quotes'],
    ['<b title= %a%>', 'is in the value of an attribute without quotes'],
    ['<b onclick="%a%">', 'is in the attribute onclick of <b>'],
    ["<b ONCLICK = '%a%'>", 'is in the attribute onclick of <b>'],
    ['<b style="color:%a%">', 'is in the attribute style of <b>'],
    ['<img srcset="%a%">', 'is in the attribute srcset of <img>'],
    ['<meta content="%a%">', 'is in the attribute content of <meta>'],
    ['<base href="%a%">', 'is in the attribute href of <base>'],
    ['<form action="%a%">', 'is in the attribute action of <form>'],
    ['<p unheard-of="%a%">', 'is in the attribute unheard-of of <p>'],
    ['<a href="%a%x">', 'begins an address, so it must end it, or be followed by /, ? or #'],
    ['<a href="%a%%ab%">', 'begins an address, so it must end it, or be followed by /, ? or #'],
    ['<a href="https://%a%/">', 'is in an address before the host ends; write https:// and the host before it'],
    [
      '<a href="https://contoso.com%a%">',
      'is in an address before the host ends; write https:// and the host before it',
    ],
    [
      '<a href="https://contoso.com:%a%/">',
      'is in an address before the host ends; write https:// and the host before it',
    ],
    [
      '<a href="https://%a%@contoso.com/">',
      'is in an address before the host ends; write https:// and the host before it',
    ],
    ['<a href="/x/%a%">', 'is in an address before the host ends; write https:// and the host before it'],
    [
      '<a href="javascript:x(\'%a%\')">',
      'is in an address before the host ends; write https:// and the host before it',
    ],
    ['<img src="mailto:%a%">', 'is in an address before the host ends; write https:// and the host before it'],
  ])('lets no value be in %s', (source, problem) => {
    expect(parse(source).faults).toContainEqual({
      offset: source.indexOf('%a%'),
      detail: `has %a% where no value may be: it ${problem}`,
    });
  });

  it('gives a text without marks back as it is', () => {
    const pieces = [
      '%',
      '%%',
      ' ',
      '5',
      'a',
      'é',
      '<',
      '>',
      '!--',
      '-->',
      '"',
      '&',
      '\r',
      '\n',
      '\0',
      '😀',
      '\ud800',
      'tablebegin.other',
    ];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...pieces) }), (source) => {
        fc.pre(!/%[\p{L}_]/u.test(source));
        for (const field of ['subject', 'text'] as const) expect(show(source, field)).toBe(source);
      }),
    );
  });

  it.each([
    '%',
    '%a',
    '<',
    '<!--',
    '<!',
    '</',
    '<p ',
    '<p a="',
    '<title>',
    '<script>',
    ' ',
    '<!--%tablebegin.other%-->',
    '%C3',
    '<p a=b ',
    '--!',
    '%y%',
  ])(
    'reads the longest text that repeats %s',
    // A reader that goes back again and again ends with the time limit of the test.
    (piece) => {
      for (const field of ['html', 'text'] as const)
        expect(parse(piece.repeat(TEMPLATE_BODY_MAX_CHARACTERS / piece.length), field).faults.length).toBeLessThan(
          FAULTS_MAX + 5,
        );
    },
  );
});

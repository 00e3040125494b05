import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULTS_MAX, SUBJECT_MAX_CHARACTERS } from '../../../shared/limits.ts';
import { RENDERED_BODY_MAX_CHARACTERS, TEMPLATE_ROWS_MAX } from '../../../shared/template-limits.ts';
import { renderTemplate } from '../../../shared/templates/render-template.ts';
import { orderDocument, orderPayload, storeTemplate } from './sample-template.ts';

const order = storeTemplate(orderDocument);
/** A document with these placeholders and, in English, this text. */
const build = (placeholders: object, text: string, subject = 'x') =>
  storeTemplate({ defaultLanguage: 'en', placeholders, languages: { en: { subject, text } } });
const render = (placeholders: object, text: string, values: object) =>
  renderTemplate(build(placeholders, text), { values: values as Record<string, unknown> });
const listRows = (length: number, row: object) => Array.from({ length }, () => row);
const textOf = (...given: Parameters<typeof render>) => {
  const { message, faults } = render(...given);
  return message?.text?.replace(/[\u00a0\u202f]/g, ' ') ?? faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
};

describe('renderTemplate', () => {
  it('fills a template of Finance & Operations from an event, in the language of the reader', () => {
    const { message } = renderTemplate(order, { language: 'ENU', values: orderPayload });

    expect(message?.subject).toBe('Order 000768 is on its way, 25% off');
    expect(message?.language).toBe('en-US');
    expect(message?.text).toBe(
      'Order 000768 of December 1, 2026\n2 x Chair "A" %total%: €1,500.50\n1.50 x Desk: €0.01\n' +
        'Total: €12,345,678,901,234,567.89\n',
    );
    for (const part of [
      '<title>Order 000768</title>\n<style type="text/css">table { width: 100%; } td { padding: 0 2%; }</style>',
      '<p>Hello Adatum &amp; Sons &lt;Copenhagen&gt;,</p>',
      'goes to<br>Østergade 1<br>1100 København K</p>',
      '<p>25% off next time: <a href="https://contoso.com/caf%C3%A9?order=000768&amp;off=25%25">000768</a>',
      "<a href='https://track.fabrikam.com/?id=000768&amp;lang=%22da%22'>track it</a>",
      '<td title="Chair &quot;A&quot; %total%">Chair &quot;A&quot; %total%</td>\n        <td>2</td>\n        <td>€1,500.50</td>',
    ])
      expect(message?.html).toContain(part);
    expect(message?.html?.match(/<tr>\n/g)).toHaveLength(2);
    expect(message?.html).not.toMatch(/%table|%[a-z]+price/i);
  });

  it.each([
    ['DEU', 'de', 'Auftrag 000768', ['html']],
    ['DAN', 'da-DK', 'Ordre 000768 er på vej', ['text']],
    ['SVE', 'de', 'Auftrag 000768', ['html']],
  ])('says for %s, in %s: %s', (language, tag, subject, bodies) => {
    const { message } = renderTemplate(order, { language, values: orderPayload });
    expect(message).toMatchObject({ language: tag, subject });
    expect(Object.keys(message ?? {}).filter((key) => key === 'html' || key === 'text')).toEqual(bodies);
  });

  it('changes neither the document nor the values', () => {
    const freeze = (value: unknown): unknown => {
      if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
      return value;
    };
    const document = storeTemplate(freeze(orderDocument));
    freeze(document);
    freeze(orderPayload);
    expect(renderTemplate(document, { values: orderPayload }).faults).toEqual([]);
  });

  it('puts a workflow message into its place, line by line', () => {
    const document = storeTemplate({
      defaultLanguage: 'en-us',
      placeholders: { message: { type: 'text' } },
      languages: { 'en-us': { subject: '%message%', html: '<html><body><pre>%message%</pre></body></html>' } },
    });
    const { message } = renderTemplate(document, { values: { Message: 'Approve <PO 1>\r\n50% more' } });
    expect(message).toEqual({
      subject: 'Approve <PO 1> 50% more',
      html: '<html><body><pre>Approve &lt;PO 1&gt;\n50% more</pre></body></html>',
      language: 'en-US',
    });
  });

  const eur = { type: 'amount', currency: { field: 'Currency', fallback: 'DKK' } };
  const line = { type: 'list', columns: { price: { ...eur, currency: { field: 'Currency' } } } };
  const block = '<!--%tablebegin.line%-->%price%;<!--%tableend.line%-->';

  it.each<[string, object, string, object, unknown]>([
    ['takes the fallback of a missing value', { a: { type: 'text', fallback: 'none' } }, '%a%', {}, 'none'],
    ['takes the fallback of an empty value', { a: { type: 'text', fallback: 'none' } }, '%a%', { a: ' ' }, 'none'],
    ['takes the fallback of null', { a: { type: 'number', fallback: '' } }, '[%a%]', { a: null }, '[]'],
    [
      'takes the fallback of a date that is none',
      { a: { type: 'date', fallback: 'open' } },
      '%a%',
      { a: '0001-01-01T00:00:00Z' },
      'open',
    ],
    [
      'takes the fallback of a moment that is none',
      { a: { type: 'dateTime', fallback: 'open' } },
      '%a%',
      { a: '/Date(-2208988800000)/' },
      'open',
    ],
    [
      'takes no fallback for a wrong value',
      { a: { type: 'number', fallback: '0' } },
      '%a%',
      { a: 'x' },
      ['/a is not a decimal number, such as 1234.50'],
    ],
    ['writes nought', { a: { type: 'number', fallback: 'none' } }, '%a%', { a: 0 }, '0'],
    [
      'names the field of a missing value',
      { a: { type: 'text', field: '/payload/name' } },
      '%a%%a%',
      { payload: {} },
      ['/payload/name is missing'],
    ],
    ['names the field of an empty value', { a: { type: 'text' } }, '%a%', { A: '' }, ['/A is empty']],
    ['names the field of an empty date', { a: { type: 'date' } }, '%a%', { A: '1753-01-01' }, ['/A is the empty date']],
    [
      'does not choose between two fields',
      { ab: { type: 'text' } },
      '%ab%',
      { AB: 1, aB: 2 },
      ['/AB has names that differ only in case'],
    ],
    ['asks for no value that no text uses', { a: { type: 'text' }, b: { type: 'text' } }, '%b%', { b: 'x' }, 'x'],
    ['takes the currency of a field', { a: eur }, '%a%', { a: 5, currency: 'sek' }, 'SEK 5.00'],
    ['takes the fallback of an empty currency', { a: eur }, '%a%', { a: 5, currency: '' }, 'DKK 5.00'],
    [
      'names the field of a wrong currency',
      { a: eur },
      '%a%',
      { a: 5, currency: 'kr.' },
      ['/currency is not a currency code, such as EUR'],
    ],
    [
      'names the field of a missing currency',
      { a: { ...eur, currency: { field: '/c/d' } } },
      '%a%',
      { a: 5 },
      ['/c/d is missing'],
    ],
    [
      'asks for no currency of a missing amount',
      { a: { ...eur, currency: { field: 'c' }, fallback: '-' } },
      '%a%',
      {},
      '-',
    ],
    [
      'takes the currency of a row before that of the payload',
      { line },
      block,
      { Currency: 'EUR', line: [{ price: 1, currency: 'USD' }, { price: '2' }] },
      '$1.00;€2.00;',
    ],
    ['writes no row of an empty list', { line }, `[${block}]`, { line: [] }, '[]'],
    [
      'writes no row of an optional list that is missing',
      { line: { ...line, optional: true } },
      `[${block}]`,
      { line: null },
      '[]',
    ],
    ['names a missing list', { line }, block, {}, ['/line is missing']],
    [
      'names what is no list',
      { line: { ...line, field: '/L/M' } },
      block,
      { L: { M: {} } },
      ['/L/M is not a list of rows'],
    ],
    [
      'names a list that is too long',
      { line },
      block,
      { line: listRows(TEMPLATE_ROWS_MAX + 1, {}) },
      [`/line has ${TEMPLATE_ROWS_MAX + 1} rows; at most ${TEMPLATE_ROWS_MAX} are written`],
    ],
    [
      'names a value of a row',
      { line },
      block,
      { Currency: 'EUR', LINE: [{ price: 1 }, { Price: 'x' }, 5, { price: 1 }] },
      ['/LINE/1/Price is not a decimal number, such as 1234.50', '/LINE/2/price is missing'],
    ],
    [
      'uses a value of the payload in a row',
      { a: { type: 'text' }, line },
      '<!--%tablebegin.line%-->%a%<!--%tableend.line%-->',
      { a: 'x', line: [{ a: 'y' }, {}] },
      'xx',
    ],
    [
      'finds nothing that every object has',
      { constructor: { type: 'text' } },
      '%constructor%',
      {},
      ['/constructor is missing'],
    ],
  ])('%s', (_name, placeholders, text, values, expected) => {
    expect(textOf(placeholders, text, values)).toEqual(expected);
  });

  it('refuses a value that would lead somewhere else, and names it', () => {
    const document = storeTemplate({
      defaultLanguage: 'en',
      placeholders: { a: { type: 'text' }, b: { type: 'link', hosts: ['contoso.com'] } },
      languages: {
        en: { subject: 'x', html: '<a href="%a%">x</a><img src="%b%"><a href="https://contoso.com/%a%/x">' },
      },
    });
    const faultsOf = (a: string, b: string) =>
      renderTemplate(document, { values: { a, b } }).faults.map(({ pointer, detail }) => `${pointer} ${detail}`);

    expect(faultsOf('https://contoso.com/', 'https://contoso.com/x.png')).toEqual([]);
    expect(faultsOf('..', 'https://fabrikam.com/x.png')).toEqual([
      '/a is not an https or mailto address',
      '/b leads to a host that the template does not name',
      '/a has nothing but dots, which would change the path of an address',
    ]);
  });

  it('repeats no value in its faults', () => {
    const secret = 'S3CRET';
    const { faults } = renderTemplate(order, {
      values: { ...orderPayload, OrderDate: secret, Total: secret, Lines: [{ Quantity: secret }], trackingUrl: secret },
    });
    expect(faults.length).toBeGreaterThan(4);
    expect(JSON.stringify(faults)).not.toContain(secret);
  });

  it('bounds what comes out, and says of which text', () => {
    const big = 'x'.repeat(100_000);
    const lines = { a: { type: 'text' }, l: { type: 'list', columns: { b: { type: 'text' } } } };
    const rows = '<!--%tablebegin.l%-->%a%%b%<!--%tableend.l%-->';
    expect(textOf(lines, rows, { a: big, l: listRows(9, { b: 'y' }) })).toHaveLength(900_009);
    expect(textOf(lines, rows, { a: big, l: listRows(10, { b: 'y' }) })).toEqual([
      ` makes the text of this template longer than ${RENDERED_BODY_MAX_CHARACTERS} characters`,
    ]);
    const long = build({ a: { type: 'text' } }, 'x', 'Invoice %a%');
    const subjectOf = (length: number) => renderTemplate(long, { values: { a: 'y'.repeat(length) } });
    expect(subjectOf(SUBJECT_MAX_CHARACTERS - 8).message?.subject).toHaveLength(SUBJECT_MAX_CHARACTERS);
    expect(subjectOf(SUBJECT_MAX_CHARACTERS - 7).faults).toHaveLength(1);
  });

  it('lists no more faults than an answer has', () => {
    const values = { a: 'x', line: listRows(TEMPLATE_ROWS_MAX, { price: 'x' }) };
    expect(render({ line }, block, values).faults).toHaveLength(FAULTS_MAX);
  });

  const pieces = [
    '%',
    '%a%',
    '%b%',
    '%',
    'a',
    'b',
    '<!--%tablebegin.l%-->',
    '<!--',
    '-->',
    '$&',
    '$1',
    '\\',
    '{{a}}',
    '\n',
    ' ',
    '😀',
  ];
  const hostile = fc.string({ unit: fc.constantFrom(...pieces), minLength: 1, maxLength: 12 });

  it('never reads a value as a placeholder', () => {
    const document = build(
      { a: { type: 'text', fallback: '' }, b: { type: 'text', fallback: '' } },
      '1%a%2%b%3%a%',
      '%a%',
    );
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const [first, second] = [a, b].map((value) => (value.trim() ? value : ''));
        const { message } = renderTemplate(document, { values: { a, b } });
        expect(message?.text).toBe(`1${first}2${second}3${first}`);
        expect(message?.subject).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it('fills any values or says what is wrong, and never throws', () => {
    const { Lines, ...head } = orderPayload;
    const names = [...Object.keys(head), 'Lines'];
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      hostile,
      fc.constantFrom('/Date(1)/', '9'.repeat(50), -1e300),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        anything,
        fc.constantFrom('ENU', 'DES', 'DAN', '%', ''),
        (name, value, language) => {
          const { message, faults } = renderTemplate(order, { language, values: { ...head, Lines, [name]: value } });
          expect(message === undefined).toBe(faults.length > 0);
          for (const { pointer } of faults) expect(pointer.startsWith(`/${name}`)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundDelay, formatDeliveryItem, parseDeliveryItem } from '../../../shared/outbox/delivery-queue.ts';
import { NUMERIC_IDS } from '../../contract/delivery-queue.ts';

const id = '0123456789abcdef0123456789abcdef';

describe('formatDeliveryItem', () => {
  it('is the base64 of an object with the id and nothing else', () => {
    expect(Buffer.from(formatDeliveryItem(id), 'base64').toString()).toBe(`{"id":"${id}"}`);
  });

  it('takes no other text', () => {
    for (const other of ['', id.toUpperCase(), `${id}0`, ` ${id}`]) expect(() => formatDeliveryItem(other)).toThrow();
  });
});

describe('parseDeliveryItem', () => {
  it.each([id, ...NUMERIC_IDS])('reads %s as an object and as its text, whole', (one) => {
    const text = Buffer.from(formatDeliveryItem(one), 'base64').toString();
    expect(parseDeliveryItem(JSON.parse(text))).toBe(one);
    expect(parseDeliveryItem(text)).toBe(one);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a bare id', id],
    ['a bare id that is a number', NUMERIC_IDS[0]],
    ['that number', Number(NUMERIC_IDS[0])],
    ['infinity', Number(NUMERIC_IDS[1])],
    ['an id in quotes', `"${id}"`],
    ['a text in a text', JSON.stringify(JSON.stringify({ id }))],
    ['a list', [id]],
    ['a list of one object', [{ id }]],
    ['an object without id', {}],
    ['another name', { Id: id }],
    ['something beside the id', { id, attempt: 1 }],
    ['an id of another length', { id: `${id}0` }],
    ['an id in capitals', { id: id.toUpperCase() }],
    ['a line behind the id', { id: `${id}\n` }],
    ['a number as id', { id: Number(NUMERIC_IDS[0]) }],
    ['a list as id', { id: [id] }],
    ['no JSON', '{"id":'],
    ['a text as long as one likes', `{"id":"${id}"${' '.repeat(10_000)}}`],
  ])('refuses %s', (_what, item) => {
    expect(parseDeliveryItem(item)).toBeUndefined();
  });

  it('never throws, and gives back nothing but ids', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json()), (item) => {
        expect(parseDeliveryItem(item) ?? id).toMatch(/^[0-9a-f]{32}$/);
      }),
    );
  });
});

describe('boundDelay', () => {
  it.each([
    [0, 0],
    [-5, 0],
    [0.2, 1],
    [899.1, 900],
    [900, 900],
    [901, 900],
    [Infinity, 900],
  ])('makes of %d s a visibility timeout of %d', (asked, seconds) => {
    expect(boundDelay(asked)).toBe(seconds);
  });
});

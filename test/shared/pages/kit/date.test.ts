import { describe, expect, it } from 'vitest';
import { renderDate, renderTime } from '../../../../shared/pages/kit/date.ts';
import { toText } from '../../../../shared/pages/kit/html.ts';
import { catalogues } from '../text/all-texts.ts';

const last = new Date('2026-11-30T23:59:59Z');

describe('renderDate and renderTime', () => {
  it.each([
    ['en', '30 November 2026', '30 Nov 2026, 23:59'],
    ['de', '30. November 2026', '30.11.2026, 23:59'],
    ['fr', '30 novembre 2026', '30 nov. 2026, 23:59'],
    ['es', '30 de noviembre de 2026', '30 nov 2026, 23:59'],
    ['nl', '30 november 2026', '30 nov 2026, 23:59'],
    ['da', '30. november 2026', '30. nov. 2026, 23.59'],
    ['sv', '30 november 2026', '30 nov. 2026 23:59'],
  ] as const)('speak UTC, in the words of the language: %s', (language, date, time) => {
    const texts = catalogues[language];
    expect(toText(renderDate(texts, last))).toBe(`<time datetime="2026-11-30T23:59:59.000Z">${date}</time>`);
    expect(toText(renderTime(texts, last))).toBe(`<time datetime="2026-11-30T23:59:59.000Z">${time}</time>`);
  });
});

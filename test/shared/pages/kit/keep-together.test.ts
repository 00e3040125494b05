import { describe, expect, it } from 'vitest';
import { toText } from '../../../../shared/pages/kit/html.ts';
import { keepTogether } from '../../../../shared/pages/kit/keep-together.ts';

describe('keepTogether', () => {
  it.each([
    ['Die E-Mail ist zu groß', 'Die <span class="whole">E-Mail</span> ist zu groß'],
    ['Ihre IT-Abteilung', 'Ihre <span class="whole">IT-Abteilung</span>'],
    ['Der E-Mail-Dienst', 'Der <span class="whole">E-Mail</span>-Dienst'],
    ['Die Test-E-Mail', 'Die Test-<span class="whole">E-Mail</span>'],
    ['Adgangs-politik', 'Adgangs-politik'],
    ['Nothing - here', 'Nothing - here'],
    ['<b> it-x', '&lt;b&gt; <span class="whole">it-x</span>'],
  ])('keeps the short part of %s with the rest, and escapes', (text, markup) => {
    expect(toText(keepTogether(text))).toBe(markup);
  });
});

import { expect, it } from 'vitest';
import { escapeHtml } from '../../shared/escape-html.ts';

it('writes references for what markup is made of, once, and leaves all else', () => {
  expect(escapeHtml(`<a title="x" id='y'>&amp;\``)).toBe('&lt;a title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&#96;');
  expect(escapeHtml('Åse, 1/2 = 50 % (really)\n')).toBe('Åse, 1/2 = 50 % (really)\n');
});

import { describe, expect, it } from 'vitest';
import { escapeValue } from '../../../shared/templates/escape-value.ts';

describe('escapeValue', () => {
  it.each([
    ['subject', ' a\r\n\tBcc: b\u0000\u2028c ', 'a Bcc: b c'],
    ['plain text', 'a\r\nb\rc\u0007\td', 'a\nb\nc \td'],
    ['html text', '<b title="x">&\'`', '&lt;b title=&quot;x&quot;&gt;&amp;&#39;&#96;'],
    ['html text', '&lt;', '&amp;lt;'],
    ['attribute', '" onclick=\'x', '&quot; onclick=&#39;x'],
    ['html characters', '</title>', '&lt;/title&gt;'],
    ['link address', 'https://contoso.com/a b?x="y"&z=%20', 'https://contoso.com/a%20b?x=%22y%22&amp;z=%20'],
    ['link address', ' mailto:ann@fabrikam.com', 'mailto:ann@fabrikam.com'],
    ['picture address', 'https://contoso.com/a.png', 'https://contoso.com/a.png'],
    ['part of an address', "a/b?c&d='e'@f", 'a%2Fb%3Fc%26d%3D&#39;e&#39;%40f'],
    ['part of a mailbox address', 'ann@fabrikam.com?bcc=x', 'ann@fabrikam.com%3Fbcc%3Dx'],
  ] as const)('makes of a value in the %s: %j', (position, value, text) => {
    expect(escapeValue(value, position)).toEqual({ text });
  });

  it('makes line breaks where they are asked for, and only in the text of HTML', () => {
    expect(escapeValue('a\r\n<b>', 'html text', true).text).toBe('a<br>&lt;b&gt;');
    expect(escapeValue('a\r\nb', 'attribute', true).text).toBe('a\nb');
    expect(escapeValue('a\nb', 'subject', true).text).toBe('a b');
  });

  it.each([
    ['link address', 'javascript:alert(1)'],
    ['link address', 'http://contoso.com/'],
    ['link address', 'data:text/html,x'],
    ['link address', '//contoso.com'],
    ['picture address', 'mailto:ann@fabrikam.com'],
    ['part of an address', '..'],
    ['part of an address', '.'],
  ] as const)('refuses in the %s: %s', (position, value) => {
    expect(escapeValue(value, position).text).toBeUndefined();
  });
});

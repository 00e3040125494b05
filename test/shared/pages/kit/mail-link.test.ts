import { describe, expect, it } from 'vitest';
import { buildMailLink } from '../../../../shared/pages/kit/mail-link.ts';

const shortened = '(shortened)';
const build = (text: string, to = '', subject = 's') => buildMailLink({ to, subject, text, shortened });

describe('buildMailLink', () => {
  it('holds address, subject and text, with the line breaks of an email', () => {
    const link = build('One\n\nTwo', 'help@contoso.com', 'A & B?');
    expect(link).toBe('mailto:help@contoso.com?subject=A%20%26%20B%3F&body=One%0D%0A%0D%0ATwo');
  });

  it('leaves out the longest paragraphs of a text that is too long, never the first, and says so', () => {
    const paragraphs = ['First, and long: '.padEnd(500, '.'), 'x'.repeat(900), 'last', 'ö'.repeat(300)];
    const link = build(paragraphs.join('\n\n'));
    expect(link.length).toBeLessThanOrEqual(2_000);
    const body = new URL(link).searchParams.get('body')?.split('\r\n\r\n');
    expect(body).toEqual([paragraphs[0], paragraphs[1], 'last', shortened]);
  });

  it('leaves out first, in this order, what its reader can do without, and only as much as it must', () => {
    const [first, link, ...spare] = ['First', 'x'.repeat(900), 'a'.repeat(800), 'b'.repeat(800), 'c'.repeat(300)];
    const text = [first, ...spare, link].join('\n\n');
    const mail = buildMailLink({ to: '', subject: 's', text, spare: ['absent', ...spare], shortened });
    expect(new URL(mail).searchParams.get('body')?.split('\r\n\r\n')).toEqual([first, spare[2], link, shortened]);
  });

  it('ends with whatever text', () => {
    expect(build('x'.repeat(5_000))).toContain('x'.repeat(5_000));
    expect(build('x\n\n'.repeat(3_000)).length).toBeLessThanOrEqual(2_000);
  });
});

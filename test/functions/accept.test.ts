import { describe, expect, it } from 'vitest';
import { prefersPage } from '../../functions/accept.ts';

describe('prefersPage', () => {
  it.each<[string, string | null, boolean]>([
    ['a browser', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', true],
    ['text/html alone', 'text/html', true],
    ['any text', 'text/*', true],
    ['text/html in capitals with a charset', 'Text/HTML;charset=utf-8; Q=0.9', true],
    ['text/html before JSON', 'application/json;q=0.4, text/html;q=0.5', true],
    ['anything, but no JSON', '*/*, application/*;q=0', true],
    ['nothing', null, false],
    ['an empty header', '', false],
    ['anything', '*/*', false],
    ['JavaScript’s usual clients', 'application/json, text/plain, */*', false],
    ['JSON before text/html', 'application/json, text/html;q=0.9', false],
    ['problem documents before text/html', 'text/html;q=0.9, application/problem+json', false],
    ['both alike', 'text/html, application/json', false],
    ['anything but text/html', 'text/html;q=0, */*', false],
    ['text/html refused within text', 'text/*, text/html;q=0', false],
    ['a weight that is none', 'text/html;q=2', false],
    ['a weight with too many digits', 'text/html;q=0.1234', false],
    ['something that is no range', 'html', false],
    ['more than any browser sends', `text/html,${'a/b,'.repeat(400)}`, false],
  ])('decides for %s', (_what, accept, isPage) => {
    expect(prefersPage(accept)).toBe(isPage);
  });
});

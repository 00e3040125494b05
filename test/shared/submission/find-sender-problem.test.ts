import { describe, expect, it } from 'vitest';
import { findSenderProblem } from '../../../shared/submission/find-sender-problem.ts';

describe('findSenderProblem', () => {
  it.each([
    'ann@fabrikam.com',
    ' ann@fabrikam.com ',
    'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com',
    "o'hara@fabrikam.com",
    '{6E7F0000-0000-4000-8000-0000000000AA}',
    '50%off@fabrikam.com',
  ])('accepts %j', (sender) => {
    expect(findSenderProblem(sender)).toBeUndefined();
  });

  it.each([
    ['ann@fabrikam.com;', 'more than one address'],
    ['ann@fabrikam.com,ben@fabrikam.com', 'more than one address'],
    ['mailto:ann@fabrikam.com', 'mailto:'],
    ['ann_fabrikam.com%23EXT%23@contoso.onmicrosoft.com', 'percent-encoded'],
    ['ann_fabrikam.com%2523EXT%2523@contoso.onmicrosoft.com', 'percent-encoded'],
    ['ann%40fabrikam.com', 'percent-encoded'],
    ['ann@fabrikam.com\u200b', 'invisible character U+200B'],
    ['\ufeffann@fabrikam.com', 'invisible character U+FEFF'],
    ['ann@fabrikam.com.', 'ends with a dot'],
    ['Ann <ann@fabrikam.com>', 'not a plain address'],
    ['00000000-0000-0000-0000-000000000000', 'empty GUID'],
    ['{00000000-0000-0000-0000-000000000000}', 'empty GUID'],
    ['', 'is empty'],
    [' ', 'is empty'],
    ['ann', 'is not an object id'],
    ['ann@fabrikam.com\r\n', 'line break'],
    [`${'a'.repeat(310)}@fabrikam.com`, 'has 323 characters; at most 320'],
  ])('refuses %j and says why', (sender, why) => {
    expect(findSenderProblem(sender)).toContain(why);
  });
});

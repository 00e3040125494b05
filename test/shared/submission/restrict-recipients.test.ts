import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphMessage } from '../../../shared/graph/graph-message.ts';
import { findForbiddenRecipients, rewriteRecipients } from '../../../shared/submission/restrict-recipients.ts';

const to = (...addresses: string[]) => addresses.map((address) => ({ emailAddress: { address, name: 'Somebody' } }));
const rule = { allowedRecipients: ['ann@fabrikam.com', '@contoso.com'] };

describe('findForbiddenRecipients', () => {
  it.each([
    ['ann@fabrikam.com', true],
    ['Ann@Fabrikam.com', true],
    ['mia@contoso.com', true],
    ['ben@fabrikam.com', false],
    ['mia@sub.contoso.com', false],
    ['mia@notcontoso.com', false],
    ['ann@fabrikam.com.contoso.com', false],
  ])('%s: %s', (address, isAllowed) => {
    for (const list of ['toRecipients', 'ccRecipients', 'bccRecipients'])
      expect(findForbiddenRecipients({ [list]: to(address) }, rule)).toEqual(isAllowed ? [] : [address.toLowerCase()]);
  });

  it('names each once, wherever it is', () => {
    const message = { toRecipients: to('ben@fabrikam.com'), bccRecipients: to('BEN@fabrikam.com', 'cal@fabrikam.com') };
    expect(findForbiddenRecipients(message, rule)).toEqual(['ben@fabrikam.com', 'cal@fabrikam.com']);
  });
});

describe('rewriteRecipients', () => {
  const rewriting = { ...rule, rewriteTo: 'test@northwindtraders.com' };

  it('puts the one address in the place of all others, once in each list, and drops their names', () => {
    const message: GraphMessage = {
      subject: 'Invoice',
      toRecipients: to('ben@fabrikam.com', 'ann@fabrikam.com', 'cal@fabrikam.com'),
      ccRecipients: to('mia@contoso.com'),
      replyTo: to('ben@fabrikam.com'),
    };
    expect(rewriteRecipients(message, rewriting)).toEqual({
      ...message,
      toRecipients: [...to('ann@fabrikam.com'), { emailAddress: { address: 'test@northwindtraders.com' } }],
    });
  });

  it('leaves nobody in a message who may not be written to, and no list empty that had somebody', () => {
    const address = fc.constantFrom(
      'ann@fabrikam.com',
      'BEN@fabrikam.com',
      'mia@contoso.com',
      'test@northwindtraders.com',
    );
    const list = fc.option(fc.array(address, { minLength: 1, maxLength: 4 }), { nil: undefined });
    fc.assert(
      fc.property(list, list, list, (toList, cc, bcc) => {
        const message = {
          ...(toList && { toRecipients: to(...toList) }),
          ...(cc && { ccRecipients: to(...cc) }),
          ...(bcc && { bccRecipients: to(...bcc) }),
        };
        const rewritten = rewriteRecipients(message, rewriting);
        expect(findForbiddenRecipients(rewritten, rewriting)).toEqual([]);
        expect(Object.keys(rewritten)).toEqual(Object.keys(message));
        for (const recipients of Object.values(rewritten)) expect(recipients).not.toHaveLength(0);
      }),
    );
  });
});

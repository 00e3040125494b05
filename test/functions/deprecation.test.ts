import { describe, expect, it } from 'vitest';
import { deprecationHeaders, isDeprecated } from '../../functions/deprecation.ts';
import { publicUrl } from '../fakes/memory-connector.ts';

const ann = 'c0000000-0000-4000-8000-0000000000a1';

describe('deprecationHeaders', () => {
  it.each(['ann@fabrikam.com', 'ann%40fabrikam.com', 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com', 'nobody', ''])(
    'lead from %j in a path to the body',
    (sender) => {
      const headers = deprecationHeaders({ params: { sender } }, publicUrl);
      expect(headers).toEqual({
        // RFC 9745: a date as RFC 9651 writes it.
        Deprecation: expect.stringMatching(/^@\d{10}$/),
        Link: `<${publicUrl}/senders/find>; rel="successor-version"`,
      });
      expect(isDeprecated({ params: { sender } })).toBe(true);
    },
  );

  it.each([{}, { id: '1' }, { sender: ann }, { sender: ann.toUpperCase() }, { sender: `{${ann}}` }])(
    'are not there for %j',
    (params) => {
      expect(deprecationHeaders({ params }, publicUrl)).toEqual({});
    },
  );
});

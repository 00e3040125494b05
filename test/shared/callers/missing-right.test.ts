import { describe, expect, it } from 'vitest';
import { listRightRules, type Right } from '../../../shared/callers/caller.ts';
import { describeMissingRight } from '../../../shared/callers/missing-right.ts';

describe('describeMissingRight', () => {
  it.each<[Right, string[], string[] | undefined, RegExp]>([
    ['send', [], undefined, /^The application lacks the app role Mail\.Send\.AsUser /],
    ['send', ['Senders.Manage', 'Operate'], undefined, /app role Mail\.Send\.AsUser /],
    ['read', [], undefined, /app role Mail\.Send\.AsUser /],
    ['manage', ['Operate'], undefined, /app role Senders\.Manage /],
    ['operate', ['Mail.Send.AsUser'], undefined, /^The application lacks the app role Operate /],
    ['operate', [], ['operate'], /^The person lacks the app role Operate /],
    ['operate', ['Operate'], ['profile'], /lacks the scope operate /],
    ['send', ['Mail.Send.AsUser'], undefined, /CALLER_CLIENT_IDS/],
    ['manage', ['Mail.Send.AsUser'], undefined, /CALLER_CLIENT_IDS/],
    ['send', ['Mail.Send.AsUser'], ['profile'], /CALLER_CLIENT_IDS/],
    ['operate', ['Operate'], undefined, /^This is for the operator .*HOST_TENANT_ID/],
    ['operate', ['Operate'], ['operate'], /HOST_TENANT_ID/],
  ])(
    'says of the right to %s, with the roles %j and the scopes %j, what is missing alone',
    (right, roles, scopes, said) => {
      const rule = listRightRules('Mail.Send.AsUser')[right];
      const text = describeMissingRight({ rule, roles, scopes });
      expect(text).toMatch(said);
      const named = ['Mail.Send.AsUser', 'Senders.Manage', 'Operate ', 'CALLER_CLIENT_IDS', 'HOST_TENANT_ID', 'scope'];
      expect(named.filter((name) => text.includes(name))).toHaveLength(1);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { homeScopes } from '../../../../shared/oauth/scopes.ts';
import { listPermissions } from '../../../../shared/pages/person/permissions.ts';
import { en } from '../../../../shared/pages/text/en.ts';

describe('listPermissions', () => {
  it.each(['Mail.Send', 'Mail.ReadWrite'] as const)(
    'explains exactly the scopes that are requested with %s',
    (mailPermission) => {
      const scopes = listPermissions(mailPermission, en).map(({ scope }) => scope);
      expect(scopes).toEqual(homeScopes(mailPermission));
    },
  );
});

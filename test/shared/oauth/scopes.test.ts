import { describe, expect, it } from 'vitest';
import { homeScopes, listMissingScopes } from '../../../shared/oauth/scopes.ts';

describe('listMissingScopes', () => {
  const wanted = homeScopes('Mail.ReadWrite');

  it.each([
    [['User.Read', 'Mail.Send', 'Mail.ReadWrite'], []],
    [['user.read', 'MAIL.SEND', 'mail.readwrite', 'Mail.Read'], []],
    [['User.Read', 'Mail.Send'], ['Mail.ReadWrite']],
    [[], ['User.Read', 'Mail.Send', 'Mail.ReadWrite']],
  ])('of what was granted as %j are %j; signing in is never missing', (granted, missing) => {
    expect(listMissingScopes(wanted, granted)).toEqual(missing);
  });
});

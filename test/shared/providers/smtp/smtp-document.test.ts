import { describe, expect, it } from 'vitest';
import { schemas } from '../../../../shared/configuration/schemas.ts';

const password = { kind: 'password', user: 'billing@fabrikam.com', secretName: 'smtp-password' };
const homeTenantId = 'fab00000-0000-4000-8000-000000000002';
const document = {
  provider: 'smtp',
  host: 'smtp.contoso.com',
  port: 587,
  security: 'starttls',
  credential: password,
  mailboxes: [{ address: 'billing@fabrikam.com' }],
};
const exchange = { host: 'SMTP.office365.com', credential: { kind: 'xoauth2' }, homeTenantId };
const faultsOf = (changes: object) => {
  const result = schemas.mailbox.safeParse({ ...document, ...changes }, { jitless: true });
  return result.success ? [] : result.error.issues.map(({ path, message }) => `/${path.join('/')} ${message}`);
};

describe('smtpDocumentSchema', () => {
  it('takes a password at any server, and a token at those of Exchange', () => {
    for (const changes of [{}, exchange, { host: 'localhost' }, { port: 465, security: 'tls' }])
      expect([changes, faultsOf(changes)]).toEqual([changes, []]);
  });

  it.each<[object, RegExp]>([
    [{ host: 'https://smtp.contoso.com' }, /^\/host is not a host name$/],
    [{ host: '10.1.2.3' }, /^\/host is an address of a private network$/],
    [{ host: 'fe80::1' }, /^\/host is an address of a private network$/],
    [{ port: 25 }, /^\/port is the port between mail servers/],
    [{ port: 0 }, /^\/port is not a whole number/],
    [{ security: 'none' }, /^\/security is neither starttls nor tls$/],
    [{ credential: { ...password, user: 'a\r\nb' } }, /^\/credential\/user is not a user name/],
    [{ credential: { ...password, secretName: '../x' } }, /^\/credential\/secretName is not a Key Vault object name/],
    [{ credential: { kind: 'none' } }, /^\/credential\/kind is not one of xoauth2, password$/],
    [{ homeTenantId }, /^\/homeTenantId is needed with xoauth2, and with nothing else$/],
    [{ ...exchange, homeTenantId: undefined }, /^\/homeTenantId is needed with xoauth2/],
    [{ ...exchange, host: 'smtp.contoso.com' }, /^\/host is no mail server of Exchange Online/],
    [{ mailboxes: [] }, /^\/mailboxes names nobody$/],
    [{ pool: true }, /^\/ /],
  ])('refuses %j', (changes, fault) => {
    expect(faultsOf(changes)).toEqual([expect.stringMatching(fault)]);
  });
});

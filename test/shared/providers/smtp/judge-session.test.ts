import { describe, expect, it } from 'vitest';
import { judgeSession } from '../../../../shared/providers/smtp/judge-session.ts';
import type { SmtpFailure } from '../../../../shared/providers/smtp/run-session.ts';

/** What no server of the tests says; the rest is in test/contract/smtp-provider.test.ts. */
describe('judgeSession', () => {
  const judge = (failure: SmtpFailure, isHandedOver: boolean) => judgeSession({ failure, rejected: [], isHandedOver });

  it.each<[string, SmtpFailure]>([
    ['a reply of another class', { code: 'EMESSAGE', command: 'DATA', responseCode: 354, response: '354 go on' }],
    ['a reply without a code', { code: 'EMESSAGE', command: 'DATA', responseCode: false, response: 'OK' }],
    ['a line that was not finished', { code: 'ECONNECTION', command: 'CONN', responseCode: 451, response: '451 4' }],
    ['a reply too much', { code: 'EPROTOCOL', command: 'CONN', responseCode: 421, response: '421 x' }],
    ['a broken connection', { code: 'ESOCKET', originalCode: 'ECONNRESET' }],
  ])('does not know after %s at the end of the message, and is sure of it before', (_name, failure) => {
    expect(judge(failure, true)).toMatchObject({ kind: 'unknown' });
    expect(judge(failure, false)).toMatchObject({ kind: 'refused' });
  });

  it.each<[string, SmtpFailure, string]>([
    ['a handshake that ends', { code: 'ETLS', command: 'CONN' }, 'mail_server_unusable'],
    [
      'a certificate for another name',
      { code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      'mail_server_unusable',
    ],
    ['an old certificate', { code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'mail_server_unusable'],
    ['a resolver that does not answer', { code: 'EAI_AGAIN' }, 'mail_server_unavailable'],
    [
      'STARTTLS not now',
      { code: 'ETLS', command: 'STARTTLS', responseCode: 454, response: '454 later' },
      'mail_server_unavailable',
    ],
    ['an error that nobody knows', { code: 'ESOMETHING' }, 'mail_server_unavailable'],
  ])('sends nothing over %s', (_name, failure, code) => {
    expect(judge(failure, false)).toEqual({
      kind: 'refused',
      code,
      ...(failure.responseCode && { graphCode: String(failure.responseCode) }),
    });
  });

  it('passes on codes and nothing else that a server says', () => {
    const response = '550-5.7.1 mia@contoso.com\n550 5.7.1 is blocked';
    const outcome = judge({ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550, response }, false);
    expect(outcome).toEqual({ kind: 'refused', code: 'send_as_denied', graphCode: '550 5.7.1' });
  });
});

import { describe, expect, it } from 'vitest';
import { NOT_BASE64, graphCodeOf } from '../../../../shared/doors/graph/graph-codes.ts';
import { buildGraphError } from '../../../../shared/doors/graph/graph-error.ts';
import { describeUnknownAddress } from '../../../../shared/doors/graph/unknown-address.ts';
import { ConnectorError } from '../../../../shared/errors.ts';
import { outcomes, type ErrorCode } from '../../../../shared/outcomes.ts';

const at = new Date('2026-12-01T06:00:00.999Z');
const context = { requestId: 'r-1', clientRequestId: undefined, at, extra: {} };
const faultsAt = (...pointers: string[]) => pointers.map((pointer) => ({ pointer, detail: 'is wrong' }));

describe('buildGraphError', () => {
  it('has Graph’s shape, and repeats its own id where the client gave none', () => {
    const faults = faultsAt('/message/subject');
    expect(buildGraphError(new ConnectorError('invalid_request', { faults }), context)).toEqual({
      error: {
        code: 'ErrorInvalidRequest',
        message: '/message/subject is wrong. Correct the request and send it again.',
        innerError: { date: '2026-12-01T06:00:00', 'request-id': 'r-1', 'client-request-id': 'r-1' },
      },
    });
    const { error } = buildGraphError(new ConnectorError('not_found'), { ...context, clientRequestId: 'c-1' });
    expect(error.innerError).toMatchObject({ 'request-id': 'r-1', 'client-request-id': 'c-1' });
  });

  it('says in its sentence what has no other place', () => {
    const extra = { consentUrl: 'https://guestmail.contoso.com/api/authorize', appId: 'a-1' };
    const { error } = buildGraphError(new ConnectorError('consent_required'), { ...context, extra });
    expect(error.message).toBe(
      `${outcomes.consent_required.detail} consentUrl: https://guestmail.contoso.com/api/authorize appId: a-1`,
    );
  });

  it.each(Object.keys(outcomes) as ErrorCode[])('says something of %s that is true at this door', (code) => {
    const { message } = buildGraphError(new ConnectorError(code, { faults: faultsAt('/x') }), context).error;
    expect(message).not.toMatch(/listed in errors|message\/rfc822/);
  });
});

describe('graphCodeOf', () => {
  it.each<[string, { code: ErrorCode; faults?: object[] }, string]>([
    [
      'recipients alone',
      {
        code: 'invalid_request',
        faults: faultsAt('/message/toRecipients/0/emailAddress/address', '/Message/bccRecipients'),
      },
      'ErrorInvalidRecipients',
    ],
    ['recipients in MIME', { code: 'invalid_request', faults: faultsAt('/headers/To') }, 'ErrorInvalidRecipients'],
    [
      'recipients and others',
      { code: 'invalid_request', faults: faultsAt('/message/toRecipients', '/message/subject') },
      'ErrorInvalidRequest',
    ],
    [
      'other fields of MIME',
      { code: 'invalid_request', faults: faultsAt('/headers/Subject', '/headers/To') },
      'ErrorMimeContentInvalid',
    ],
    ['base64', { code: 'invalid_request', faults: [NOT_BASE64] }, 'ErrorMimeContentInvalidBase64String'],
    [
      'the same words of another fault',
      { code: 'invalid_request', faults: [{ ...NOT_BASE64 }] },
      'ErrorInvalidRequest',
    ],
    ['the user', { code: 'invalid_request', faults: faultsAt('path:user') }, 'ErrorInvalidUser'],
    ['no fault', { code: 'invalid_request' }, 'ErrorInvalidRequest'],
    [
      'a user whom nobody has connected',
      { code: 'consent_required', faults: faultsAt('path:user') },
      'consent_required',
    ],
    ['what Graph has no code for', { code: 'idempotency_key_reused' }, 'idempotency_key_reused'],
    ['a message of which nobody knows whether it was sent', { code: 'delivery_unknown' }, 'delivery_unknown'],
  ])('is that of %s', (_what, { code, faults = [] }, expected) => {
    expect(graphCodeOf({ code, faults: faults as ReturnType<typeof faultsAt> })).toBe(expected);
  });
});

describe('describeUnknownAddress', () => {
  it.each(['users/ann_fabrikam.com', 'Users/ann_fabrikam.com/'])('says of %s how a name is encoded', (path) => {
    expect(describeUnknownAddress(path)).toContain('encodeURIComponent');
  });

  it.each([undefined, '', 'me', 'users', 'users/ann/messages', 'me/messages'])('says of %s what there is', (path) => {
    const said = describeUnknownAddress(path);
    expect(said).toContain('POST /users/{user}/sendMail and POST /me/sendMail');
    expect(said).not.toContain('encodeURIComponent');
  });
});

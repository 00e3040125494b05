import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import { consentUrl, describeSender } from '../../../shared/grants/describe-sender.ts';
import { senderDocumentSchema } from '../../../shared/grants/sender-schema.ts';
import type { Grant } from '../../../shared/grants/grant.ts';
import { createGrant, createTokens } from '../../contract/samples.ts';

const publicUrl = 'https://guestmail.contoso.com/api';
const config = {
  publicUrl,
  hostTenantId: createGrant({}).sender.hostTenantId,
  entraClientId: '0000c011-0000-4000-8000-000000000001',
};
const grant: Grant = createGrant({ userPrincipalName: 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com' });

describe('describeSender', () => {
  it('shows a connection with the day until which it can stay idle', () => {
    const tokens = { ...createTokens(), refreshedAt: new Date('2026-11-02T09:01:00Z') };
    expect(describeSender(grant, config, tokens)).toEqual({
      id: grant.sender.hostObjectId,
      userPrincipalName: grant.userPrincipalName,
      mailbox: 'ann@fabrikam.com',
      homeTenantId: grant.homeTenantId,
      status: 'connected',
      scopes: ['User.Read', 'Mail.Send'],
      connectedAt: '2026-11-02T09:00:00.000Z',
      refreshedAt: '2026-11-02T09:01:00.000Z',
      reconsentBy: '2027-01-31T09:01:00.000Z',
      consentUrl: `${publicUrl}/authorize`,
    });
  });

  it('says which permissions it wants, where it wants any', () => {
    const wants = ['Mail.ReadWrite'];
    expect(describeSender({ ...grant, wants }, config)).toMatchObject({ status: 'connected', wants });
    expect(describeSender(grant, config)).not.toHaveProperty('wants');
  });

  it('says what is wrong, who must act and what Entra called it', () => {
    const problem = { code: 'blocked_by_home_policy' as const, upstreamCode: 'AADSTS53003' };
    const shown = describeSender({ ...grant, problem }, config, createTokens());
    expect(shown.problem).toEqual({
      code: 'blocked_by_home_policy',
      who: 'home_admin',
      detail: expect.stringContaining('policy') as string,
      helpUrl: expect.stringMatching(/^https:/) as string,
      upstreamCode: 'AADSTS53003',
      appId: grant.clientId,
    });
  });

  it('names app and addresses where an administrator must allow them, and nowhere else', () => {
    const named = { ...config, outboundAddresses: '203.0.113.10' };
    const show = (code: ErrorCode) => describeSender({ ...grant, problem: { code } }, named).problem;
    expect(show('blocked_by_home_policy')).toMatchObject({
      appId: grant.clientId,
      outboundAddresses: '203.0.113.10',
    });
    for (const code of ['home_tenant_blocked', 'assignment_required'] as const) {
      expect(show(code)).toMatchObject({ appId: grant.clientId });
      expect(show(code)).not.toHaveProperty('outboundAddresses');
    }
    const { clientId: _unknown, ...older } = grant;
    const problem = { code: 'blocked_by_home_policy' } as const;
    expect(describeSender({ ...older, problem }, config).problem?.appId).toBe(config.entraClientId);
    for (const member of ['appId', 'outboundAddresses']) expect(show('consent_required')).not.toHaveProperty(member);
  });

  it.each(['reconsent_required', 'disconnected'] as const)('promises no day to a grant that is %s', (status) => {
    expect(describeSender({ ...grant, status }, config, createTokens())).not.toHaveProperty('reconsentBy');
  });

  it('leaves out what is not known, and nothing of what is sealed or kept for ourselves gets in', () => {
    const { userPrincipalName: _unknown, ...rest } = grant;
    const shown = describeSender(rest, config);
    expect(Object.keys(shown)).toEqual(
      expect.not.arrayContaining([
        'userPrincipalName',
        'refreshedAt',
        'reconsentBy',
        'problem',
        'sealed',
        'names',
        'homeObjectId',
        'generation',
      ]),
    );
  });
});

describe('senderDocumentSchema', () => {
  const tokens = createTokens();
  const problem = { code: 'blocked_by_home_policy', upstreamCode: 'AADSTS53003' } as const;
  const named = { ...config, outboundAddresses: '203.0.113.10' };
  const { userPrincipalName: _unknown, ...bare } = grant;

  it.each([
    ['a connection', describeSender(grant, config, tokens)],
    ['a connection in a list', describeSender(bare, config)],
    ['a wish', describeSender({ ...grant, wants: ['Mail.ReadWrite'] }, config, tokens)],
    ['a problem', describeSender({ ...grant, problem }, named, tokens)],
    ['a connection that has ended', describeSender({ ...grant, status: 'disconnected' }, config)],
  ])('is what describes %s', (_what, shown) => {
    expect(senderDocumentSchema.parse(JSON.parse(JSON.stringify(shown)))).toEqual(shown);
  });

  it.each([{ homeObjectId: 'x' }, { status: 'gone' }, { connectedAt: 'yesterday' }, { problem: { code: 'x' } }])(
    'refuses a sender with %j',
    (changes) => {
      expect(senderDocumentSchema.safeParse({ ...describeSender(grant, config), ...changes }).success).toBe(false);
    },
  );
});

describe('consentUrl', () => {
  it('is the same for everybody', () => {
    for (const tenantId of [undefined, grant.sender.hostTenantId])
      expect(consentUrl(config, tenantId)).toBe('https://guestmail.contoso.com/api/authorize');
    const other = 'a0274317-0000-4000-8000-000000000003';
    expect(consentUrl(config, other)).toBe(`https://guestmail.contoso.com/api/authorize?tenant=${other}`);
  });
});

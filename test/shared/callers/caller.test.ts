import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { listRightRules, type Caller, type Right } from '../../../shared/callers/caller.ts';
import { createAccessTokenVerifier } from '../../../shared/callers/verify-access-token.ts';
import type { Config } from '../../../shared/config.ts';
import { createTenants } from '../../../shared/tenants/tenants.ts';
import { authority, clientId, hostTenantId } from '../sign-in/sign-in-sample.ts';
import { takeSigningKeyPair } from './signing-key-pair.ts';

const erp = 'e4b00000-0000-4000-8000-00000000c002';
const { publicKey, privateKey } = await takeSigningKeyPair();
const parted = 'Senders.Manage';
const asBefore = 'Mail.Send.AsUser';
const forbidden = { code: 'forbidden' };

interface Asked {
  sendersRole: Config['sendersRole'];
  list?: string[];
  claims?: object;
}

/** Asks for a right with a token that has these roles. */
async function ask(roles: string[], right: Right, { sendersRole, list = ['*'], claims = {} }: Asked): Promise<Caller> {
  const app = { tid: hostTenantId, ver: '2.0', idtyp: 'app', azp: erp, roles, ...claims };
  const token = await new SignJWT(app)
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .setIssuer(`${authority}/${hostTenantId}/v2.0`)
    .setAudience(clientId)
    .setExpirationTime('1h')
    .sign(privateKey);
  const verify = createAccessTokenVerifier({
    config: { entraAuthority: authority, apiAudience: clientId, sendersRole, hostTenantId },
    tenants: createTenants({ hostTenantId, callerClientIds: list, allowedHomeTenants: [] }, async () => ({
      documents: [],
      refused: [],
    })),
    signingKeys: () => async () => publicKey,
    now: () => new Date(),
  });
  return verify(`Bearer ${token}`, right);
}

describe('listRightRules', () => {
  it('parts the rights to send and to manage, each with a role of its own', async () => {
    const both = ['Senders.Manage', 'Mail.Send.AsUser'];
    expect((await ask(['Mail.Send.AsUser'], 'send', { sendersRole: parted })).rights).toEqual(['send', 'read']);
    expect((await ask(['Senders.Manage'], 'manage', { sendersRole: parted })).rights).toEqual(['read', 'manage']);
    expect((await ask(both, 'send', { sendersRole: parted })).rights).toEqual(['send', 'read', 'manage']);
    await expect(ask(['Mail.Send.AsUser'], 'manage', { sendersRole: parted })).rejects.toMatchObject(forbidden);
    await expect(ask(['Senders.Manage'], 'send', { sendersRole: parted })).rejects.toMatchObject(forbidden);
  });

  it('lets the role to send manage as well where an earlier release did, and never the other way', async () => {
    const sender = await ask(['Mail.Send.AsUser'], 'manage', { sendersRole: asBefore });
    expect(sender.rights).toEqual(['send', 'read', 'manage']);
    expect((await ask(['Senders.Manage'], 'manage', { sendersRole: asBefore })).rights).toEqual(['read', 'manage']);
    await expect(ask(['Senders.Manage'], 'send', { sendersRole: asBefore })).rejects.toMatchObject(forbidden);
    await expect(ask(['Operate'], 'manage', { sendersRole: asBefore })).rejects.toMatchObject(forbidden);
  });

  it.each(['send', 'read', 'manage'] as const)(
    'gives the right to %s to listed applications alone, and to no person',
    async (right) => {
      const roles = ['Senders.Manage', 'Mail.Send.AsUser'];
      const given = { sendersRole: parted } as const;
      await expect(ask(roles, right, { ...given, list: [clientId] })).rejects.toMatchObject(forbidden);
      expect((await ask(roles, right, { ...given, list: [erp] })).clientId).toBe(erp);
      const claims = { idtyp: undefined, scp: 'operate' };
      await expect(ask(roles, right, { ...given, claims })).rejects.toMatchObject({ code: 'unauthorized' });
    },
  );

  it.each(['Mail.Send.AsUser', 'Senders.Manage'])('lets the role %s follow messages of its own', async (role) => {
    expect((await ask([role], 'read', { sendersRole: parted })).rights).toContain('read');
    await expect(ask(['Operate'], 'read', { sendersRole: parted })).rejects.toMatchObject(forbidden);
  });

  it('restricts the rights of the operator by no list', () => {
    const operators = Object.entries(listRightRules(parted)).map(([right, rule]) => [right, rule.isOperators]);
    expect(Object.fromEntries(operators)).toEqual({
      send: false,
      read: false,
      manage: false,
      operate: true,
      configure: true,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { createReadSmtpToken } from '../../../../shared/providers/smtp/read-smtp-token.ts';

function create() {
  let time = Date.parse('2026-11-30T06:00:00Z');
  const asked: string[] = [];
  const read = createReadSmtpToken({
    registrations: { readForHomeTenant: async (tenantId) => ({ clientId: `client of ${tenantId}` }) as never },
    async acquireForApplication({ registration, tenantId, scope }) {
      asked.push(`${registration.clientId}, ${tenantId}, ${scope}`);
      return { accessToken: `token ${asked.length}`, expiresAt: new Date(time + 3_600_000) };
    },
    now: () => new Date(time),
  });
  return { asked, read, pass: (minutes: number) => (time += minutes * 60_000) };
}

describe('createReadSmtpToken', () => {
  const ask = { homeTenantId: 'fabrikam', scope: 'https://outlook.office365.com/.default' };

  it('asks the home tenant once, and again for another tenant and after a while', async () => {
    const { asked, read, pass } = create();
    expect([await read(ask), await read(ask)]).toEqual(['token 1', 'token 1']);
    expect(await read({ ...ask, homeTenantId: 'northwind' })).toBe('token 2');
    pass(31);
    expect(await read(ask)).toBe('token 3');
    expect(asked[0]).toBe('client of fabrikam, fabrikam, https://outlook.office365.com/.default');
  });

  it('asks for another one for the Exchange of another cloud', async () => {
    const { asked, read } = create();
    const other = { ...ask, scope: 'https://outlook.office365.us/.default' };
    expect([await read(ask), await read(other), await read(ask), await read(other)]).toEqual([
      'token 1',
      'token 2',
      'token 1',
      'token 2',
    ]);
    expect(asked.map((one) => one.split(', ')[2])).toEqual([ask.scope, other.scope]);
    // What one cloud refuses is still good in the other.
    expect(await read({ ...other, refused: 'token 2' })).toBe('token 3');
    expect(await read(ask)).toBe('token 1');
  });

  it('gives no token that was refused, and asks once for all who were refused it', async () => {
    const { asked, read } = create();
    const refused = await read(ask);
    const again = await Promise.all([read({ ...ask, refused }), read({ ...ask, refused })]);
    expect([again, asked.length]).toEqual([['token 2', 'token 2'], 2]);
  });
});

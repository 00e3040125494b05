import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../../shared/errors.ts';
import { createEmlProvider } from '../../../../shared/providers/eml/eml-provider.ts';
import { createMemoryEmlBlobs } from '../../../fakes/memory-eml-blobs.ts';

const hostTenantId = 'c0000000-0000-4000-8000-000000000001';
const id = '0123456789abcdef0123456789abcdef';
const address = 'tests@fabrikam.com';
const document = { provider: 'eml' as const, mailboxes: [{ address }] };
const mailbox = { hostTenantId, name: 'tests', document, address };
const recipient = (name: string) => ({ emailAddress: { address: `${name}@contoso.com` } });
const body = JSON.stringify({
  message: { subject: 'Probe', toRecipients: [recipient('mia')], bccRecipients: [recipient('ida')] },
});

function create(failure?: ConnectorError) {
  const state = { isSandbox: true };
  const memory = createMemoryEmlBlobs();
  const put = failure ? () => Promise.reject(failure) : memory.put;
  const provider = createEmlProvider({
    blobs: { put },
    isSandbox: async () => state.isSandbox,
    now: () => new Date('2026-11-30T06:00:00Z'),
  });
  const read = async (name: string) =>
    Buffer.from((await memory.read(`${hostTenantId}/${id}.${name}`))?.bytes ?? []).toString();
  return { state, read, provider, send: () => provider.send(mailbox, '', { id, body }) };
}

describe('createEmlProvider', () => {
  it('writes the mail as it would leave, and beside it for whom it is', async () => {
    const { read, send } = create();
    expect(await send()).toEqual({ kind: 'sent' });
    expect(await read('eml')).toContain('To: mia@contoso.com\r\n');
    expect(await read('eml')).not.toContain('ida');
    expect(JSON.parse(await read('json'))).toEqual({
      version: 1,
      from: address,
      to: ['mia@contoso.com', 'ida@contoso.com'],
    });
  });

  it('leaves a mail as it is when it comes again', async () => {
    const { read, send, provider } = create();
    await send();
    const before = await read('eml');
    expect(await provider.send(mailbox, '', { id, body: body.replace('Probe', 'Other') })).toEqual({ kind: 'sent' });
    expect(await read('eml')).toBe(before);
  });

  it('writes nothing for a tenant that is no sandbox, or no longer', async () => {
    const { read, send, state, provider } = create();
    expect([await provider.open(mailbox), (await provider.check(mailbox)).ok]).toEqual(['', true]);
    state.isSandbox = false;
    await expect(provider.open(mailbox)).rejects.toMatchObject({ code: 'mail_server_unusable' });
    expect(await send()).toEqual({ kind: 'refused', code: 'mail_server_unusable' });
    expect([await read('eml'), (await provider.check(mailbox)).who]).toEqual(['', 'operator']);
  });

  it.each([
    ['storage_access_refused', { kind: 'refused', code: 'storage_access_refused' }],
    ['storage_unavailable', { kind: 'unknown', reason: 'storage did not answer' }],
  ] as const)('says after %s what is certain', async (code, outcome) => {
    expect(await create(new ConnectorError(code)).send()).toEqual(outcome);
  });
});

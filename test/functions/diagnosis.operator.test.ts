import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../shared/errors.ts';
import { homeTenantId, hostTenantId, otherTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { ann, createApi } from './api.ts';
import { lineOf } from './invoke.ts';

type Api = ReturnType<typeof createApi>;

describe('diagnoseSenderMethods', () => {
  const json = { 'content-type': 'application/json' };
  const ask = ({ call }: Api, body: object, tenant = hostTenantId) =>
    call('diagnoseSender', 'POST', { params: { tenant }, headers: json, body: JSON.stringify(body) }, 'operator');

  it('tells the operator the same, by a name in the body, and sends a test message when asked for one', async () => {
    const api = createApi();
    await api.signIn('ann');
    const looked = await ask(api, { sender: 'ann@fabrikam.com' });
    expect([looked.status, looked.json]).toEqual([
      200,
      (await api.call('senderDiagnosis', 'GET', { params: { sender: ann } })).json,
    ]);
    expect(lineOf(looked)).toMatchObject({ hostTenant: hostTenantId, sender: ann, result: 'ok', caller: 'operator' });
    expect(looked.lines[0]?.text).not.toContain('@');
    const tested = await ask(api, { sender: ann, test: true });
    expect(tested.json['steps'].at(-1)).toMatchObject({ name: 'test', state: 'ok' });
    expect(api.graph.sent).toHaveLength(1);
  });

  it('knows nobody of another tenant, and no tenant that is not served', async () => {
    const api = createApi();
    await api.signIn('ann');
    await api.keepTenant({ name: 'Northwind' }, otherTenantId);
    for (const [body, tenant] of [
      [{ sender: ann }, otherTenantId],
      [{ sender: ann }, homeTenantId],
      [{ sender: ann }, 'x'],
      [{ sender: 'ben@fabrikam.com' }, hostTenantId],
    ] as const)
      expect((await ask(api, body, tenant)).status).toBe(404);
  });

  it('raises an alarm for what only the operator can repair', async () => {
    const api = createApi();
    await api.signIn('ann');
    api.clock.pass(3_600);
    api.entra.script.failures.push(new ConnectorError('client_credential_refused'));
    const answer = await ask(api, { sender: ann });
    expect(lineOf(answer)).toMatchObject({ alarm: 'client_credential_refused', step: 'token' });
  });

  it.each([
    [{ sender: ann, test: 'yes' }, '/test'],
    [{ test: true }, '/sender'],
    [{ sender: ann, tests: true }, '/tests'],
  ])('refuses %j', async (body, pointer) => {
    const answer = await ask(createApi(), body);
    expect([answer.status, answer.json['errors']?.[0]?.pointer]).toEqual([400, pointer]);
  });
});

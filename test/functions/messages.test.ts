import { describe, expect, it } from 'vitest';
import { otherApp, publicUrl } from '../fakes/memory-connector.ts';
import { createApi } from './api.ts';

describe('messageMethods', () => {
  it('shows the state to the application that submitted it; others know nothing of it', async () => {
    const { send, call, signIn } = createApi();
    await signIn('ann');
    const params = { id: String((await send()).json['id']) };
    const own = await call('message', 'GET', { params });
    expect([own.status, own.json['status']]).toEqual([200, 'sent']);
    const others = await call('message', 'GET', { params }, otherApp);
    const unknown = await call('message', 'GET', { params: { id: 'f'.repeat(32) } }, otherApp);
    expect([others.status, { ...others.json }]).toEqual([404, unknown.json]);
  });

  it('answers 202, Location and Retry-After while a message is under way', async () => {
    const { call, send, signIn, graph, stores } = createApi();
    await signIn('ann');
    let id = '';
    graph.sendMail = async () => {
      const [due] = await stores.messages.listDue(new Date('2100-01-01'), 1);
      id = due?.message.id ?? '';
      const answer = await call('message', 'GET', { params: { id } });
      expect([answer.status, answer.json['status'], answer.headers.get('retry-after')]).toEqual([202, 'sending', '5']);
      expect(answer.headers.get('location')).toBe(`${publicUrl}/messages/${id}`);
      return { kind: 'sent' };
    };
    expect((await send()).status).toBe(200);
    expect(id).not.toBe('');
  });

  it.each(['', 'x', '../grants', 'A'.repeat(32), `${'0'.repeat(32)} `])('knows no message %j', async (id) => {
    const answer = await createApi().call('message', 'GET', { params: { id } });
    expect([answer.status, answer.json['code']]).toEqual([404, 'not_found']);
  });
});

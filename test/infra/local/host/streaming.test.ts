import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStreaming } from '../../../../infra/local/host/streaming.ts';
import { startFixture } from './start-fixture.ts';

const model = { name: 'other', version: '1', getInvocationModel: () => Promise.reject(new Error('not invoked')) };

describe('openStreaming', () => {
  it("leaves no other port open than the host's", async () => {
    const servers: Server[] = [];
    const onListen = (message: unknown) => void servers.push((message as { server: Server }).server);
    subscribe('tracing:net.server.listen:asyncStart', onListen);
    onTestFinished(() => void unsubscribe('tracing:net.server.listen:asyncStart', onListen));
    const { url } = await startFixture('http', { streaming: true });
    expect(servers).toHaveLength(2);
    const open = servers.filter((server) => server.listening).map((server) => server.address());
    expect(open).toMatchObject([{ address: '127.0.0.1', port: Number(new URL(url).port) }]);
  });

  it('is closed for an app that does not stream', async () => {
    expect(await openStreaming(model)).toBeUndefined();
    expect(await openStreaming({ ...model, getCapabilities: (given) => Promise.resolve(given) })).toBeUndefined();
  });

  it('says so when it does not find the server that the library names', async () => {
    const getCapabilities = () => Promise.resolve({ HttpUri: 'http://localhost:1/' });
    await expect(openStreaming({ ...model, getCapabilities })).rejects.toThrow('was not found');
  });
});

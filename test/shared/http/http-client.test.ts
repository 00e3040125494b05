import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpPoolName } from '../../../shared/http/http-client.ts';
import { closeServers, serve } from './http-server-sample.ts';

afterEach(closeServers);

const names = Object.keys(createHttpClient()) as HttpPoolName[];
/** More than any pool lets through at once. */
const MANY = 130;

describe('createHttpClient', () => {
  it('has a pool for each dependency', () => {
    expect(names).toEqual([
      'graph',
      'uploads',
      'entra',
      'signIn',
      'tables',
      'storage',
      'blobs',
      'keyVault',
      'readiness',
    ]);
  });

  it('shares no connection between pools', async () => {
    const { url, connections } = await serve((_, response) => response.end());
    const client = createHttpClient();
    const options = { url, method: 'GET', headers: {}, responseMaxBytes: 1, timeoutMilliseconds: 5_000 };
    for (const _round of [1, 2]) for (const name of names) await client[name](options);
    expect(connections()).toBe(names.length);
  });

  it.each(names)(
    'answers in every other pool while %s hangs with all its connections and a full waiting room',
    async (hanging) => {
      const client = createHttpClient();
      const silent = await serve(() => undefined);
      const { url } = await serve((_, response) => response.end());
      const controller = new AbortController();
      const { signal } = controller;
      const request = { method: 'GET', headers: {}, responseMaxBytes: 1 };
      const stuck = Array.from({ length: MANY }, () => client[hanging]({ ...request, url: silent.url, signal }));
      const outcomes = Promise.allSettled(stuck);
      const others = names.filter((name) => name !== hanging);
      const answers = await Promise.all(
        others.map((name) => client[name]({ ...request, url, timeoutMilliseconds: 20_000 })),
      );
      expect(answers.map(({ status }) => status)).toEqual(others.map(() => 200));
      const own = client[hanging]({ ...request, url, timeoutMilliseconds: 20 });
      await expect(own).rejects.toMatchObject({ reason: 'timeout', wasSent: false });
      controller.abort();
      await outcomes;
    },
  );
});

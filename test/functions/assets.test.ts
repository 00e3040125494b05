import { describe, expect, it } from 'vitest';
import { assetMethods } from '../../functions/assets.ts';
import { listAssets } from '../../shared/pages/kit/assets.ts';
import { createMemoryConnector } from '../fakes/memory-connector.ts';
import { invoke, respondTo } from './invoke.ts';

const { connector } = createMemoryConnector();
const config = { ...connector.config, accentColor: '#7a1f5c' };
const handler = respondTo(assetMethods({ config }));

describe('assetMethods', () => {
  it('gives every asset with its type, to be kept for ever', async () => {
    for (const { name, body, contentType } of listAssets(config)) {
      const answer = await invoke(handler, 'GET', { params: { name } });
      expect([answer.status, answer.body, answer.headers.get('content-type')]).toEqual([200, body, contentType]);
      expect(answer.headers.get('cache-control')).toContain('immutable');
    }
  });

  it.each(['', 'page.css', '../host.json', '__proto__'])('does not know %j', async (name) => {
    expect((await invoke(handler, 'GET', { params: { name } })).status).toBe(404);
  });
});

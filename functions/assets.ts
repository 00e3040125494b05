/**
 * `GET /assets/{name}`: style and script of the pages, under names that change with their content.
 */
import type { HttpRequest } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { assetHeaders, listAssets, type Asset } from '../shared/pages/kit/assets.ts';
import type { Connector } from './compose.ts';

/** Loaded only where one is asked for. */
async function listConsoleAssets(asked: string): Promise<Asset[]> {
  if (!asked.startsWith('console.')) return [];
  const { consoleAssets } = await import('../shared/pages/console/console-assets.ts');
  return Object.values(consoleAssets);
}

export function assetMethods({ config }: Pick<Connector, 'config'>) {
  const assets = listAssets(config);
  async function show(request: HttpRequest) {
    const asked = request.params['name'] ?? '';
    const asset = [...assets, ...(await listConsoleAssets(asked))].find(({ name }) => name === asked);
    if (!asset) throw new ConnectorError('not_found');
    const headers = { ...assetHeaders, 'Content-Type': asset.contentType };
    return { response: { headers, body: asset.body } };
  }
  return { GET: show, HEAD: show };
}

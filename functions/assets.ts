/**
 * `GET /assets/{name}`: style and script of the pages, under names that change with their content.
 */
import type { HttpRequest } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { assetHeaders, listAssets } from '../shared/pages/kit/assets.ts';
import type { Connector } from './compose.ts';

export function assetMethods({ config }: Pick<Connector, 'config'>) {
  const assets = listAssets(config);
  async function show(request: HttpRequest) {
    const asset = assets.find(({ name }) => name === request.params['name']);
    if (!asset) throw new ConnectorError('not_found');
    const headers = { ...assetHeaders, 'Content-Type': asset.contentType };
    return { response: { headers, body: asset.body } };
  }
  return { GET: show, HEAD: show };
}

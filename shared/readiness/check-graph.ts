/**
 * Microsoft Graph answers. Whether it sends, only a connected person's test message proves.
 */
import type { Config } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { askWithoutToken } from './ask-without-token.ts';

export interface GraphDependencies {
  config: Pick<Config, 'graphUrl'>;
  request: HttpRequest;
}

/** @throws ConnectorError `graph_unavailable`, `internal_error` for an answer that is not Graph's */
export async function checkGraph({ config, request }: GraphDependencies): Promise<string> {
  const { status } = await askWithoutToken(request, `${config.graphUrl}/me`, 'graph_unavailable');
  if (status === 401) return 'Microsoft Graph answers.';
  throw new ConnectorError('internal_error', { cause: new Error(`status ${status}`) });
}

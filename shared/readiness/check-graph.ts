/**
 * Microsoft Graph answers. That it sends, only a connected person's test message proves.
 */
import type { Config } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { askWithoutToken } from './ask-without-token.ts';
import type { Check } from './check.ts';

export interface GraphDependencies {
  config: Pick<Config, 'graphUrl'>;
  request: HttpRequest;
}

export function checkGraph({ config, request }: GraphDependencies): Check {
  return {
    name: 'graph',
    async run() {
      const { status } = await askWithoutToken(request, `${config.graphUrl}/me`, 'graph_unavailable');
      if (status === 401) return 'Microsoft Graph answers.';
      throw new ConnectorError('internal_error', { cause: new Error(`status ${status}`) });
    },
    remedy: {
      who: 'operator',
      detail:
        'The service at GRAPH_URL is not Microsoft Graph: whoever operates the connector corrects the address, version included, or opens the way to it through the network.',
    },
  };
}

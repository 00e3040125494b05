/**
 * Every address that no other route has: nothing is there, but at the prefix itself, which leads to the consent page.
 */
import type { HttpRequest } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { consentUrl } from '../shared/grants/describe-sender.ts';
import type { Connector } from './compose.ts';

export function unknownMethods({ config }: Pick<Connector, 'config'>) {
  async function show({ params }: HttpRequest) {
    if (params['path']) throw new ConnectorError('not_found');
    return { response: { status: 303, headers: { Location: consentUrl(config) } } };
  }
  return { GET: show, HEAD: show };
}

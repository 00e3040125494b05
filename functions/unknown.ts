/**
 * Every address that no other route has: nothing is there, but at the prefix itself, which leads to the consent page, and at `admin`, which
 * leads to the console: the host lets no route begin like that.
 */
import type { HttpRequest } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { consentUrl } from '../shared/grants/describe-sender.ts';
import type { Connector } from './compose.ts';

export function unknownMethods({ config }: Pick<Connector, 'config'>) {
  async function show({ params }: HttpRequest) {
    if (params['path']?.toLowerCase() === 'admin')
      return { response: { status: 303, headers: { Location: `${config.publicUrl}/console` } } };
    if (params['path']) throw new ConnectorError('not_found');
    return { response: { status: 303, headers: { Location: consentUrl(config) } } };
  }
  return { GET: show, HEAD: show };
}

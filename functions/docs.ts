/**
 * `GET /docs/errors`: the page of all codes, to which `type` of every problem document leads.
 */
import { renderErrorsPage } from '../shared/pages/docs/errors-page.ts';
import { en } from '../shared/pages/text/en.ts';
import type { Connector } from './compose.ts';
import { page } from './page.ts';

export function docsErrorsMethods({ config }: Pick<Connector, 'config'>) {
  const show = async () => ({ response: page({ settings: config, texts: en, cookies: [] }, renderErrorsPage(config)) });
  return { GET: show, HEAD: show };
}

/**
 * `GET /docs/errors`: the page of all codes, to which `type` of every problem document leads.
 */
import { renderErrorsPage } from '../shared/pages/docs/errors-page.ts';
import { loadTexts } from '../shared/pages/text/languages.ts';
import type { Connector } from './compose.ts';
import { page } from './page.ts';

export function docsErrorsMethods({ config }: Pick<Connector, 'config'>) {
  async function show() {
    const texts = await loadTexts('en');
    return { response: page({ settings: config, texts, cookies: [] }, renderErrorsPage(config, texts)) };
  }
  return { GET: show, HEAD: show };
}

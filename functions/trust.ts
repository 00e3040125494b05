/**
 * `GET /trust`: the page for IT, data protection and partners, without any effect but on the language. Its long part is a file of its
 * own in the built app.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { trustUrl } from '../shared/pages/kit/trust-url.ts';
import { listPermissions } from '../shared/pages/person/permissions.ts';
import { loadTexts } from '../shared/pages/text/languages.ts';
import { renderTrustPage } from '../shared/pages/trust/trust-page.ts';
import type { Connector } from './compose.ts';
import { readReader } from './language.ts';
import { adminConsentUrl, page } from './page.ts';

export function trustMethods({ config, region, now }: Pick<Connector, 'config' | 'region' | 'now'>) {
  async function show(request: HttpRequest, _who: undefined, context: InvocationContext) {
    const reader = await readReader(config, request, context, trustUrl(config));
    const { renderTrustDetails } = await import('../shared/pages/trust/trust-details.ts');
    const approvalUrl = adminConsentUrl(config);
    const { copyText, copied, selected } = reader.texts.frame;
    const details = renderTrustDetails({
      settings: config,
      region,
      permissions: listPermissions(config.mailPermission, await loadTexts('en')),
      adminConsentUrl: approvalUrl,
      copyButton: { label: copyText, done: copied, failed: selected, language: reader.texts.tag },
      today: now(),
    });
    return { response: page(reader, renderTrustPage({ ...reader, adminConsentUrl: approvalUrl, details })) };
  }
  return { GET: show, HEAD: show };
}

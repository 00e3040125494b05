/**
 * Shows a person the check of their connection, step by step. It sends nothing; a token may be renewed, as for a send.
 *
 * Whoever has no session, or is to see nothing of a connection because it is another account's or theirs cannot be connected, is led to
 * their own page, which says so.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { isOfAccount } from '../shared/grants/home-account.ts';
import { renderCheckPage } from '../shared/pages/check/check-page.ts';
import { checkTexts } from '../shared/pages/check/check-texts.ts';
import type { Language } from '../shared/pages/text/languages.ts';
import type { Person } from './access.ts';
import type { Connector } from './compose.ts';
import type { StartedPages } from './me-check.ts';

type Parts = Pick<Connector, 'config' | 'operations' | 'senders'> & StartedPages;

export async function showCheck(
  parts: Parts,
  request: HttpRequest,
  person: Person | undefined,
  context: InvocationContext,
) {
  const { config, operations, senders, ownPageUrl, page, appOf } = parts;
  const { publicUrl } = config;
  if (!person) return leadTo(`${publicUrl}/me`);
  const { sender, home, handle, obstacle } = person;
  const ownPage = ownPageUrl(publicUrl, handle);
  const { grant } = await senders.read(sender);
  if (obstacle || (grant && !isOfAccount(grant, home))) return leadTo(ownPage, sender.hostObjectId);
  const { diagnosis, ids, alarms } = await operations.diagnose({ sender });
  const checkUrl = ownPageUrl(publicUrl, handle, 'me/check');
  const reader = await parts.readReader(config, request, context, checkUrl);
  const shown = renderCheckPage(parts, {
    ...reader,
    words: checkTexts[reader.texts.tag as Language],
    settings: { ...config, ...(grant && appOf(grant)) },
    ...parts.nameSignedIn(person),
    steps: diagnosis.steps,
    isKnown: grant !== undefined && grant.status !== 'disconnected',
    adminConsentUrl: parts.adminConsentUrl(config, { tenantId: home?.homeTenantId, clientId: grant?.clientId }),
    checkUrl,
    ownPage,
  });
  return { response: page(reader, shown), ids, alarms };
}

function leadTo(address: string, sender?: string) {
  return { response: { status: 303, headers: { Location: address } }, ids: { sender } };
}

/**
 * The one page after a session that a disconnect or an erasure has ended: in this browser, for some minutes, whoever else is
 * signed in here. Its address says which kind of page it is, and names the cookie that holds what it says.
 */
import type { HttpRequest } from '@azure/functions';
import { hasCode } from '../shared/errors.ts';
import { FAREWELL_LIFETIME_SECONDS } from '../shared/limits.ts';
import { renderDisconnectedPage } from '../shared/pages/person/disconnected-page.ts';
import { renderErasedPage } from '../shared/pages/person/erased-page.ts';
import type { Farewell } from '../shared/sign-in/farewell.ts';
import type { SignIn } from '../shared/sign-in/sign-in.ts';
import type { Person } from './access.ts';
import { farewellCookies, readCookies } from './browser.ts';
import type { Connector } from './compose.ts';
import type { Reader } from './language.ts';
import type { Reply } from './respond.ts';

/** Leads to the page. */
export async function sayFarewell(
  { config, signIn }: Pick<Connector, 'config' | 'signIn'>,
  request: HttpRequest,
  person: Person,
  farewell: Farewell,
): Promise<Reply> {
  const { obstacle } = person;
  const text = await signIn.startFarewell(readCookies(request).secret ?? '', { ...farewell, obstacle });
  const { id, cookies } = farewellCookies(request, person.handle, text);
  const headers = { Location: `${config.publicUrl}/me?${farewell.erased ? 'erased' : 'disconnected'}=${id}` };
  return { status: 303, headers, cookies };
}

/** The page; undefined where the address is another, or the time is over. */
export async function showFarewell(reader: Reader, signIn: SignIn, request: HttpRequest): Promise<string | undefined> {
  const { farewell, secret } = readCookies(request);
  if (!farewell) return undefined;
  try {
    const { own, erased, obstacle } = await signIn.openFarewell(farewell, secret);
    const view = { ...reader, canConnect: obstacle === undefined };
    return erased
      ? renderErasedPage({ ...view, ...erased, minutes: FAREWELL_LIFETIME_SECONDS / 60 })
      : renderDisconnectedPage({ ...view, own });
  } catch (error) {
    if (hasCode(error, 'request_expired', 'browser_mismatch')) return undefined;
    throw error;
  }
}

/**
 * `GET /authorize/ended`: how a sign-in ended that was refused, as often as it is loaded, with the status of the refusal.
 *
 * The address names the tab whose cookie says what to show, or a code that says nothing about anybody. Any other leads to the
 * consent page. It has no effect but on the language.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { hasCode } from '../shared/errors.ts';
import type { Ending } from '../shared/sign-in/ending.ts';
import { readCookies } from './browser.ts';
import type { Connector } from './compose.ts';
import { readReader } from './language.ts';
import { problemPage } from './page.ts';
import { endedUrl, plainEndings } from './refuse-sign-in.ts';
import type { Answer } from './respond.ts';

export function authorizeEndedMethods({ config, signIn }: Pick<Connector, 'config' | 'signIn'>) {
  async function readEnding(request: HttpRequest): Promise<Ending | undefined> {
    const { ending: text, secret } = readCookies(request);
    const tab = request.query.get('tab');
    if (tab === null || text === undefined) return undefined;
    return signIn.openEnding({ tab, text }, secret).catch((error: unknown) => {
      if (hasCode(error, 'request_expired', 'browser_mismatch')) return undefined;
      throw error;
    });
  }

  async function show(request: HttpRequest, _who: undefined, context: InvocationContext): Promise<Answer> {
    const reason = plainEndings.find((code) => code === request.query.get('reason'));
    const ending = reason ? { code: reason } : await readEnding(request);
    if (!ending) return { response: { status: 303, headers: { Location: `${config.publicUrl}/authorize?ended` } } };
    const { requestId } = { requestId: undefined, ...ending };
    const address = `${endedUrl(config)}?${reason ? `reason=${reason}` : `tab=${request.query.get('tab')}`}`;
    const reader = await readReader(config, request, context, address);
    return { response: problemPage(reader, ending, requestId, { ending }), shown: ending };
  }

  return { GET: show, HEAD: show };
}

/**
 * In which language a browser is answered: the one its address asks for (`?lang=de`), which then sticks; else the one it keeps in
 * `__Host-language`; else what it accepts (`Accept-Language`). An unknown one is ignored.
 *
 * A language whose file cannot be loaded gives way to English, with a line of its own for the operator: a page in another language is
 * of more use than none.
 *
 * Every page links itself in the other languages. One that cannot be loaded twice, because it answers a form or a redirect, links the
 * page to begin at again. Such an address repeats nothing of the request but what the own page shows by. A page that says that nothing
 * is at its address stays there, or has no such links where the address was posted to.
 */
import type { Cookie, HttpRequest, InvocationContext } from '@azure/functions';
import type { Config } from '../shared/config.ts';
import type { PersonContext } from '../shared/pages/person/person-context.ts';
import { chooseLanguage, lookUp } from '../shared/pages/text/choose-language.ts';
import type { Texts } from '../shared/pages/text/en.ts';
import { loadTexts, type Language } from '../shared/pages/text/languages.ts';
import { languageCookie, readCookies } from './browser.ts';
import { describeCause } from './log-line.ts';

/** What the pages of one request have in common. */
export interface Reader extends PersonContext {
  settings: Config;
  /** To be set with the page. */
  cookies: Cookie[];
}

/** For a page that is at whatever address was asked for: its links name no address, only the language. */
export function stayThere({ languageUrl: _elsewhere, ...reader }: Reader, { method }: HttpRequest): Reader {
  return method === 'POST' ? reader : { ...reader, languageUrl: (language) => `?lang=${language}` };
}

/** `address` is where the page is found again, where that is not its own. */
export async function readReader(
  settings: Config,
  request: HttpRequest,
  context: InvocationContext,
  address = addressOf(request, settings.publicUrl),
): Promise<Reader> {
  const asked = lookUp(readOnce(request.query, 'lang'));
  const kept = lookUp(readCookies(request).language);
  const language = asked ?? kept ?? chooseLanguage(request.headers.get('accept-language'));
  return {
    settings,
    texts: await loadOrEnglish(language, context),
    languageUrl: (other) => inLanguage(address, other),
    cookies: asked && asked !== kept ? [languageCookie(asked)] : [],
  };
}

async function loadOrEnglish(language: Language, context: InvocationContext): Promise<Texts> {
  try {
    return await loadTexts(language);
  } catch (error) {
    const { functionName, invocationId: requestId } = context;
    const outcome = 'language_not_loaded';
    context.error(
      JSON.stringify({ function: functionName, outcome, language, requestId, cause: describeCause(error) }),
    );
    return loadTexts('en');
  }
}

function readOnce(query: URLSearchParams, name: string): string {
  const values = query.getAll(name);
  return values.length === 1 ? (values[0] ?? '') : '';
}

function inLanguage(address: string, language: Language): string {
  const url = new URL(address);
  url.searchParams.set('lang', language);
  return url.href;
}

/** What pages show by: of the own page the tab, the test message, the two farewells; of the consent page the host tenant. */
const shownBy = { me: ['tab', 'test', 'disconnected', 'erased'], authorize: ['tenant'] };
const isPlain = /^[\w-]{0,64}$/;

function addressOf({ method, url, query }: HttpRequest, publicUrl: string): string {
  const { pathname } = new URL(url);
  const page = /\/me(\/|$)/.test(pathname) ? 'me' : 'authorize';
  const address = new URL(`${publicUrl}/${page}`);
  if (method === 'GET') {
    for (const name of shownBy[page]) {
      const value = query.get(name);
      if (value !== null && isPlain.test(value)) address.searchParams.set(name, value);
    }
  }
  return address.href;
}

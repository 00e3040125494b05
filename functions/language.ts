/**
 * In which language a browser is answered: the one its address asks for (`?lang=de`), which then sticks; else the one it keeps in
 * `__Host-language`; else what it accepts (`Accept-Language`). An unknown one is ignored.
 *
 * Every page links itself in the other languages. One that cannot be loaded twice, because it answers a form or a redirect, links the
 * page to begin at again. Such an address repeats nothing of the request but what the own page shows by.
 */
import type { Cookie, HttpRequest } from '@azure/functions';
import type { Config } from '../shared/config.ts';
import type { PersonContext } from '../shared/pages/person/person-context.ts';
import { chooseLanguage, lookUp } from '../shared/pages/text/choose-language.ts';
import { catalogues, type Language } from '../shared/pages/text/languages.ts';
import { languageCookie, readCookies } from './browser.ts';

/** What the pages of one request have in common. */
export interface Reader extends PersonContext {
  settings: Config;
  languageUrl: (language: Language) => string;
  /** To be set with the page. */
  cookies: Cookie[];
}

/** `address` is where the page is found again, where that is not its own. */
export function readReader(
  settings: Config,
  request: HttpRequest,
  address = addressOf(request, settings.publicUrl),
): Reader {
  const asked = lookUp(readOnce(request.query, 'lang'));
  const kept = lookUp(readCookies(request).language);
  const language = asked ?? kept ?? chooseLanguage(request.headers.get('accept-language'));
  return {
    settings,
    texts: catalogues[language],
    languageUrl: (other) => inLanguage(address, other),
    cookies: asked && asked !== kept ? [languageCookie(asked)] : [],
  };
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

/** What the own page shows by: the tab, the test message, the two farewells. */
const shownBy = ['tab', 'test', 'disconnected', 'erased'];
const isPlain = /^[\w-]{0,64}$/;

function addressOf({ method, url, query }: HttpRequest, publicUrl: string): string {
  const { pathname } = new URL(url);
  if (!/\/me(\/|$)/.test(pathname)) return `${publicUrl}/authorize`;
  const address = new URL(`${publicUrl}/me`);
  if (method === 'GET') {
    for (const name of shownBy) {
      const value = query.get(name);
      if (value !== null && isPlain.test(value)) address.searchParams.set(name, value);
    }
  }
  return address.href;
}

/**
 * What ties a browser to its sign-in: its cookies, and the proof that a form was posted from our own page.
 *
 * `__Host-guestmail` holds the browser's secret, shared by all its tabs. `__Host-guestmail-session` holds the handle of the
 * own page of the person who signed in last, and `__Host-guestmail-session-{tab}` the handle for the tab its address names,
 * so that two sign-ins that end at the same moment each show their own person. All expire after half an hour, and go when the
 * person signs out. `__Host-guestmail-ending-{tab}` holds how the sign-in of that tab ended, sealed, if it was refused, as long as
 * the secret. `__Host-guestmail-farewell-{id}` holds what the page after a disconnect or an erasure says, for some minutes; its
 * address names the id, so that two that end at the same moment each show their own.
 * `__Host-guestmail-console` holds the handle of the console, for the hour for which an administrator is signed in there.
 * `__Host-language` holds the language that the person chose, for a year and whoever signs in. The Host header is never used.
 */
import { createHash } from 'node:crypto';
import type { Cookie, HttpRequest } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { ADMINISTRATOR_SESSION_SECONDS } from '../shared/console-limits.ts';
import {
  ENDINGS_MAX,
  FAREWELLS_MAX,
  FAREWELL_LIFETIME_SECONDS,
  FORM_BODY_MAX_BYTES,
  LANGUAGE_COOKIE_DAYS,
  TABS_MAX,
  TRANSACTION_LIFETIME_SECONDS,
} from '../shared/limits.ts';
import { formatSender, type Sender } from '../shared/sender.ts';
import type { SealedEnding } from '../shared/sign-in/ending.ts';
import { readBody } from './read-body.ts';

const secretName = '__Host-guestmail';
const sessionName = '__Host-guestmail-session';
const farewellName = '__Host-guestmail-farewell';
const languageName = '__Host-language';
const consoleName = '__Host-guestmail-console';
const endingName = '__Host-guestmail-ending';
const isEndingCookie = /^__Host-guestmail-ending-[0-9a-f]{8}$/;
/** Of what is opened with the secret, beside sessions and what pages say after one. */
const isOtherCookie = /^__Host-guestmail-(?:console|ending-[0-9a-f]{8})$/;
const isFarewellCookie = /^__Host-guestmail-farewell-[0-9a-f]{8}$/;
const isTabCookie = /^__Host-guestmail-session-[0-9a-f]{8}$/;

export interface BrowserCookies {
  secret: string | undefined;
  session: string | undefined;
  /** Of the sessions of every tab. */
  handles: string[];
  /** That which the address names. */
  farewell: string | undefined;
  /** Of the tab that the address names. */
  ending: string | undefined;
  /** Of an administrator's session. */
  console: string | undefined;
  language: string | undefined;
}

/** The session is that of the tab, where the address names one. A duplicate cookie is ignored. */
export function readCookies(request: HttpRequest): BrowserCookies {
  const pairs = listCookies(request);
  const read = (name: string) => {
    const found = pairs.filter(([key]) => key === name);
    return found.length === 1 ? found[0]?.slice(1).join('=') : undefined;
  };
  const tab = request.query.get('tab');
  const ended = request.query.get('erased') ?? request.query.get('disconnected');
  const handles = pairs.flatMap(([name = '', ...value]) => (isSessionCookie(name) ? [value.join('=')] : []));
  return {
    secret: read(secretName),
    session: read(tab === null ? sessionName : `${sessionName}-${tab}`),
    handles: [...new Set(handles)],
    farewell: ended === null ? undefined : read(`${farewellName}-${ended}`),
    ending: tab === null ? undefined : read(`${endingName}-${tab}`),
    console: read(consoleName),
    language: read(languageName),
  };
}

/** Lives as long as what it opens: longer in a browser in which an administrator is signed in. */
export function secretCookie(value: string, { console: administrator }: Partial<BrowserCookies> = {}): Cookie {
  return cookie(secretName, value, administrator ? ADMINISTRATOR_SESSION_SECONDS : TRANSACTION_LIFETIME_SECONDS);
}

export function languageCookie(value: string): Cookie {
  return cookie(languageName, value, LANGUAGE_COOKIE_DAYS * 24 * 3600);
}

/**
 * For the page after a disconnect, which ended the session of this handle. Its `id` opens nothing: only the cookie says what it shows.
 * The oldest are dropped when there are many.
 */
export function farewellCookies(
  request: HttpRequest,
  handle: string,
  value: string,
): { id: string; cookies: Cookie[] } {
  const id = digestOf(value);
  const own = cookie(`${farewellName}-${id}`, value, FAREWELL_LIFETIME_SECONDS);
  const others = listNamed(request, isFarewellCookie);
  const surplus = others.slice(0, Math.max(0, others.length + 1 - FAREWELLS_MAX));
  return { id, cookies: [...endedCookies(request, handle), ...surplus.map(drop), own] };
}

/**
 * For the tab, and for an own page that is opened without one. The oldest tabs are dropped when there are many, and all of them
 * when their sessions have ended.
 */
export function sessionCookies(request: HttpRequest, handle: string, hasEndedOthers = false): Cookie[] {
  const own = `${sessionName}-${tabOf(handle)}`;
  const others = listNamed(request, isTabCookie).filter((name) => name !== own);
  const surplus = hasEndedOthers ? others : others.slice(0, Math.max(0, others.length + 1 - TABS_MAX));
  return [cookie(sessionName, handle), cookie(own, handle), ...surplus.map(drop)];
}

/**
 * Drops the cookies of sessions that have ended: all that this browser holds, with what pages after an end say, or those of one
 * handle. The secret stays for the sign-in under way.
 */
export function endedCookies(request: HttpRequest, handle?: string): Cookie[] {
  const isEnded = ([name = '', ...value]: string[]) =>
    isSessionCookie(name)
      ? handle === undefined || value.join('=') === handle
      : handle === undefined && isFarewellCookie.test(name);
  const names = listCookies(request).flatMap((pair) => (isEnded(pair) ? [pair[0] ?? ''] : []));
  return [...new Set(names)].map(drop);
}

/** For the tab whose sign-in was refused, with the secret that opens it. The oldest are dropped when there are many. */
export function endingCookies(request: HttpRequest, secret: string | undefined, { tab, text }: SealedEnding): Cookie[] {
  const others = listNamed(request, isEndingCookie);
  const surplus = others.slice(0, Math.max(0, others.length + 1 - ENDINGS_MAX));
  return [
    ...(secret ? [secretCookie(secret, readCookies(request))] : []),
    cookie(`${endingName}-${tab}`, text),
    ...surplus.map(drop),
  ];
}

/** Of an administrator; the secret that opens the session lives as long as it does. */
export function consoleCookies(handle: string, secret: string | undefined): Cookie[] {
  const held = secret ? [cookie(secretName, secret, ADMINISTRATOR_SESSION_SECONDS)] : [];
  return [...held, cookie(consoleName, handle, ADMINISTRATOR_SESSION_SECONDS)];
}

export function droppedConsoleCookie(): Cookie {
  return drop(consoleName);
}

/**
 * What a form of the console names: the person and the browser for which its page was made, whichever session they have since. So it outlives
 * a confirmation in another tab, and acts for no other administrator. It opens nothing.
 */
export function formTokenOf(secret: string, sender: Sender): string {
  return digestOf(`${secret} ${formatSender(sender)}`);
}

/** Drops everything but the language. */
export function signedOutCookies(request: HttpRequest): Cookie[] {
  const others = listNamed(request, isOtherCookie).map(drop);
  return [...endedCookies(request), ...others, drop(secretName)];
}

/** Where a tab sees its own person. The name of the tab opens nothing: only the cookie holds the handle. */
export function ownPageUrl(publicUrl: string, handle: string, page = 'me'): string {
  return `${publicUrl}/${page}?tab=${tabOf(handle)}`;
}

/** Name and parts of the value of each. */
function listCookies(request: HttpRequest): string[][] {
  return (request.headers.get('cookie') ?? '').split(/; ?/).map((pair) => pair.split('='));
}

/** The oldest first, as a browser sends them (RFC 6265 section 5.4). */
function listNamed(request: HttpRequest, pattern: RegExp): string[] {
  return listCookies(request).flatMap(([name = '']) => (pattern.test(name) ? [name] : []));
}

function tabOf(handle: string): string {
  return digestOf(handle);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function isSessionCookie(name: string): boolean {
  return name === sessionName || isTabCookie.test(name);
}

function cookie(name: string, value: string, maxAge = TRANSACTION_LIFETIME_SECONDS): Cookie {
  return { name, value, path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge };
}

function drop(name: string): Cookie {
  return cookie(name, '', 0);
}

/**
 * Reads a form of one of our own pages.
 * @throws ConnectorError `cross_site_request`, `request_too_large`, `length_required`, `unsupported_media_type`
 */
export async function readForm(request: HttpRequest, publicUrl: string): Promise<URLSearchParams> {
  requireSameSite(request, publicUrl);
  const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const body = await readBody(request, FORM_BODY_MAX_BYTES);
  if (body.length > 0 && mediaType !== 'application/x-www-form-urlencoded')
    throw new ConnectorError('unsupported_media_type');
  return new URLSearchParams(Buffer.from(body).toString());
}

/**
 * `Origin` decides; where the browser hides it (`null`) or leaves it out, `Sec-Fetch-Site` does.
 * @throws ConnectorError `cross_site_request`
 */
export function requireSameSite(request: HttpRequest, publicUrl: string): void {
  const origin = request.headers.get('origin');
  const isHidden = origin === null || origin === 'null';
  const isSame = isHidden
    ? request.headers.get('sec-fetch-site') === 'same-origin'
    : origin === new URL(publicUrl).origin;
  if (!isSame) throw new ConnectorError('cross_site_request');
}

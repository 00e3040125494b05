import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { readReader } from '../../functions/language.ts';
import { createMemoryConnector } from '../fakes/memory-connector.ts';
import { createContext } from './invoke.ts';

const { config } = createMemoryConnector();
const { publicUrl } = config;

interface Given {
  method?: string;
  path?: string;
  accepted?: string;
  cookie?: string;
}

function read({ method = 'GET', path = 'authorize', accepted, cookie }: Given = {}) {
  const headers = { ...(accepted !== undefined && { 'accept-language': accepted }), ...(cookie && { cookie }) };
  const request = new HttpRequest({ method, url: `https://internal.contoso.com/api/${path}`, headers });
  return readReader(config, request, createContext().context);
}

const kept = (language: string) => `__Host-guestmail=x; __Host-language=${language}`;

describe('readReader', () => {
  it.each<[string, Given, string]>([
    ['nothing is said', {}, 'en'],
    ['the browser accepts it', { accepted: 'de-AT,en;q=0.5' }, 'de'],
    ['the browser keeps another than it accepts', { accepted: 'de', cookie: kept('en') }, 'en'],
    ['the address asks for another than is kept', { path: 'authorize?lang=de', cookie: kept('en') }, 'de'],
    ['the address names a region', { path: 'authorize?lang=DE-at' }, 'de'],
    ['the address asks for an unknown one', { path: 'authorize?lang=tlh', cookie: kept('de') }, 'de'],
    ['the address asks twice', { path: 'authorize?lang=en&lang=de', accepted: 'de' }, 'de'],
    ['an unknown one is kept', { cookie: kept('tlh'), accepted: 'de' }, 'de'],
    ['what is kept is a name of every object', { cookie: kept('constructor') }, 'en'],
    ['two are kept', { cookie: `${kept('de')}; ${kept('en')}` }, 'en'],
  ])('chooses the language when %s', async (_name, given, language) => {
    expect((await read(given)).texts.tag).toBe(language);
  });

  it('has the browser keep what its address asks for, once', async () => {
    expect((await read({ path: 'authorize?lang=de' })).cookies).toEqual([
      {
        name: '__Host-language',
        value: 'de',
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
        maxAge: 31_536_000,
      },
    ]);
    for (const given of [
      { path: 'authorize?lang=de', cookie: kept('de') },
      { path: 'authorize?lang=tlh' },
      { path: 'authorize?lang=<script>' },
      { accepted: 'de' },
    ])
      expect((await read(given)).cookies).toEqual([]);
  });

  it.each([
    ['GET', 'authorize', `${publicUrl}/authorize?lang=de`],
    ['GET', 'authorize?lang=en&utm=x', `${publicUrl}/authorize?lang=de`],
    ['POST', 'authorize', `${publicUrl}/authorize?lang=de`],
    ['GET', 'callback?code=c0de&state=st4te', `${publicUrl}/authorize?lang=de`],
    ['GET', 'me?tab=0123abcd&test=0a1b&lang=en', `${publicUrl}/me?tab=0123abcd&test=0a1b&lang=de`],
    ['GET', 'me?disconnected=0000000d', `${publicUrl}/me?disconnected=0000000d&lang=de`],
    ['GET', 'me?erased=0000000e', `${publicUrl}/me?erased=0000000e&lang=de`],
    ['GET', 'me?tab=%3Cb%3E&test=a%20b&handle=x', `${publicUrl}/me?lang=de`],
    ['POST', 'me/test?tab=0123abcd', `${publicUrl}/me?lang=de`],
    ['POST', 'me/sign-out', `${publicUrl}/me?lang=de`],
    ['GET', 'anything/else', `${publicUrl}/authorize?lang=de`],
  ])('finds the page of %s /%s again in German', async (method, path, address) => {
    expect((await read({ method, path })).languageUrl?.('de')).toBe(address);
  });
});

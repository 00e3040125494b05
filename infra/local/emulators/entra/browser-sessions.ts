/**
 * Single sign-on: which people are signed in to which browser, by one cookie.
 *
 * Several people may be signed in to one browser, the most recent last. The cookie is `entra_session`; it is Secure,
 * HttpOnly and SameSite=None, as Microsoft's. At most 10,000 browsers and 20 people in each, for 24 hours.
 */
import { randomBytes } from 'node:crypto';
import type { Directory, Person } from '../kit/directory.ts';
import { createBoundedMap } from './bounded-map.ts';

const COOKIE = 'entra_session';
const PEOPLE_MAX = 20;

export interface BrowserSession {
  id: string;
  /** Value of the header that gives a new browser its cookie; absent when it has one. */
  setCookie?: string;
  people(): Person[];
  has(person: Person): boolean;
  /** `isNew`: they gave their credentials. */
  add(person: Person, isNew: boolean): void;
  /** When they last gave their credentials here. */
  signedInAt(person: Person): Date | undefined;
  clear(): void;
}

export interface BrowserSessions {
  /** The browser that sent this `Cookie` header; a new one when it sent no known cookie. */
  open(cookie: string | undefined): BrowserSession;
  /** Signs a person out everywhere; all people when no key is given. */
  end(personKey?: string): void;
}

/** Creates the register of browsers. */
export function createBrowserSessions(directory: Directory, now: () => Date): BrowserSessions {
  const browsers = createBoundedMap<Map<string, Date>>({ now, entriesMax: 10_000, lifetimeSeconds: 86_400 });
  return {
    open(cookie) {
      const sent = new RegExp(`(?:^|; *)${COOKIE}=([\\w-]+)`).exec(cookie ?? '')?.[1];
      const known = sent ? browsers.get(sent) : undefined;
      const id = known && sent ? sent : randomBytes(24).toString('base64url');
      const keys = known ?? new Map<string, Date>();
      if (!known) browsers.set(id, keys);
      return {
        id,
        ...(!known && { setCookie: `${COOKIE}=${id}; Path=/; Secure; HttpOnly; SameSite=None` }),
        people: () => [...keys.keys()].flatMap((key) => directory.people.filter((person) => person.key === key)),
        has: (person) => keys.has(person.key),
        add(person, isNew) {
          const at = isNew ? now() : (keys.get(person.key) ?? now());
          keys.delete(person.key);
          if (keys.size < PEOPLE_MAX) keys.set(person.key, at);
        },
        signedInAt: (person) => keys.get(person.key),
        clear: () => keys.clear(),
      };
    },
    end(personKey) {
      for (const [, keys] of browsers.entries()) {
        if (personKey === undefined) keys.clear();
        else keys.delete(personKey);
      }
    },
  };
}

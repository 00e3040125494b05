/**
 * A resolver for names that somebody else has chosen: a name is resolved once, when a connection is made, and every address that it has is
 * checked, so the connection goes to one of just these, whatever the name leads to a moment later.
 *
 * Few names are resolved at once: the system's resolver takes threads that all other work of the process shares. It connects to nothing.
 */
import { lookup as resolve, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { createTurns } from '../turns.ts';

/** The code of an error: the name has an address to which nothing may connect. */
export const NOT_PUBLIC = 'not_public';

/** All addresses of a name. */
export type ResolveAll = (
  name: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface CheckedLookupOptions {
  resolutionsMax: number;
  isAllowed: (address: string) => boolean;
  resolve?: ResolveAll;
}

/** For `lookup` of a connection; fails with NOT_PUBLIC, or with the resolver's own code. */
export function createCheckedLookup({
  resolutionsMax,
  isAllowed,
  resolve: resolveAll = resolve,
}: CheckedLookupOptions): LookupFunction {
  const turns = createTurns(resolutionsMax);
  return (name, { all }, done) => {
    const begin = (): void =>
      resolveAll(name, { all: true }, (error, addresses) => {
        turns.leave(begin);
        const [first] = addresses ?? [];
        if (error || !first) return done(error ?? fault('ENOTFOUND'), []);
        if (!addresses.every(({ address }) => isAllowed(address))) return done(fault(NOT_PUBLIC), []);
        if (all) done(null, addresses);
        else done(null, first.address, first.family);
      });
    turns.enter(begin);
  };
}

function fault(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

/**
 * What may be said of departures by whoever writes the document of a host tenant: what off-boarding writes is written by off-boarding alone,
 * because it erases people.
 *
 * An entry stays as it is or is taken away, which lets those who have left come back. Which ones may be taken away is not decided here.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Fault } from '../errors.ts';
import type { Departure, TenantDocument } from './tenant-document.ts';

const detail =
  'is not as off-boarding has written it; an entry stays as it is or is taken away, and a new one begins with off-boarding';

/** A fault for each entry that is none of those kept; each of those counts once. */
export function findForeignDepartures(given: readonly Departure[], kept: readonly Departure[]): Fault[] {
  const left = [...kept];
  return given.flatMap((departure, index) => {
    const found = left.findIndex((one) => isDeepStrictEqual(one, departure));
    if (found >= 0) left.splice(found, 1);
    return found >= 0 ? [] : [{ pointer: `/departures/${index}`, detail }];
  });
}

/** An earlier document with the departures that there are now. */
export function keepDepartures(earlier: TenantDocument, { departures }: TenantDocument): TenantDocument {
  const { departures: _former, ...others } = earlier;
  return departures ? { ...others, departures } : others;
}

/**
 * The façade of event doors: prove who knocks, and take what they bring.
 *
 * It puts the files of this room together and decides nothing.
 */
import { createAuthenticateDoor, type AuthenticateDoor } from './authenticate-door.ts';
import { createDoorQuota, type DoorQuotaDependencies } from './door-quota.ts';
import type { DoorSources } from './door-sources.ts';
import { createTakeEvents, type TakeEvents, type TakeEventsDependencies } from './take-events.ts';

export interface Doors {
  authenticate: AuthenticateDoor;
  take: TakeEvents;
}

export interface DoorsDependencies
  extends DoorQuotaDependencies, Pick<TakeEventsDependencies, 'messages' | 'requireMaySend' | 'limits'> {
  sources: DoorSources;
}

export function createDoors(dependencies: DoorsDependencies): Doors {
  const { sources, now } = dependencies;
  return {
    authenticate: createAuthenticateDoor({ ...sources, now }),
    take: createTakeEvents({ ...dependencies, takeQuota: createDoorQuota(dependencies) }),
  };
}

/**
 * What documents that name secrets and an application may not say under the settings: sources of signed webhooks, doors and callbacks.
 */
import { isAllowed } from '../allow-list.ts';
import type { CallbackDocument } from '../callbacks/callback.ts';
import type { SourceDocument } from '../callers/source-document.ts';
import type { Config } from '../config.ts';
import type { DoorDocument } from '../doors/door-document.ts';
import type { Fault } from '../errors.ts';

export type SourceSettings = Pick<Config, 'callerClientIds' | 'tokenPepperName' | 'callbackAudiences'>;

/** Each gives every fault, with JSON pointers. */
export function createCheckSources({ callerClientIds, tokenPepperName, callbackAudiences }: SourceSettings) {
  const checkCaller = (callerId: string | undefined): Fault[] =>
    callerId === undefined || isAllowed(callerClientIds, callerId)
      ? []
      : [{ pointer: '/callerId', detail: 'is not in CALLER_CLIENT_IDS' }];

  /** A pepper would be tried as a signature, or sent to Entra as a credential. */
  const findKept = (name: string | undefined, pointer: string): Fault[] =>
    tokenPepperName.some((one) => one.toLowerCase() === name?.toLowerCase())
      ? [{ pointer, detail: 'names a secret of the connector itself' }]
      : [];

  const checkSecrets = (names: readonly string[] | undefined, place = ''): Fault[] =>
    names?.flatMap((name, index) => findKept(name, `${place}/secretNames/${index}`)) ?? [];

  return {
    findKept,
    checkSource: ({ callerId, secretNames }: SourceDocument) => [
      ...checkCaller(callerId),
      ...checkSecrets(secretNames),
    ],
    checkDoor(door: DoorDocument): Fault[] {
      const [place, { secretNames }] = 'header' in door ? ['/header', door.header] : ['/clientState', door.clientState];
      return [...checkCaller(door.callerId), ...checkSecrets(secretNames, place)];
    },
    checkCallback({ callerId, secretNames, audience }: CallbackDocument): Fault[] {
      const isListed = audience === undefined || callbackAudiences.includes(audience);
      return [
        ...checkCaller(callerId),
        ...checkSecrets(secretNames),
        ...(isListed ? [] : [{ pointer: '/audience', detail: 'is not in CALLBACK_AUDIENCES' }]),
      ];
    },
  };
}

/**
 * Proves that a request comes from the sender to whom a door was given: by the secret in its header, or by `clientState`.
 *
 * Digests are compared, all of them each time, and an unknown door costs the same comparisons, so that unknown, foreign and wrong answer
 * alike. Of a batch every notification has to bring the secret. A secret opens one door and nothing else.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createCache } from '../cache.ts';
import {
  DOOR_SECRET_CACHE_SECONDS,
  DOOR_SECRET_MAX_CHARACTERS,
  DOOR_SECRET_MIN_CHARACTERS,
  DOOR_SECRETS_CACHE_ENTRIES_MAX,
  EVENTS_PER_REQUEST_MAX,
} from '../door-limits.ts';
import { ConnectorError } from '../errors.ts';
import { property } from '../submission/json-value.ts';
import type { DoorDocument } from './door-document.ts';

export interface DoorName {
  hostTenantId: string;
  name: string;
}

export interface PresentedProof {
  /** `name` in lower case. */
  header: (name: string) => string | null;
  /** The parsed body; undefined where it is not JSON. */
  posted: unknown;
}

/** @throws ConnectorError `unauthorized`; `vault_…` where its secrets cannot be read */
export type AuthenticateDoor = (door: DoorName | undefined, proof: PresentedProof) => Promise<DoorDocument>;

export interface AuthenticateDoorDependencies {
  readDoor: (hostTenantId: string, name: string) => Promise<DoorDocument | undefined>;
  readSecret: (name: string) => Promise<string>;
  now: () => Date;
}

/** Said of every door alike, so it tells nobody which exist. */
const DETAIL =
  'This address takes events whose sender proves who it is: by the header that was agreed for the door, or by clientState where Business Central sends. The HTTPS endpoint of Finance & Operations can carry neither; use Dataverse, Event Grid or Service Bus there.';

export function createAuthenticateDoor({ readDoor, readSecret, now }: AuthenticateDoorDependencies): AuthenticateDoor {
  const secrets = createCache<Buffer>({
    entriesMax: DOOR_SECRETS_CACHE_ENTRIES_MAX,
    lifetimeSeconds: DOOR_SECRET_CACHE_SECONDS,
    now,
  });
  const nobodys = [randomBytes(32), randomBytes(32)];

  const readDigest = (name: string) =>
    secrets.get(name, async () => {
      const secret = await readSecret(name);
      if (secret.length >= DOOR_SECRET_MIN_CHARACTERS && secret.length <= DOOR_SECRET_MAX_CHARACTERS)
        return digest(secret);
      const cause = new Error(`Key Vault, secret ${name}: a door takes 43 to 2,048 characters.`);
      throw new ConnectorError('vault_access_refused', { cause });
    });

  return async (door, { header, posted }) => {
    const document = door && (await readDoor(door.hostTenantId, door.name));
    const names = document ? namesOf(document) : [];
    const read = await Promise.allSettled(names.map(readDigest));
    const digests = nobodys.map((nobody, index) => {
      const one = read[index];
      return one?.status === 'fulfilled' ? one.value : nobody;
    });
    const presented = document && 'header' in document ? [header(document.header.name)] : readClientStates(posted);
    const isRight = presented.map((one) => matchesAny(one ?? '', digests)).every((matches) => matches);
    if (document && isRight) return document;
    // Whoever brings a secret that can be read is let in; of the others nobody can say that they are wrong.
    for (const one of read) if (one.status === 'rejected') throw one.reason;
    throw new ConnectorError('unauthorized', { detail: DETAIL, challenge: 'Door' });
  };
}

function namesOf(document: DoorDocument): readonly string[] {
  return 'header' in document ? document.header.secretNames : document.clientState.secretNames;
}

/** Of a business event, or of each change notification; never none. */
function readClientStates(posted: unknown): (string | null)[] {
  const list = property(posted, 'value');
  const holders: unknown[] = Array.isArray(list) && list.length > 0 ? list.slice(0, EVENTS_PER_REQUEST_MAX) : [posted];
  return holders.map((holder) => {
    const state = property(holder, 'clientState');
    return typeof state === 'string' ? state : null;
  });
}

function matchesAny(text: string, digests: readonly Buffer[]): boolean {
  const presented = digest(text);
  return digests.map((one) => timingSafeEqual(one, presented)).includes(true);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

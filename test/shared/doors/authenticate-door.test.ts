import { describe, expect, it } from 'vitest';
import { DOOR_SECRET_CACHE_SECONDS, DOOR_SECRET_MAX_CHARACTERS } from '../../../shared/door-limits.ts';
import { createAuthenticateDoor } from '../../../shared/doors/authenticate-door.ts';
import type { DoorDocument, DoorKind } from '../../../shared/doors/door-document.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { documents, hostTenantId } from './door-samples.ts';

const secret = 's'.repeat(43);
const nextSecret = 'n'.repeat(43);
const wrong = 'w'.repeat(43);
const names = ['door-key', 'door-key-next'] as const;

/** The sample doors, each with two secrets; a value that is an error is one that cannot be read. */
function setUp(changes: Record<string, string | ConnectorError> = {}) {
  const { now, pass } = createManualClock();
  const values: Record<string, string | ConnectorError> = {
    'door-key': secret,
    'door-key-next': nextSecret,
    ...changes,
  };
  const asked: string[] = [];
  const readDoor = async (tenant: string, name: string): Promise<DoorDocument | undefined> => {
    const document: DoorDocument | undefined = tenant === hostTenantId ? documents[name as DoorKind] : undefined;
    if (!document) return undefined;
    return 'header' in document
      ? { ...document, header: { ...document.header, secretNames: names } }
      : { ...document, clientState: { secretNames: names } };
  };
  const readSecret = async (name: string) => {
    asked.push(name);
    const value = values[name] ?? '';
    if (value instanceof ConnectorError) throw value;
    return value;
  };
  const authenticate = createAuthenticateDoor({ readDoor, readSecret, now });
  const door = (name: string, tenant = hostTenantId) => ({ hostTenantId: tenant, name });
  /** With the header of the samples. */
  const byHeader = (value: string | null, name = 'dataverse', header = 'x-guestmail-door') =>
    authenticate(door(name), { header: (one) => (one === header ? value : null), posted: { clientState: secret } });
  /** With this body, and the right secret in the header of other doors. */
  const byBody = (posted: unknown, name = 'business-central-event') =>
    authenticate(door(name), { header: () => secret, posted });
  return { authenticate, values, asked, pass, door, byHeader, byBody };
}

const kindOf = async (result: Promise<DoorDocument>) => (await result).kind;
const refusal = {
  code: 'unauthorized',
  challenge: 'Door',
  detail: expect.stringContaining('can carry neither') as string,
};

describe('createAuthenticateDoor', () => {
  it('lets in by the header of the door, with either of its secrets', async () => {
    const { byHeader } = setUp();
    expect([await kindOf(byHeader(secret)), await kindOf(byHeader(nextSecret))]).toEqual(['dataverse', 'dataverse']);
  });

  it('lets in by clientState, with either of its secrets', async () => {
    const { byBody } = setUp();
    for (const clientState of [secret, nextSecret])
      expect(await kindOf(byBody({ clientState }))).toBe('business-central-event');
  });

  it.each([null, '', wrong, secret.slice(1), `${secret}s`, secret.toUpperCase()])('refuses %j', async (value) => {
    const { byHeader, byBody } = setUp();
    await expect(byHeader(value)).rejects.toMatchObject(refusal);
    await expect(byBody({ clientState: value })).rejects.toMatchObject(refusal);
  });

  it.each([undefined, null, 'text', [], {}, { clientState: [secret] }, { clientState: { secret } }])(
    'refuses a body without the secret: %j',
    async (posted) => {
      await expect(setUp().byBody(posted)).rejects.toMatchObject(refusal);
    },
  );

  it('takes the secret from where the document says and from nowhere else', async () => {
    const { byHeader } = setUp();
    await expect(byHeader(secret, 'dataverse', 'authorization')).rejects.toMatchObject(refusal);
  });

  it('wants the secret in every notification of a batch', async () => {
    const { byBody } = setUp();
    const right = { clientState: secret };
    const batch = (value: unknown) => byBody({ value }, 'business-central-webhook');
    expect(await kindOf(batch([right, right]))).toBe('business-central-webhook');
    for (const value of [[right, {}], [{ clientState: wrong }, right], [null], [], 'x'])
      await expect(batch(value)).rejects.toMatchObject(refusal);
    expect(await kindOf(byBody({ ...right, value: [] }))).toBe('business-central-event');
  });

  it('answers unknown doors and those of other tenants as it answers a wrong secret', async () => {
    const { authenticate, door, byHeader, asked } = setUp();
    const detailOf = (result: Promise<DoorDocument>) =>
      result.catch((error: ConnectorError) => [error.code, error.detail, error.challenge, error.faults]);
    const expected = await detailOf(byHeader(wrong));
    const before = asked.length;
    const proof = { header: () => secret, posted: { clientState: secret } };
    for (const one of [undefined, door('nothing'), door('dataverse', 'c0ffee00-0000-4000-8000-000000000002')])
      expect(await detailOf(authenticate(one, proof))).toEqual(expected);
    expect(asked).toHaveLength(before);
  });

  it('keeps what it has read for some minutes, and takes a new secret then', async () => {
    const { byHeader, values, asked, pass } = setUp();
    await byHeader(secret);
    values['door-key'] = wrong;
    pass(DOOR_SECRET_CACHE_SECONDS - 1);
    await byHeader(secret);
    expect(asked).toEqual([...names]);
    pass(1);
    await expect(byHeader(secret)).rejects.toMatchObject(refusal);
    expect(await kindOf(byHeader(wrong))).toBe('dataverse');
  });

  it('lets in with one secret while the other cannot be read, and says of all others that it cannot know', async () => {
    const { byHeader } = setUp({ 'door-key': new ConnectorError('vault_unavailable') });
    expect(await kindOf(byHeader(nextSecret))).toBe('dataverse');
    for (const value of [secret, wrong, null])
      await expect(byHeader(value)).rejects.toMatchObject({ code: 'vault_unavailable' });
  });

  it('takes no secret that a person could guess, nor one that no sender keeps', async () => {
    for (const value of ['', 'x'.repeat(42), 'x'.repeat(DOOR_SECRET_MAX_CHARACTERS + 1)]) {
      const { byHeader } = setUp({ 'door-key': value, 'door-key-next': value });
      await expect(byHeader(value)).rejects.toMatchObject({ code: 'vault_access_refused' });
    }
    for (const value of ['x'.repeat(43), 'x'.repeat(DOOR_SECRET_MAX_CHARACTERS)])
      expect(await kindOf(setUp({ 'door-key': value }).byHeader(value))).toBe('dataverse');
  });
});

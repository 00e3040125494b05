import { describe, expect, it } from 'vitest';
import { createCheckSources } from '../../../shared/configuration/check-sources.ts';
import type { DoorDocument } from '../../../shared/doors/door-document.ts';

const [erp, other] = ['0000ca11-0000-4000-8000-000000000001', '0000ca11-0000-4000-8000-000000000002'];
const audience = 'api://0000ca11-0000-4000-8000-0000000000aa';
const { findKept, checkSource, checkDoor, checkCallback } = createCheckSources({
  callerClientIds: [erp],
  tokenPepperName: ['token-pepper', 'token-pepper-2'],
  callbackAudiences: [audience],
});
const notCaller = { pointer: '/callerId', detail: 'is not in CALLER_CLIENT_IDS' };
const kept = (pointer: string) => ({ pointer, detail: 'names a secret of the connector itself' });

describe('findKept', () => {
  it.each(['token-pepper', 'TOKEN-Pepper-2'])('finds the pepper %s, in any case', (name) => {
    expect(findKept(name, '/secretName')).toEqual([kept('/secretName')]);
  });

  it.each([undefined, '', 'token', 'token-pepper-3'])('finds nothing in %s', (name) => {
    expect(findKept(name, '/secretName')).toEqual([]);
  });
});

describe('checkSource', () => {
  it('takes an application that may call, and secrets of its own', () => {
    expect(checkSource({ callerId: erp, secretNames: ['one', 'two'] })).toEqual([]);
  });

  it('says each fault at its place', () => {
    expect(checkSource({ callerId: other, secretNames: ['one', 'Token-Pepper'] })).toEqual([
      notCaller,
      kept('/secretNames/1'),
    ]);
  });
});

describe('checkDoor', () => {
  const door = (given: object) => ({ callerId: erp, ...given }) as unknown as DoorDocument;

  it.each(['header', 'clientState'])('looks at the secrets of its %s', (place) => {
    expect(checkDoor(door({ [place]: { secretNames: ['one'] } }))).toEqual([]);
    expect(checkDoor(door({ [place]: { secretNames: ['token-pepper', 'one'] }, callerId: other }))).toEqual([
      notCaller,
      kept(`/${place}/secretNames/0`),
    ]);
  });
});

describe('checkCallback', () => {
  const callback = { url: 'https://erp.contoso.com/hook', events: [] };

  it('takes one without an application, secrets or audience, and one with each', () => {
    expect(checkCallback(callback)).toEqual([]);
    expect(checkCallback({ ...callback, callerId: erp, secretNames: ['one'], audience })).toEqual([]);
  });

  it('says each fault at its place; an audience has to be listed', () => {
    const faults = checkCallback({
      ...callback,
      callerId: other,
      secretNames: ['token-pepper'],
      audience: 'https://graph.microsoft.com',
    });
    expect(faults).toEqual([
      notCaller,
      kept('/secretNames/0'),
      { pointer: '/audience', detail: 'is not in CALLBACK_AUDIENCES' },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { findForeignDepartures, keepDepartures } from '../../../shared/tenants/departures.ts';
import { homeTenantId, otherTenantId } from '../sign-in/sign-in-sample.ts';

const startedAt = '2026-11-24T18:00:00.000Z';
const begun = { homeTenantId, startedAt };
const ended = { homeTenantId: otherTenantId, startedAt, finishedAt: '2026-11-24T18:02:00.000Z' };
const whole = { startedAt };

describe('findForeignDepartures', () => {
  it.each([
    ['all of them', [begun, ended, whole]],
    ['some of them', [ended]],
    ['them in another order', [whole, begun]],
    ['none', []],
  ])('lets %s stay', (_case, given) => {
    expect(findForeignDepartures(given, [begun, ended, whole])).toEqual([]);
  });

  it.each([
    ['a new one', [begun, { homeTenantId: otherTenantId, startedAt }], 1],
    ['one of the whole host tenant', [{ startedAt }], 0],
    ['one that began at another time', [{ ...begun, startedAt: '2020-01-01T00:00:00Z' }], 0],
    ['one whose end was taken away', [{ homeTenantId: otherTenantId, startedAt }], 0],
    ['one whose end is another', [begun, { ...ended, finishedAt: startedAt }], 1],
    ['one that was given an end', [{ ...begun, finishedAt: startedAt }], 0],
    ['one of another home tenant', [{ ...begun, homeTenantId: otherTenantId }], 0],
    ['one that is there twice', [begun, begun], 1],
  ])('finds %s', (_case, given, index) => {
    const pointer = `/departures/${index}`;
    const detail = expect.stringContaining('off-boarding') as string;
    expect(findForeignDepartures(given, [begun, ended])).toEqual([{ pointer, detail }]);
  });

  it('finds each where there was none', () => {
    const found = findForeignDepartures([begun, ended], []);
    expect(found.map(({ pointer }) => pointer)).toEqual(['/departures/0', '/departures/1']);
  });
});

describe('keepDepartures', () => {
  it('leaves who has left as it is now, whatever the earlier document says of it', () => {
    expect(keepDepartures({ name: 'Contoso', departures: [begun] }, { departures: [ended] })).toEqual({
      name: 'Contoso',
      departures: [ended],
    });
    expect(keepDepartures({ name: 'Contoso', departures: [begun] }, { isPaused: true })).toEqual({ name: 'Contoso' });
    expect(keepDepartures({}, { departures: [] })).toEqual({ departures: [] });
  });
});

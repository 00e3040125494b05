import { describe, expect, it } from 'vitest';
import { SIGN_INS_AT_ONCE_MAX, SIGN_INS_PER_MINUTE } from '../../../shared/limits.ts';
import { createRedemptionBudget } from '../../../shared/sign-in/redemption-budget.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const refused = { code: 'too_many_sign_ins' };

function setUp() {
  const clock = createManualClock();
  return { clock, withinBudget: createRedemptionBudget(clock.now) };
}

describe('createRedemptionBudget', () => {
  it('lets so many be refused in a minute, says when the next one begins, and then goes on', async () => {
    const { clock, withinBudget } = setUp();
    let runs = 0;
    const run = async (count: () => void) => {
      count();
      runs += 1;
      throw new Error('x');
    };
    for (let count = 0; count < SIGN_INS_PER_MINUTE; count++) await expect(withinBudget(run)).rejects.toThrow('x');
    clock.pass(20);
    await expect(withinBudget(run)).rejects.toMatchObject({ ...refused, retryAfterSeconds: 40 });
    expect(runs).toBe(SIGN_INS_PER_MINUTE);
    clock.pass(40);
    await expect(withinBudget(run)).rejects.toThrow('x');
    expect(runs).toBe(SIGN_INS_PER_MINUTE + 1);
  });

  it('counts those whose code Entra refused', async () => {
    const { withinBudget } = setUp();
    for (let index = 0; index < SIGN_INS_PER_MINUTE; index++)
      await expect(
        withinBudget((count) => {
          count();
          return Promise.reject(new Error('x'));
        }),
      ).rejects.toThrow('x');
    await expect(withinBudget(async () => 1)).rejects.toMatchObject(refused);
  });

  it('does not count those that prove who they are', async () => {
    const { withinBudget } = setUp();
    for (let index = 0; index <= SIGN_INS_PER_MINUTE; index++)
      expect(await withinBudget(async (count) => (count(), 'done'))).toBe('done');
  });

  it('does not count what never came to ask Entra', async () => {
    const { withinBudget } = setUp();
    for (let count = 0; count <= SIGN_INS_PER_MINUTE; count++)
      await expect(withinBudget(() => Promise.reject(new Error('used before')))).rejects.toThrow('used before');
    expect(await withinBudget(async () => 'done')).toBe('done');
  });

  it('refuses at once what is beyond those that hang, and has the place of one that ended', async () => {
    const { withinBudget } = setUp();
    const ends: (() => void)[] = [];
    const hang = () => new Promise<void>((resolve) => ends.push(resolve));
    const hanging = Array.from({ length: SIGN_INS_AT_ONCE_MAX }, () => withinBudget(hang));
    await expect(withinBudget(hang)).rejects.toMatchObject(refused);
    ends[0]?.();
    await hanging[0];
    expect(await withinBudget(async () => 'done')).toBe('done');
    for (const end of ends) end();
    await Promise.all(hanging);
  });

  it('is not stopped by a clock that is set back', async () => {
    const { clock, withinBudget } = setUp();
    const fail = (count: () => void) => {
      count();
      return Promise.reject(new Error('x'));
    };
    for (let index = 0; index < SIGN_INS_PER_MINUTE; index++) await expect(withinBudget(fail)).rejects.toThrow('x');
    clock.pass(-3_600);
    expect(await withinBudget(async () => 2)).toBe(2);
  });
});

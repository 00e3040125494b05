import { describe, expect, it } from 'vitest';
import { alarms } from '../../../shared/outcomes.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { EXPIRY_ALARM_DAYS } from '../../../shared/limits.ts';
import { createMeasure, type MeasureDependencies } from '../../../shared/readiness/measure.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const clock = createManualClock();
const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000);

interface Given extends Partial<Omit<MeasureDependencies, 'queues'>> {
  poison?: () => Promise<number>;
}

function measure({ poison = async () => 0, ...changes }: Given = {}) {
  return createMeasure({
    queues: { countPoisonMessages: poison },
    readKeyExpiry: async () => inDays(400),
    readClientCredentialExpiry: async () => inDays(180),
    credential: 'secret',
    now: clock.now,
    ...changes,
  })();
}

/** The others are raised by what people prove, by items of the queue, by rows of messages, and by callbacks. */
const { name_contested: _ofNames, unknown_queue_item: _ofItems, queue_age: _ofRows, ...others } = alarms;
const { callback_given_up: _givenUp, callback_gone: _gone, callback_refused: _refused, ...measured } = others;
const causes: Record<keyof typeof measured, Given> = {
  poison_queue: { poison: async () => 1 },
  key_expiry: { readKeyExpiry: async () => inDays(EXPIRY_ALARM_DAYS - 1) },
  secret_expiry: { readClientCredentialExpiry: async () => inDays(-3) },
  certificate_expiry: { credential: 'certificate', readClientCredentialExpiry: async () => inDays(29.9) },
};

describe('createMeasure', () => {
  it('says what it read, and raises no alarm while all is well', async () => {
    expect(await measure()).toEqual({
      values: { poisonMessages: 0, keyDaysLeft: 400, secretDaysLeft: 180 },
      notMeasured: {},
      alarms: [],
    });
  });

  it('has a cause for each of its alarms', () => {
    expect(Object.keys(causes)).toEqual(Object.keys(measured));
  });

  it.each(Object.entries(causes))('raises %s, and nothing else', async (alarm, given) => {
    expect((await measure(given)).alarms).toEqual([alarm]);
  });

  it('waits with an expiry until 30 days before', async () => {
    expect((await measure({ readKeyExpiry: async () => inDays(EXPIRY_ALARM_DAYS) })).alarms).toEqual([]);
  });

  it('leaves out what has no recorded end, and the credential where there is none', async () => {
    const none = async () => undefined;
    expect(Object.keys((await measure({ readKeyExpiry: none, readClientCredentialExpiry: none })).values)).toEqual([
      'poisonMessages',
    ]);
    const federated = await measure({ credential: 'federated', readClientCredentialExpiry: async () => inDays(1) });
    expect(federated.alarms).toEqual([]);
  });

  it('names a value that could not be read, measures the others, and alarms where the operator must act', async () => {
    const given = {
      poison: () => Promise.reject(new ConnectorError('storage_access_refused')),
      readKeyExpiry: () => Promise.reject(new TypeError('a bug')),
    };
    expect(await measure(given)).toEqual({
      values: { secretDaysLeft: 180 },
      notMeasured: {
        poisonMessages: 'storage_access_refused',
        keyDaysLeft: 'internal_error',
      },
      alarms: expect.arrayContaining(['storage_access_refused', 'internal_error']),
    });
  });
});

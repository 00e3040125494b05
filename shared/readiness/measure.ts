/**
 * Measures what Azure's own metrics do not show: poison messages, and the days until keys, secrets and certificates expire. Each bad
 * value raises an alarm.
 *
 * A value that cannot be read is reported with the code of the reason and stops no other. How late messages are, their rows say and not
 * the queue, in which one may be put off. It never throws and repairs nothing.
 */
import { isOperators, type AlarmCode, type ErrorCode } from '../outcomes.ts';
import type { Config } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import { EXPIRY_ALARM_DAYS } from '../limits.ts';

export interface QueueMeasures {
  /** 0 for a missing queue. @throws ConnectorError */
  countPoisonMessages(): Promise<number>;
}

export interface MeasureDependencies {
  queues: QueueMeasures;
  /** Of the key in use; undefined where it never expires. */
  readKeyExpiry(): Promise<Date | undefined>;
  readClientCredentialExpiry(): Promise<Date | undefined>;
  credential: Config['entraCredential'];
  now: () => Date;
}

export interface Measurements {
  values: Record<string, number>;
  /** The code of the reason, by the name of the value. */
  notMeasured: Record<string, ErrorCode>;
  alarms: AlarmCode[];
}

interface Gauge {
  name: string;
  read(): Promise<number | undefined>;
  isBad(value: number): boolean;
  alarm: AlarmCode;
}

/** Returns the function that measures once. */
export function createMeasure(dependencies: MeasureDependencies): () => Promise<Measurements> {
  const gauges = listGauges(dependencies);
  return async () => {
    const result: Measurements = { values: {}, notMeasured: {}, alarms: [] };
    await Promise.all(gauges.map((gauge) => measureOne(gauge, result)));
    return result;
  };
}

async function measureOne({ name, read, isBad, alarm }: Gauge, result: Measurements): Promise<void> {
  try {
    const value = await read();
    if (value === undefined) return;
    result.values[name] = value;
    if (isBad(value)) result.alarms.push(alarm);
  } catch (error) {
    const code = error instanceof ConnectorError ? error.code : 'internal_error';
    result.notMeasured[name] = code;
    if (isOperators(code)) result.alarms.push(code);
  }
}

function listGauges(dependencies: MeasureDependencies): Gauge[] {
  const { queues, readKeyExpiry, readClientCredentialExpiry, credential, now } = dependencies;
  const isSoon = (daysLeft: number) => daysLeft < EXPIRY_ALARM_DAYS;
  const daysUntil = async (expiry: Promise<Date | undefined>) => {
    const expiresAt = await expiry;
    return expiresAt && Math.floor((expiresAt.getTime() - now().getTime()) / 86_400_000);
  };
  const keys: Gauge = {
    name: 'keyDaysLeft',
    read: () => daysUntil(readKeyExpiry()),
    isBad: isSoon,
    alarm: 'key_expiry',
  };
  const gauges: Gauge[] = [
    { name: 'poisonMessages', read: queues.countPoisonMessages, isBad: (count) => count > 0, alarm: 'poison_queue' },
    keys,
  ];
  if (credential === 'federated') return gauges;
  const read = () => daysUntil(readClientCredentialExpiry());
  return [...gauges, { name: `${credential}DaysLeft`, read, isBad: isSoon, alarm: `${credential}_expiry` }];
}

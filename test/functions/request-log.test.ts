import { describe, expect, it } from 'vitest';
import { createRequestLog } from '../../functions/request-log.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { ALARM_PAUSE_SECONDS, ANONYMOUS_REFUSALS_SECONDS } from '../../shared/limits.ts';
import { outcomes, type AlarmCode, type ErrorCode } from '../../shared/outcomes.ts';
import { createManualClock } from '../fakes/manual-clock.ts';
import { createContext, lineOf } from './invoke.ts';

function setUp() {
  const clock = createManualClock();
  const raised: AlarmCode[] = [];
  const log = createRequestLog(clock.now, (code) => raised.push(code));
  /** The lines of one invocation. */
  const write = (code: ErrorCode | undefined, isStranger: boolean, name = 'callback') => {
    const { context, lines } = createContext(name);
    const error = code && new ConnectorError(code);
    log.write(context, { startedAt: 0, status: error ? outcomes[error.code].status : 200, error }, isStranger);
    return lines;
  };
  return { clock, write, raised };
}

describe('createRequestLog', () => {
  it('logs whoever is known one by one, and strangers who are served', () => {
    const { write } = setUp();
    for (const [code, isStranger] of [
      ['invalid_request', false],
      [undefined, false],
      [undefined, true],
    ] as const)
      expect(lineOf({ lines: write(code, isStranger) })).toMatchObject({ function: 'callback', outcome: code ?? 'ok' });
  });

  it('counts what strangers are refused, and tells it in one line a minute', () => {
    const { clock, write } = setUp();
    for (let count = 0; count < 1_000; count++) expect(write('request_expired', true)).toEqual([]);
    for (let count = 0; count < 10; count++) expect(write('unauthorized', true, 'send')).toEqual([]);
    clock.pass(ANONYMOUS_REFUSALS_SECONDS - 1);
    expect(write('not_found', true, 'unknown')).toEqual([]);
    clock.pass(1);
    const lines = write(undefined, false, 'health');
    expect(lines).toHaveLength(2);
    expect(lineOf({ lines: lines.slice(1) })).toEqual({
      level: 'information',
      function: 'strangers',
      outcome: 'refused',
      seconds: ANONYMOUS_REFUSALS_SECONDS,
      'callback request_expired': 1_000,
      'send unauthorized': 10,
      'unknown not_found': 1,
    });
    clock.pass(ANONYMOUS_REFUSALS_SECONDS);
    expect(write(undefined, false)).toHaveLength(1);
  });

  it.each([true, false])(
    'raises one alarm for what only the operator can repair, and one again later (%s)',
    (isStranger) => {
      const { clock, write } = setUp();
      const alarms = () => write('client_credential_refused', isStranger).filter(({ text }) => text.includes('alarm='));
      expect(alarms()).toHaveLength(1);
      for (let count = 0; count < 100; count++) expect(alarms()).toHaveLength(0);
      expect(write('vault_access_refused', isStranger)[0]?.text).toContain('alarm=vault_access_refused');
      clock.pass(ALARM_PAUSE_SECONDS);
      expect(alarms()).toHaveLength(1);
    },
  );

  it('keeps the line of every attempt of somebody known, quiet after the alarm', () => {
    const { write, raised } = setUp();
    write('sealed_record_refused', false);
    expect(lineOf({ lines: write('sealed_record_refused', false) })).toEqual(
      expect.objectContaining({ level: 'information', outcome: 'sealed_record_refused' }),
    );
    expect(raised).toEqual(['sealed_record_refused']);
  });

  it('says what happened beside the answer in every line, quiet after the alarm', () => {
    const log = createRequestLog(createManualClock().now, () => undefined);
    const lines = [1, 2].flatMap(() => {
      const { context, lines: written } = createContext('deliver');
      log.write(context, { startedAt: 0, alarms: ['unknown_queue_item'] }, false);
      return written;
    });
    expect(lines.map((line) => lineOf({ lines: [line] }))).toMatchObject([
      { outcome: 'unknown_queue_item', alarm: 'unknown_queue_item' },
      { outcome: 'unknown_queue_item', level: 'information' },
    ]);
  });

  it('keeps the line of every fault of our own, whoever met it', () => {
    const { write } = setUp();
    expect(lineOf({ lines: write('internal_error', true) })).toMatchObject({ level: 'error', alarm: 'internal_error' });
    expect(lineOf({ lines: write('internal_error', true) })).toMatchObject({ outcome: 'internal_error' });
  });
});

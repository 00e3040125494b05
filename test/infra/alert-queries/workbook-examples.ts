/**
 * What is in the log, and what the parts of the workbook show of it: lines as the app writes them.
 */
import { addChange, createMessageChanges, tellChanges } from '../../../functions/message-changes.ts';
import { logLine } from '../../../functions/log-line.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import type { LoggedChange } from '../../../functions/message-changes.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import { createContext } from '../../functions/invoke.ts';
import { elsewhere, hostLines, lines, NOW, strangersLines, trace, type Row } from './rows.ts';

const [ann, ben] = ['00000b05-0000-4000-8000-000000000001', '00000b05-0000-4000-8000-000000000002'];
const [erp, shop] = ['0000ca11-0000-4000-8000-000000000001', '0000ca11-0000-4000-8000-000000000002'];
const idOf = (number: number) => number.toString(16).padStart(32, '0');
/** The beginning of the five minutes in which something was so many minutes ago. */
const start = (minutes: number) => {
  const time = NOW.getTime() - minutes * 60_000;
  return new Date(time - (time % 300_000)).toISOString();
};
const at = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

type Ids = Record<string, unknown>;
/** The line of an invocation that made these changes, `minutes` ago. */
function line(minutes: number, name: string, given: Ids = {}, changes: LoggedChange[] = [], code?: ErrorCode): Row[] {
  const noted = createMessageChanges();
  for (const change of changes) addChange(noted, change);
  const { context, lines: written } = createContext(name);
  const ids = { ...given, ...tellChanges(noted, given) };
  const error = code && new ConnectorError(code, { upstreamCode: 'ErrorX' });
  logLine(context, { startedAt: performance.now(), status: 200, ids, error });
  return trace(written, minutes);
}
const made = (number: number, from: LoggedChange['from'], to: LoggedChange['to']) => ({ id: idOf(number), from, to });
const message = (number: number, result: string, more: Ids = {}) => ({
  message: idOf(number),
  sender: ann,
  caller: erp,
  result,
  ...more,
});
const inTwelve = (text: string) => text.replace(/"milliseconds":\d+/, '"milliseconds":12');
const none = { accepted: 0, sent: 0, queued: 0, held: 0, failed: 0, unknown: 0, expired: 0, cancelled: 0 };

const messages: Row[] = [
  ...line(21, 'send', message(1, 'sent'), [made(1, 'absent', 'sending'), made(1, 'sending', 'sent')]),
  ...line(21, 'send', message(1, 'sent', { replayed: true })),
  ...line(21, 'send', message(2, 'held', { sender: ben }), [made(2, 'absent', 'held')], 'consent_required'),
  ...line(21, 'messageResend', message(3, 'queued'), [made(3, 'absent', 'queued')]),
  ...line(
    21,
    'send',
    message(4, 'failed', { caller: shop }),
    [made(4, 'absent', 'sending'), made(4, 'sending', 'failed')],
    'mailbox_full',
  ),
  ...line(11, 'callback', {}, [made(2, 'held', 'queued'), made(5, 'held', 'queued')]),
  ...line(11, 'deliver', message(3, 'sent', { waitedSeconds: 3 }), [
    made(3, 'queued', 'sending'),
    made(3, 'sending', 'sent'),
  ]),
  ...line(11, 'deliver', message(5, 'queued', { waitedSeconds: 8, sender: ben })),
  ...line(6, 'sweep', { looked: 3, woken: 1, overdueSeconds: 900, poisonMessages: 0 }, [
    ...Array.from({ length: 40 }, (_, index) => made(100 + index, 'sending', 'unknown')),
    made(7, 'held', 'expired'),
  ]),
  ...line(6, 'lateSweep', { looked: 1, woken: 0, overdueSeconds: 20, poisonMessages: 2 }),
  ...line(6, 'messageCancel', message(5, 'cancelled'), [made(5, 'queued', 'cancelled')]),
  ...line(5, 'messageCancel', message(5, 'cancelled')),
  ...line(5, 'message', { message: idOf(3), caller: shop }),
  ...line(5, 'send', { caller: shop }, [], 'invalid_request'),
];
const beside: Row[] = [
  ...trace(hostLines('send')),
  ...trace(strangersLines(70, 'not_found', 'not_found')),
  ...elsewhere(line(5, 'send', message(9, 'failed'), [made(9, 'sending', 'failed')], 'mailbox_full')),
];
const AppTraces = [...messages, ...beside];

/** By part: what is in the log, by table, and the rows that it shows. */
export const shown: [part: string, what: string, tables: Record<string, Row[]>, rows: Record<string, unknown>[]][] = [
  [
    'counters',
    'each change once, whoever made it',
    { AppTraces },
    [
      { ...none, start: start(21), accepted: 4, sent: 1, held: 1, queued: 1, failed: 1 },
      { ...none, start: start(11), queued: 2, sent: 1 },
      { ...none, start: start(6), unknown: 40, expired: 1, cancelled: 1 },
    ],
  ],
  [
    'waiting',
    'the newest state of every message that a line names',
    { AppTraces: [...messages, ...beside, ...line(2, 'send', message(8, 'held'), [made(8, 'absent', 'held')])] },
    [
      { state: 'queued', messages: 1 },
      { state: 'held', messages: 1 },
    ],
  ],
  ['held', 'what sweeps have looked at', { AppTraces }, [{ looked: 4, woken: 1 }]],
  [
    'oldest-due',
    'the worst of five minutes',
    { AppTraces },
    [{ start: start(6), overdueSeconds: 900, poisonMessages: 2 }],
  ],
  [
    'delivery-wait',
    'half of the deliveries, and nearly all',
    { AppTraces: [...AppTraces, ...line(11, 'deliver', message(6, 'sent', { waitedSeconds: 4 }))] },
    [{ start: start(11), p50: 4, p95: 8 }],
  ],
  [
    'failures',
    'codes with who must act',
    { AppTraces },
    [
      { code: 'consent_required', who: 'person', upstreamCode: 'ErrorX', function: 'send', lines: 1, newest: at(21) },
      { code: 'mailbox_full', who: 'person', upstreamCode: 'ErrorX', function: 'send', lines: 1, newest: at(21) },
      { code: 'invalid_request', who: 'caller', upstreamCode: 'ErrorX', function: 'send', lines: 1, newest: at(5) },
    ],
  ],
  [
    'senders',
    'those whose messages were not sent',
    { AppTraces },
    [
      { sender: ben, result: 'held', code: 'consent_required', messages: 1, newest: at(21) },
      { sender: ann, result: 'failed', code: 'mailbox_full', messages: 1, newest: at(21) },
    ],
  ],
  [
    'callers',
    'calls, those that were refused among them',
    { AppTraces },
    [
      { caller: erp, function: 'send', calls: 3, refused: 1, newest: at(21) },
      { caller: erp, function: 'messageResend', calls: 1, refused: 0, newest: at(21) },
      { caller: erp, function: 'messageCancel', calls: 2, refused: 0, newest: at(5) },
      { caller: shop, function: 'send', calls: 2, refused: 2, newest: at(5) },
      { caller: shop, function: 'message', calls: 1, refused: 0, newest: at(5) },
    ],
  ],
  [
    'cost',
    'runs of a function and what their lines weigh',
    {
      AppTraces: lines('sweep').flatMap(({ text }) =>
        [300, 400].flatMap((_BilledSize) => trace([{ text: inTwelve(text) }]).map((row) => ({ ...row, _BilledSize }))),
      ),
    },
    [{ function: 'sweep', runs: 2, milliseconds: 24, logBytes: 700 }],
  ],
];

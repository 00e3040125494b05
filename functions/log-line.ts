/**
 * Writes the one structured log line of an invocation.
 *
 * It ends in `alarm=<code>`, once for each code the operator has to act on; alerts look for that. Of errors it keeps names and
 * codes; messages only of plain errors, which are ours, and stacks only of bugs. Of faults of a request it keeps the places, in names of
 * our own schema: any other name is what a caller said.
 */
import type { InvocationContext } from '@azure/functions';
import { isAlarm, outcomes, type AlarmCode } from '../shared/outcomes.ts';
import type { ConnectorError, Fault } from '../shared/errors.ts';
import { FAULTS_LOGGED_MAX, LOG_LINE_MAX_CHARACTERS } from '../shared/limits.ts';
import { isKnownName, isListName } from '../shared/submission/known-names.ts';

export interface LogEntry {
  /** Default: the function that was invoked. */
  function?: string;
  /** `performance.now()` at the start. */
  startedAt: number;
  status?: number;
  error?: ConnectorError | undefined;
  /** The refusal of another request that a page has shown again; it raises no alarm. */
  shown?: Pick<ConnectorError, 'code'> | undefined;
  ids?: Record<string, unknown> | undefined;
  /** Codes beside that of the error; those that are not the operator's are left out. */
  alarms?: readonly AlarmCode[] | undefined;
  /** Which codes may raise an alarm now; default: all that ever do. */
  mayAlarm?: (code: AlarmCode) => boolean;
}

const CAUSE_DEPTH_MAX = 5;
/** A pointer has a name or index for each level; those of the schema end sooner. */
const POINTER_STEPS_MAX = 8;

/** The codes in which the line of this entry ends. */
export function alarmsOf({ error, alarms = [], mayAlarm = isAlarm }: LogEntry): AlarmCode[] {
  return [...new Set<AlarmCode>([...(error ? [error.code] : []), ...alarms].filter(mayAlarm))];
}

export function logLine(context: InvocationContext, given: LogEntry): void {
  const { startedAt, status, error, ids, alarms = [] } = given;
  const codes = alarmsOf(given);
  const entry = {
    function: given.function ?? context.functionName,
    outcome: error?.code ?? alarms.find(isAlarm) ?? 'ok',
    ...(status !== undefined && { status }),
    milliseconds: Math.round(performance.now() - startedAt),
    requestId: context.invocationId,
    ...ids,
    ...(error && { who: error.who ?? outcomes[error.code].who }),
    ...(error?.upstreamCode && { upstreamCode: error.upstreamCode }),
    ...(error?.upstreamRequestId && { upstreamRequestId: error.upstreamRequestId }),
    ...(error && error.faults.length > 0 && { faults: error.faults.slice(0, FAULTS_LOGGED_MAX).map(describePlace) }),
    ...(error?.cause !== undefined && { cause: describeCause(error.cause) }),
  };
  const line = [stringify(entry), ...codes.map((code) => `alarm=${code}`)].join(' ');
  if (codes.length > 0) context.error(line);
  else context.log(line);
}

/** Of an entry that is too long, what says which invocation it was: what is cut off at the end would be the alarms. */
function stringify(entry: { function: string; outcome: string; milliseconds: number; requestId: string }): string {
  const text = JSON.stringify(entry);
  if (text.length <= LOG_LINE_MAX_CHARACTERS) return text;
  const { function: name, outcome, milliseconds, requestId } = entry;
  return JSON.stringify({ function: name, outcome, milliseconds, requestId, shortened: true });
}

function describePlace({ pointer }: Fault): string {
  if (!pointer.startsWith('/')) return pointer.startsWith('query:') ? 'query' : pointer || 'body';
  const steps = pointer.slice(1).split('/').slice(0, POINTER_STEPS_MAX);
  return steps.map((step, index) => `/${isPlace(step, steps[index - 1]) ? step : '*'}`).join('');
}

/** A name of the schema, or the index in a list of it; other digits are a name that the request made up. */
// Stryker disable next-line StringLiteral: no list has either name
function isPlace(step: string, parent = ''): boolean {
  return isKnownName(step) || (/^\d{1,5}$/.test(step) && isListName(parent));
}

/** Its names and codes, outermost first. */
export function describeCause(cause: unknown): string {
  const parts: string[] = [];
  for (let current = cause; current instanceof Error && parts.length < CAUSE_DEPTH_MAX; current = current.cause) {
    const { name, code, statusCode } = current as Error & { code?: unknown; statusCode?: unknown };
    const isOurs = current.constructor === Error;
    const isBug = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'].includes(name);
    const text = isBug ? (current.stack ?? current.message) : isOurs ? current.message : '';
    parts.push([name, code, statusCode, text].filter(Boolean).join(' '));
  }
  return parts.join(' < ') || typeof cause;
}

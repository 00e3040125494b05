/**
 * Schedules of timer functions: NCRONTAB expressions of six or five fields, or a time span.
 *
 * Fields are seconds (absent in five), minutes, hours, days, months and days of the week (0-6, Sunday 0); each is `*`, a
 * value, a range, a step or a list of those; months and days of the week may be named by three letters or fewer. Day and
 * day of the week must both match. All times are UTC. Source: NCrontab's CrontabSchedule and CrontabField.
 */
import { parseTimeSpanMilliseconds } from './settings.ts';

export interface Schedule {
  /** The first time after `after`; `undefined` when there is none within a hundred years. */
  next(after: Date): Date | undefined;
  /** Whether the expression is a time span, counted from run to run. */
  constant: boolean;
}

interface Field {
  name: string;
  min: number;
  max: number;
  names?: string[];
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const FIELDS: Field[] = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of week', min: 0, max: 6, names: DAYS },
];
const YEARS_AHEAD_MAX = 100;

/** Throws an Error with one sentence when the expression is neither. */
export function parseSchedule(expression: string): Schedule {
  const parts = expression.split(' ').filter((part) => part !== '');
  if (parts.length === 5) parts.unshift('0');
  if (parts.length === 6) {
    const sets = FIELDS.map((field, index) => parseField(parts[index]!, field, expression));
    return { constant: false, next: (after) => nextOccurrence(sets, after) };
  }
  const interval = parts.length === 1 ? parseTimeSpanMilliseconds(parts[0]!) : undefined;
  if (!interval) throw new Error(`The schedule "${expression}" is neither an NCRONTAB expression nor a time span.`);
  return { constant: true, next: (after) => new Date(after.getTime() + interval) };
}

function parseField(text: string, field: Field, expression: string): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(-?\d+))?$/.exec(part);
    if (!match) throw new Error(`The schedule "${expression}": "${part}" is no ${field.name}.`);
    const step = match[4] === undefined ? 1 : Math.max(1, Number(match[4]));
    const first = match[1] ? field.min : parseValue(match[2]!, field, expression);
    const open = match[1] !== undefined || (match[3] === undefined && match[4] !== undefined);
    const last = open ? field.max : match[3] === undefined ? first : parseValue(match[3], field, expression);
    // NCrontab reads a range backwards as the same range forwards.
    for (let value = Math.min(first, last); value <= Math.max(first, last); value += step) values.add(value);
  }
  return values;
}

function parseValue(text: string, field: Field, expression: string): number {
  const named = field.names?.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase())) ?? -1;
  const value = /^\d+$/.test(text) ? Number(text) : named === -1 ? NaN : named + field.min;
  if (value >= field.min && value <= field.max) return value;
  throw new Error(`The schedule "${expression}": "${text}" is no ${field.name} from ${field.min} to ${field.max}.`);
}

function nextOccurrence(sets: Set<number>[], after: Date): Date | undefined {
  const [seconds, minutes, hours, days, months, daysOfWeek] = sets as [
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
  ];
  const at = new Date(Math.floor(after.getTime() / 1000) * 1000 + 1000);
  const lastYear = after.getUTCFullYear() + YEARS_AHEAD_MAX;
  // Each step moves to the start of the next month, day, hour, minute or second: a few thousand steps at worst.
  while (at.getUTCFullYear() <= lastYear) {
    if (!months.has(at.getUTCMonth() + 1)) {
      at.setUTCMonth(at.getUTCMonth() + 1, 1);
      at.setUTCHours(0, 0, 0);
    } else if (!days.has(at.getUTCDate()) || !daysOfWeek.has(at.getUTCDay())) {
      at.setUTCDate(at.getUTCDate() + 1);
      at.setUTCHours(0, 0, 0);
    } else if (!hours.has(at.getUTCHours())) at.setUTCHours(at.getUTCHours() + 1, 0, 0);
    else if (!minutes.has(at.getUTCMinutes())) at.setUTCMinutes(at.getUTCMinutes() + 1, 0);
    else if (!seconds.has(at.getUTCSeconds())) at.setUTCSeconds(at.getUTCSeconds() + 1);
    else return at;
  }
  return undefined;
}

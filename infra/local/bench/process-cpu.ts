/**
 * The CPU time of a process and its descendants, kernel time included, from Linux's /proc.
 *
 * Undefined on other systems. Children that have ended and were waited for count through
 * their parent. Source: proc_pid_stat(5).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** USER_HZ is 100 on every architecture that Node runs on. */
const TICK_MILLISECONDS = 10;

export interface Stat {
  processId: number;
  parentId: number;
  ticks: number;
}

/** In milliseconds. Throws when the process is gone. */
export function readCpuMilliseconds(processId: number): number | undefined {
  if (!existsSync('/proc/self/stat')) return undefined;
  return listGroup(processId).reduce((sum, { ticks }) => sum + ticks, 0) * TICK_MILLISECONDS;
}

/** The process and its descendants. Throws when the process is gone. */
export function listGroup(processId: number): Stat[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readStat(Number(name)) ?? []) : []));
  const group = new Set([processId]);
  // Parents may have higher ids than their children, so this repeats until no more are found.
  for (let size = 0; size < group.size;) {
    size = group.size;
    for (const one of all) if (group.has(one.parentId)) group.add(one.processId);
  }
  const members = all.filter((one) => group.has(one.processId));
  if (members.length === 0) throw new Error(`Process ${processId} is gone.`);
  return members;
}

function readStat(processId: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The name in brackets may contain spaces; the fields after it do not.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parentId = 0] = fields;
    const [userTime = 0, systemTime = 0, childrenUserTime = 0, childrenSystemTime = 0] = fields.slice(11, 15);
    return { processId, parentId, ticks: userTime + systemTime + childrenUserTime + childrenSystemTime };
  } catch (error) {
    // Another process may end at any time.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** The load of the machine over the last minute, or `unknown`. */
export function readLoadAverage(): string {
  return existsSync('/proc/loadavg') ? (readFileSync('/proc/loadavg', 'utf8').split(' ')[0] ?? '') : 'unknown';
}

/**
 * The memory of a process and its descendants that is in RAM, from Linux's /proc: as it is, and its peak.
 *
 * The peak of the group is that of each member added up, so never less than what they had at once. Source: proc_pid_status(5),
 * proc_pid_clear_refs(5).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { listGroup } from './process-cpu.ts';

export const isMemoryKnown = existsSync('/proc/self/status');

/** In MB of 2^20 bytes. Throws when the process is gone. */
export function readMemoryMB(processId: number, what: 'now' | 'peak'): number {
  const line = what === 'now' ? /^VmRSS:\s+(\d+)/m : /^VmHWM:\s+(\d+)/m;
  const kilobytes = listGroup(processId).map((one) =>
    Number(line.exec(readFileSync(`/proc/${one.processId}/status`, 'utf8'))?.[1]),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

/** From now on the peak is counted again. */
export function resetPeak(processId: number): void {
  for (const one of listGroup(processId)) writeFileSync(`/proc/${one.processId}/clear_refs`, '5');
}

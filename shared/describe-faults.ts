/**
 * Says in words what is wrong with a request: the first faults, and how many more there are.
 *
 * A fault is the end of a sentence about its place, or a sentence of its own. It holds names of properties, cut to a length
 * by whoever wrote the pointer, and never a value.
 */
import type { Fault } from './errors.ts';
import { FAULTS_IN_WORDS_MAX, FAULTS_MAX } from './limits.ts';

/** One sentence about the faults, of which there is at least one. */
export function describeFaults(faults: readonly Fault[]): string {
  const said = faults.slice(0, FAULTS_IN_WORDS_MAX).map(describeFault);
  const others = faults.length - said.length;
  // The list itself ends at FAULTS_MAX.
  const more = `and ${faults.length >= FAULTS_MAX ? 'at least ' : ''}${others} more`;
  const text = [...said, ...(others > 0 ? [more] : [])].join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function describeFault({ pointer, detail }: Fault): string {
  const text = detail.replace(/\.$/, '');
  return /^[A-Z]/.test(text) ? `${nameOf(pointer)}: ${text}` : `${nameOf(pointer)} ${text}`;
}

function nameOf(pointer: string): string {
  if (pointer === '') return 'the body';
  const [, kind = '', name = ''] = /^(header|query|path):(.*)$/s.exec(pointer) ?? [];
  if (kind === 'path') return `the ${name} in the address`;
  return kind ? `the ${kind === 'query' ? 'query parameter' : kind} ${name}` : pointer;
}

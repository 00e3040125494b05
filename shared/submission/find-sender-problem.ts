/**
 * What a caller may write in `sender`: an object id in the host tenant, a UPN or an address.
 *
 * Refused, each by its cause, is what can be nobody's name, so that the caller is not told to have that person connect. It does not
 * know who is connected.
 */
import { findWritingProblem } from '../address.ts';
import { parseSenderReference } from '../sender.ts';
import { findHeaderTextProblem } from './header-text.ts';
import { findLengthProblem } from './length-problem.ts';

const SENDER_MAX_CHARACTERS = 320;

/** As the end of a sentence; undefined when nothing is wrong. Spaces around the name do not count. */
export function findSenderProblem(sender: string): string | undefined {
  const problem = findLengthProblem(sender, SENDER_MAX_CHARACTERS) ?? findHeaderTextProblem(sender);
  if (problem) return problem;
  if (sender.trim() === '') return 'is empty';
  if (/^\s*\{?0{8}-(?:0{4}-){3}0{12}\}?\s*$/.test(sender))
    return 'is the empty GUID, which is no object id; name the person who sends';
  const writing = findWritingProblem(sender.replace(/^ +| +$/g, ''));
  if (writing) return writing;
  // In an address of a request # and @ are percent-encoded; in a body nothing is.
  if (/%(?:25)*(?:23|40)/.test(sender)) return 'is percent-encoded; in a body write # and @ as they are';
  return parseSenderReference(sender) ? undefined : 'is not an object id, a host UPN or an address';
}

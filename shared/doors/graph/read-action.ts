/**
 * Reads the body of Graph's action `sendMail` as far as it is not a submission already: its two names, and who sends.
 *
 * Graph knows `message` and `saveToSentItems`, in any case; another name with a value is a fault, never left out. Where the address
 * names nobody, the message does, in `from` or `sender`. What the message says besides is checked where every message is.
 */
import type { Fault } from '../../errors.ts';
import { formatJsonPointer } from '../../submission/json-pointer.ts';
import { isJsonObject, property } from '../../submission/json-value.ts';
import type { GraphDoorParts } from './graph-door-parts.ts';
import { NOBODY_NAMED, USER_IN_ADDRESS } from './named-sender.ts';

export interface ReadAction {
  /** Of the body, what the action has. */
  action: object;
  /** Undefined where nobody is named; then there is a fault. */
  sender: string | undefined;
  senderPointer: string;
  faults: Fault[];
}

type Parts = Pick<GraphDoorParts, 'normaliseSubmission' | 'isAnnotation' | 'findSenderProblem'>;

export function readAction(posted: unknown, user: string | undefined, parts: Parts): ReadAction {
  const members = isJsonObject(posted) ? Object.entries(posted) : [];
  const isOfAction = ([name, value]: [string, unknown]) =>
    /^(?:message|savetosentitems)$/i.test(name) || parts.isAnnotation(name) || value === null;
  const faults = members.filter((member) => !isOfAction(member)).map(([name]) => refused(name));
  if (!isJsonObject(posted)) faults.push({ pointer: '', detail: 'is not an object' });
  const action = Object.fromEntries(members.filter(isOfAction).filter(([, value]) => value !== null));
  if (user !== undefined && isJsonObject(posted))
    return { action, sender: user, senderPointer: USER_IN_ADDRESS, faults };
  return { action, ...readOriginator(action, faults, parts) };
}

function refused(name: string): Fault {
  return {
    pointer: formatJsonPointer([name]),
    detail: 'is not a property of sendMail, which has message and saveToSentItems',
  };
}

function readOriginator(action: object, before: Fault[], parts: Parts): Omit<ReadAction, 'action'> {
  const { body, faults: shapeFaults, toPosted } = parts.normaliseSubmission(action);
  const message = property(body, 'message');
  const isOther = message !== undefined && !isJsonObject(message);
  const faults = isOther ? [{ pointer: toPosted('/message'), detail: 'is not an object' }] : shapeFaults;
  const name = property(message, 'from') === undefined && property(message, 'sender') !== undefined ? 'sender' : 'from';
  const address = property(property(property(message, name), 'emailAddress'), 'address');
  const senderPointer = toPosted(`/message/${name}`);
  const problem = typeof address === 'string' ? parts.findSenderProblem(address) : `names nobody; ${NOBODY_NAMED}`;
  if (!problem) return { sender: String(address), senderPointer, faults: before };
  // Where there is no message, that is what is wrong.
  const missing = faults.length > 0 ? faults : [{ pointer: senderPointer, detail: problem }];
  return { sender: undefined, senderPointer, faults: [...before, ...missing] };
}

/**
 * The sentences of a diagnosis for callers and operators, where no known outcome has one. The own page has words of its own.
 */
import type { Who } from '../../outcomes.ts';
import type { Found } from './diagnosis-answer.ts';
import type { Finding, StepName } from './step-names.ts';

export const findingWords: Readonly<Record<Finding, (found: Found) => string>> = {
  known: () => 'The name leads to this one sender.',
  proven: ({ proven = [] }) =>
    `${count(proven.length, 'name leads', 'names lead')} to this sender, each proven by the tenant that it belongs to.`,
  contested: ({ contested = [] }) =>
    `Two organisations give ${count(contested.length, 'name', 'names')} of this sender to two people, so ${contested.length === 1 ? 'it names' : 'they name'} neither. Use another name or the object id; the operator of this connector finds out whose it is.`,
  aged: ({ aged = [] }) =>
    `The proof of ${count(aged.length, 'name', 'names')} is too old and is read again before they are used. Nobody has to act.`,
  unnamed: () => 'No name of this sender is proven. Use the object id.',
  connected: () => 'The sender has connected a mailbox.',
  open: () => 'No rule of the host tenant, and none that Microsoft has told of, keeps this sender from sending.',
  sandbox: () =>
    'The host tenant is set up for tests: messages go to certain recipients only. The operator of this connector changes that.',
  given: () => 'There is a valid access token for this sender.',
  granted: () => 'The sender has granted every permission that this connector asks for.',
  small: () =>
    'Messages that do not fit into one request to Microsoft Graph (4 MB) need the permission Mail.ReadWrite, which the sender has not given. The others are sent without it. The sender opens consentUrl and connects again, which asks for it.',
  free: () => 'The mailbox is within its limits; the next message can be sent now.',
  full: () =>
    'As much was sent from this mailbox as is allowed at once. What waits goes out by itself; nobody has to act.',
  exists: () => 'Exchange Online has the mailbox and takes requests for it.',
  unclear: () => 'Exchange did not say clearly whether there is a mailbox. A test message shows it.',
  configured: ({ document = '' }) =>
    `The name leads to a mailbox that the document ${document} of the operator names, so no person's own connection counts.`,
  needless: () => 'A document of the operator names this mailbox, so sending needs nothing here.',
  reached: () => 'What sends from this mailbox takes requests for it.',
  untried: () => 'Only a message shows whether this mailbox may be sent from. A test message shows it.',
  accepted: () => 'Exchange accepted a test message from the mailbox to itself.',
};

/** Who must act where a finding is no error of a request. */
export const findingActors: Readonly<Partial<Record<Finding, Who>>> = { contested: 'operator', small: 'person' };

export function skippedWords(name: StepName): string {
  return `Not tried: ${name} has to be ok first.`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

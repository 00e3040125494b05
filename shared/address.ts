/**
 * E-mail addresses as a caller may give them and as a mailbox may have them.
 *
 * Stricter than RFC 5322: a dot-atom local part and a DNS name with a dot, in ASCII; no comments, groups, quoted local
 * parts, address literals or spaces, since whatever two mail systems read differently can lead to another mailbox. What is
 * wrong is said by its cause, so that it can be found in a field that looks right. It does not ask whether an address exists.
 * Sources: RFC 5321 sections 4.1.2 and 4.5.3.1, RFC 1123 section 2.1.
 */
import { findInvisibleCharacter } from './invisible-character.ts';
import { ADDRESS_LOCAL_PART_MAX_CHARACTERS, ADDRESS_MAX_CHARACTERS } from './limits.ts';

const LABEL_MAX_CHARACTERS = 63;
const dotAtom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;

/** What is wrong with an address, as the end of a sentence about the field; undefined when nothing is. */
export function findAddressProblem(address: string): string | undefined {
  if (address.length > ADDRESS_MAX_CHARACTERS)
    return `has ${address.length} characters; at most ${ADDRESS_MAX_CHARACTERS} are accepted`;
  if (address === '') return 'is empty';
  const writing = findWritingProblem(address);
  if (writing) return writing;
  const at = address.lastIndexOf('@');
  if (at < 1 || at === address.length - 1) return 'is not an address such as ann@fabrikam.com';
  return findLocalPartProblem(address.slice(0, at)) ?? findDomainProblem(address.slice(at + 1));
}

/** What is wrong with the way in which an address, or the name of a sender, was written down; the same for both. */
export function findWritingProblem(text: string): string | undefined {
  if (text.trim() === '') return 'has nothing but spaces';
  if (/^ | $/.test(text)) return 'begins or ends with a space';
  const invisible = findInvisibleCharacter(text);
  if (invisible) return `has the invisible character ${invisible}; type it again by hand`;
  if (/^mailto:/i.test(text)) return 'begins with mailto:; leave that out';
  if (/[,;]/.test(text) || text.split('@').length > 2)
    return 'holds more than one address, or a comma or semicolon; give each address by itself, without separators';
  if (/[<>"]/.test(text)) return 'is not a plain address; leave out quotes, angle brackets and the name';
  return text.endsWith('.') ? 'ends with a dot' : undefined;
}

function findLocalPartProblem(localPart: string): string | undefined {
  if (localPart.length > ADDRESS_LOCAL_PART_MAX_CHARACTERS)
    return `has more than ${ADDRESS_LOCAL_PART_MAX_CHARACTERS} characters before the @`;
  if (dotAtom.test(localPart)) return undefined;
  return "has characters before the @ that are not accepted (letters, digits and !#$%&'*+/=?^_`{|}~- in ASCII, single dots between them)";
}

function findDomainProblem(domain: string): string | undefined {
  const labels = domain.split('.');
  if (labels.length < 2) return 'has no dot in its domain';
  if (/[^ -~]/.test(domain))
    return 'has a domain that is not in ASCII and has no xn-- form without doubt; write that form';
  const isValid = labels.every((part) => part.length <= LABEL_MAX_CHARACTERS && label.test(part));
  // A last label of digits is an IP address or a mistake (RFC 1123).
  return isValid && !/^\d+$/.test(labels.at(-1) ?? '') ? undefined : 'has a domain that is not a DNS name';
}

/**
 * What a door makes of an event: the values of its placeholders, language, sender, recipients and reference. Pure.
 *
 * Everything that is missing or wrong is listed, with the pointer of the document; no fault repeats a value of the payload.
 */
import { findAddressProblem } from '../address.ts';
import { DOOR_RECIPIENTS_MAX, DOOR_ROWS_MAX } from '../door-limits.ts';
import type { Fault } from '../errors.ts';
import { FAULTS_MAX, REFERENCE_MAX_CHARACTERS } from '../limits.ts';
import type { DoorDocument } from './door-document.ts';
import type { DoorEvent, TemplateValues } from './door-event.ts';
import { readPointer } from './read-pointer.ts';
import { readTypedValue } from './typed-value.ts';

export interface FilledEvent {
  values: TemplateValues;
  /** A wish: the template has its own default. */
  language?: string;
  /** As in `sender` of a submission; absent where nobody caused the event and no one stands in. */
  sender?: string;
  recipients: readonly string[];
  reference?: string;
  /** At most FAULTS_MAX. */
  faults: readonly Fault[];
}

export function fillEvent(document: DoorDocument, event: DoorEvent): FilledEvent {
  const faults: Fault[] = [];
  const texts = (pointer: string): string | undefined => {
    const read = readTypedValue(readPointer(event.fields, pointer), 'text');
    if ('problem' in read) faults.push({ pointer, detail: read.problem });
    return 'value' in read && typeof read.value === 'string' ? read.value : undefined;
  };
  const values = readValues(document, event, faults);
  const recipients = readRecipients(document, texts, faults);
  const language = readLanguage(document, texts);
  const sender = readSender(document, event);
  const reference = document.reference === undefined ? undefined : texts(document.reference);
  return {
    values,
    ...(language !== undefined && { language }),
    ...(sender !== undefined && { sender }),
    recipients,
    ...(reference !== undefined && { reference: reference.slice(0, REFERENCE_MAX_CHARACTERS) }),
    faults: faults.slice(0, FAULTS_MAX),
  };
}

function readValues({ fields }: DoorDocument, event: DoorEvent, faults: Fault[]): TemplateValues {
  const values = Object.entries(fields).map(([name, field]) => [
    name,
    field.type === 'list' ? readRows(field, event.fields, faults) : readValue(field, event.fields, '', faults),
  ]);
  return Object.fromEntries(values) as TemplateValues;
}

type ListField = Extract<DoorDocument['fields'][string], { type: 'list' }>;
type ValueField = Exclude<DoorDocument['fields'][string], ListField>;

/** `at` points to the holder. */
function readValue({ pointer, type, isOptional = false }: ValueField, holder: unknown, at: string, faults: Fault[]) {
  const read = readTypedValue(readPointer(holder, pointer), type);
  if ('problem' in read) faults.push({ pointer: at + pointer, detail: read.problem });
  else if (read.value === null && !isOptional) faults.push({ pointer: at + pointer, detail: 'is missing' });
  return 'value' in read ? read.value : null;
}

function readRows({ pointer, columns, isOptional = false }: ListField, holder: unknown, faults: Fault[]) {
  const rows = readPointer(holder, pointer);
  const isMissing = rows === undefined || rows === null;
  if (isMissing && isOptional) return [];
  if (isMissing || !Array.isArray(rows) || rows.length > DOOR_ROWS_MAX) {
    const detail = isMissing ? 'is missing' : `is not a list of at most ${DOOR_ROWS_MAX} rows`;
    faults.push({ pointer, detail });
    return [];
  }
  const named = Object.entries(columns);
  return (rows as unknown[]).map((row, index) =>
    Object.fromEntries(named.map(([name, column]) => [name, readValue(column, row, `${pointer}/${index}`, faults)])),
  );
}

function readLanguage({ language }: DoorDocument, texts: (pointer: string) => string | undefined): string | undefined {
  return language.rule === 'fixed' ? language.language : (texts(language.pointer) ?? language.fallback);
}

function readSender({ sender }: DoorDocument, { initiator }: DoorEvent): string | undefined {
  return sender.rule === 'fixed' ? sender.sender : (initiator ?? sender.fallback);
}

function readRecipients(
  { recipients }: DoorDocument,
  texts: (pointer: string) => string | undefined,
  faults: Fault[],
): readonly string[] {
  if (recipients.rule === 'fixed') return recipients.addresses;
  const { pointer, domains } = recipients;
  const given = (texts(pointer) ?? '').split(';').map((one) => one.trim());
  const addresses = [...new Set(given.filter((one) => one !== ''))];
  const [problem] = [
    ...(addresses.length === 0 ? ['has no address'] : []),
    ...(addresses.length > DOOR_RECIPIENTS_MAX ? [`has more than ${DOOR_RECIPIENTS_MAX} addresses`] : []),
    ...addresses.flatMap((address) => findAddressProblem(address) ?? findForeign(address, domains) ?? []),
  ];
  if (problem === undefined) return addresses;
  faults.push({ pointer, detail: problem });
  return [];
}

function findForeign(address: string, domains: readonly string[]): string | undefined {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return domains.includes(domain) ? undefined : 'is in a domain to which this door may not send';
}

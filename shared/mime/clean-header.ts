/**
 * The bytes of a message as they leave: without the fields that no recipient may see, and with one field for each list of recipients,
 * separated by commas.
 *
 * Every other byte stays as it was, the body above all; a message that is a header alone gets the blank line that ends it. `Bcc` stays for Graph, which sends to it and leaves it out; whoever is named in
 * `X-Receiver` alone, as .NET names blind recipients, is added to it. Pure; it checks nothing.
 */
import type { HeaderBlock, HeaderField } from './header-block.ts';
import { separateByCommas } from './split-mailboxes.ts';

/** In lower case; the connector's own are there for it alone. */
const removed = /^(?:resent-bcc|x-sender|x-receiver|guestmail-.*)$/;

/** RFC 5322 section 3.6 allows one of each, so a reader may take the first alone. */
const lists: ReadonlySet<string> = new Set(['to', 'cc', 'bcc', 'reply-to']);

/** `blind` are addresses that are in no field that stays. */
export function cleanHeader({ fields, rest, newline }: HeaderBlock, blind: readonly string[]): Buffer {
  const byKey = Map.groupBy(fields, ({ key }) => key);
  const chunks: Buffer[] = [];
  const written = new Set<string>();
  for (const field of fields) {
    const { key } = field;
    if (removed.test(key) || written.has(key)) continue;
    const all = byKey.get(key) ?? [];
    const added = key === 'bcc' ? blind : [];
    const isRewritten = all.length + added.length > 1 || hasSemicolons(field);
    if (!lists.has(key) || !isRewritten) chunks.push(endLine(withoutSpace(field), newline));
    else {
      written.add(key);
      chunks.push(joinFields(field, all, added, newline));
    }
  }
  if (blind.length > 0 && !byKey.has('bcc')) chunks.push(Buffer.from(`Bcc: ${blind.join(`,${newline} `)}${newline}`));
  return Buffer.concat([...chunks, rest.length > 0 ? rest : Buffer.from(newline)]);
}

/** A space before the colon makes another name of it for some readers, to whom `Bcc` would then be nothing to take out. */
function withoutSpace({ name, bytes }: HeaderField): Buffer {
  const colon = bytes.indexOf(0x3a);
  return colon === name.length ? bytes : Buffer.concat([bytes.subarray(0, name.length), bytes.subarray(colon)]);
}

/** Between mailboxes, where some readers take one for the end of the field. */
function hasSemicolons(field: HeaderField): boolean {
  const value = latin1Of(field);
  return value.includes(';') && separateByCommas(value) !== value;
}

/** Every byte as a character. */
function latin1Of({ value }: HeaderField): string {
  return value.toString('latin1');
}

function joinFields(
  { name }: HeaderField,
  fields: readonly HeaderField[],
  added: readonly string[],
  newline: string,
): Buffer {
  const values = [...fields.map((field) => trim(separateByCommas(latin1Of(field)))), ...added].filter(Boolean);
  return Buffer.from(`${name}: ${values.join(`,${newline} `)}${newline}`, 'latin1');
}

/** Without spaces around it and commas at its end. */
function trim(value: string): string {
  let end = value.length;
  while (end > 0 && ', \t\r\n'.includes(value.charAt(end - 1))) end -= 1;
  return value.slice(0, end).trimStart();
}

/** Only the last line of a message without a body may have no line break. */
function endLine(bytes: Buffer, newline: string): Buffer {
  return bytes.at(-1) === 0x0a ? bytes : Buffer.concat([bytes, Buffer.from(newline)]);
}

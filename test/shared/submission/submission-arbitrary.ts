/** Bodies of `POST /send` for property tests, and other ways to write the same JSON. */
import * as fc from 'fast-check';

const line = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !/[\p{Cc}\u2028\u2029]/u.test(text));
const addresses = fc.array(
  fc.emailAddress().filter((address) => address.length < 200 && !/\.\d+$|@[^.]*$/.test(address)),
  { maxLength: 4 },
);
const recipients = addresses.map((list) => list.map((address) => ({ emailAddress: { address } })));
/** Bodies that are accepted. */
export const submissionBodies = fc.record({
  sender: fc.constantFrom('ann@fabrikam.com', '6e7f0000-0000-4000-8000-0000000000aa'),
  saveToSentItems: fc.boolean(),
  reference: line,
  message: fc.record({
    subject: line,
    body: fc.record({
      contentType: fc.constantFrom('HTML', 'Text', 'html', 'tExT'),
      content: fc.string({ unit: 'grapheme' }),
    }),
    toRecipients: recipients.map((list) => [...list, { emailAddress: { address: 'ben@fabrikam.com', name: 'Ben' } }]),
    ccRecipients: recipients,
    bccRecipients: recipients,
    importance: fc.constantFrom('low', 'Normal', 'HIGH'),
    attachments: fc.array(
      fc.record({
        '@odata.type': fc.constant('#microsoft.graph.fileAttachment'),
        name: line.filter((name) => name.trim() !== '' && !/^\.{1,2}$|[/\\]/.test(name)),
        contentBytes: fc.uint8Array().map((raw) => Buffer.from(raw).toString('base64')),
        isInline: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  }),
});

/** The same JSON with other order, white space and escapes. */
export function rewriteJson(value: unknown, pick: () => number, isEscaped: boolean): string {
  const space = () => ['', ' ', '\n', '\t\r\n'][pick() % 4] ?? '';
  if (typeof value === 'string') {
    const plain = JSON.stringify(value);
    if (!isEscaped) return plain;
    const units = Array.from({ length: value.length }, (_, index) =>
      value.charCodeAt(index).toString(16).padStart(4, '0'),
    );
    return `"${units.map((unit) => `\\u${pick() % 2 ? unit : unit.toUpperCase()}`).join('')}"`;
  }
  if (Array.isArray(value))
    return `[${space()}${value.map((item) => rewriteJson(item, pick, isEscaped)).join(`${space()},`)}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .map((member) => ({ member, at: pick() }))
    .sort((one, other) => one.at - other.at)
    .map(
      ({ member: [name, item] }) =>
        `${rewriteJson(name, pick, isEscaped)}${space()}:${rewriteJson(item, pick, isEscaped)}`,
    );
  return `{${space()}${members.join(`,${space()}`)}}${space()}`;
}

/**
 * Where in a MIME message a part of the JSON message came from that it was converted to. Pure.
 */
import type { GraphMessage, GraphRecipient } from '../graph/graph-message.ts';

const fields: Readonly<Record<string, string>> = {
  subject: 'Subject',
  toRecipients: 'To',
  ccRecipients: 'Cc',
  bccRecipients: 'Bcc',
  replyTo: 'Reply-To',
  importance: 'Importance',
};

/** `/message/toRecipients/0` is `/headers/To`; a body or an attachment is named as in JSON, without `/message`. */
export function pointerToField(pointer: string): string {
  const [, , name = ''] = pointer.split('/');
  const field = fields[name];
  return field === undefined ? pointer.replace(/^\/message/, '') : `/headers/${field}`;
}

/** The fields that name any of these addresses, which are in lower case. */
export function findAddressFields(message: GraphMessage, addresses: readonly string[]): string[] {
  return (['toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo'] as const).flatMap((list) => {
    const isNamed = ({ emailAddress: { address } }: GraphRecipient) => addresses.includes(address.toLowerCase());
    return message[list]?.some(isNamed) ? [`/headers/${fields[list]}`] : [];
  });
}

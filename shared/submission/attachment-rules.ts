/**
 * The rules of attachments that concern more than one field: each has its content or names an uploaded
 * file, not both, and no two name the same.
 *
 * They look at the parsed JSON whatever its shape; a value of the wrong type is ignored here, because the schema reports it.
 */
import type { Fault } from '../errors.ts';
import { isJsonObject, property } from './json-value.ts';

export function findAttachmentFaults(message: object): Fault[] {
  const attachments = property(message, 'attachments');
  if (!Array.isArray(attachments)) return [];
  const seen = new Set<unknown>();
  return attachments.flatMap((attachment: unknown, index): Fault[] => {
    if (!isJsonObject(attachment)) return [];
    const pointer = `/message/attachments/${index}`;
    const { id, contentBytes } = attachment;
    if (id === undefined && contentBytes === undefined)
      return [
        {
          pointer: `${pointer}/contentBytes`,
          detail: 'is missing; give the content, or the id of a file that was uploaded with PUT /attachments/{name}',
        },
      ];
    if (id === undefined) return [];
    if (contentBytes !== undefined)
      return [
        {
          pointer: `${pointer}/contentBytes`,
          detail: 'is given beside the id of an uploaded file; leave out one of them',
        },
      ];
    const isRepeated = seen.has(id);
    seen.add(id);
    return isRepeated
      ? [{ pointer: `${pointer}/id`, detail: 'is given more than once; a file goes into a message once' }]
      : [];
  });
}

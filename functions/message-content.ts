/**
 * `GET /messages/{id}/content`: what a message says, as `message/rfc822`, to the application that submitted it.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import { writeContent } from '../shared/mime/write-content.ts';
import type { Connector } from './compose.ts';

export function messageContentMethods({ messages }: Pick<Connector, 'messages'>) {
  return {
    async GET({ params }: HttpRequest, caller: Caller) {
      const { body, id } = await messages.readContent(caller, params['id'] ?? '', async (content, message) => ({
        body: await writeContent(content, message),
        id: message.id,
      }));
      const headers = {
        'Content-Type': 'message/rfc822',
        'Content-Disposition': `attachment; filename="${id}.eml"`,
      };
      return { response: { status: 200, headers, body }, ids: { message: id, caller: caller.clientId } };
    },
  };
}

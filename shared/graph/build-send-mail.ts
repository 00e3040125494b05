/**
 * Builds the request of Graph's `sendMail` action. Pure: no address, token or header is known here.
 *
 * `saveToSentItems` is written only when it is false, because true is Graph's default.
 * Source: https://learn.microsoft.com/graph/api/user-sendmail
 */
import type { GraphMessage } from './graph-message.ts';

/** Below the Graph root. */
export const SEND_MAIL_PATH = '/me/sendMail';

/** The path below the Graph root and the JSON body; its bytes in UTF-8 are what Graph's size limit counts. */
export function buildSendMail({ message, saveToSentItems }: { message: GraphMessage; saveToSentItems: boolean }): {
  path: string;
  body: string;
} {
  const request = saveToSentItems ? { message } : { message, saveToSentItems };
  return { path: SEND_MAIL_PATH, body: JSON.stringify(request) };
}

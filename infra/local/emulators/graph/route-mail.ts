/**
 * The calls to messages and folders: which path and method is which.
 */
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { listAttachments, postAttachment } from './attachments.ts';
import { createDraft } from './create-draft.ts';
import { createUploadSession } from './create-upload-session.ts';
import { deleteMessage } from './delete-message.ts';
import type { MailCall } from './mail-call.ts';
import { listMessages, readMessage } from './read-messages.ts';
import { sendDraft } from './send-draft.ts';
import { sendMail } from './send-mail.ts';
import type { GraphState } from './state.ts';

type Answer = () => Promise<EmulatedAnswer>;

/** The answers by method, for a path below the user; undefined for a path that does not exist. */
export function routeMail(state: GraphState, call: MailCall, path: string[]): Record<string, Answer> | undefined {
  const [, id = ''] = path;
  const names = path.map((segment) => segment.toLowerCase().replace(/^microsoft\.graph\./, ''));
  if (names[0] === 'sendmail' && path.length === 1) return { POST: () => sendMail(state, call) };
  if (names[0] === 'mailfolders' && names[2] === 'messages' && path.length === 3) {
    return { GET: () => listMessages(state, call, id) };
  }
  if (names[0] !== 'messages') return undefined;
  if (path.length === 1) return { GET: () => listMessages(state, call), POST: () => createDraft(state, call) };
  if (path.length === 2) {
    return {
      GET: () => readMessage(state, call, id),
      DELETE: () => deleteMessage(state, call, { id, isPermanent: false }),
    };
  }
  switch (names.slice(2).join('/')) {
    case 'send':
      return { POST: () => sendDraft(state, call, id) };
    case 'permanentdelete':
      return { POST: () => deleteMessage(state, call, { id, isPermanent: true }) };
    case 'attachments':
      return { GET: () => listAttachments(state, call, id), POST: () => postAttachment(state, call, id) };
    case 'attachments/createuploadsession':
      return { POST: () => createUploadSession(state, call, id) };
    default:
      return undefined;
  }
}

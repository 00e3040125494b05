/**
 * `GET …/messages/{id}`, `GET …/messages` and `GET …/mailFolders/{folder}/messages`: one message, or those in a folder.
 *
 * A message is found by its id at once. A filter asks the search index, which learns of a new or moved message only after the
 * set time and forgets at once where it was.
 */
import type { EmulatedAnswer } from '../kit/emulator.ts';
import { addContext } from './add-context.ts';
import { buildMessage } from './build-message.ts';
import { enterMailbox } from './enter-mailbox.ts';
import { findItem } from './find-item.ts';
import { GraphError } from './graph-error.ts';
import { FOLDER_NAMES, readIdPreference, toFolderId, type FolderName } from './item-id.ts';
import { READ_SCOPES, type MailCall } from './mail-call.ts';
import type { MailItem } from './mail-items.ts';
import { isSameProperty, readQueryOptions, type QueryOptions } from './query-options.ts';
import type { GraphState } from './state.ts';

/** Answers 200, or 404 `ErrorItemNotFound`. */
export async function readMessage(state: GraphState, call: MailCall, id: string): Promise<EmulatedAnswer> {
  const { account, request } = call;
  return enterMailbox(state, { account, scopes: READ_SCOPES }, () => {
    const options = readQueryOptions(request.url, false);
    const { isImmutable, applied } = readIdPreference(request);
    const message = buildMessage({ item: findItem(state, call, id), isImmutable, options });
    return { status: 200, headers: applied, body: addContext(call, 'messages/$entity', message) };
  });
}

/** Answers 200 with a page, newest first; without `folder`, of all folders. */
export async function listMessages(state: GraphState, call: MailCall, folder?: string): Promise<EmulatedAnswer> {
  const { account, request } = call;
  return enterMailbox(state, { account, scopes: READ_SCOPES }, () => {
    const options = readQueryOptions(request.url, true);
    const name = folder === undefined ? undefined : readFolder(folder);
    const { isImmutable, applied } = readIdPreference(request);
    const found = state.items
      .list(account.mail)
      .filter((item) => name === undefined || item.folder === name)
      .filter((item) => isFound(state, item, options));
    const page = found.slice(options.skip, options.skip + options.top);
    const value = page.map((item) => buildMessage({ item, isImmutable, options }));
    const isLast = options.skip + page.length >= found.length;
    const body = { value, ...(!isLast && { '@odata.nextLink': buildNextLink(request.url, options) }) };
    return { status: 200, headers: applied, body: addContext(call, 'messages', body) };
  });
}

function readFolder(folder: string): FolderName {
  const name = FOLDER_NAMES.find((one) => one === folder.toLowerCase() || toFolderId(one) === folder);
  if (name) return name;
  throw new GraphError(404, 'ErrorItemNotFound', 'The specified folder could not be found in the store.');
}

function isFound({ settings, now }: GraphState, item: MailItem, { filter }: QueryOptions): boolean {
  if (!filter) return true;
  if (Date.parse(item.movedAt) + settings.searchLagMilliseconds > now().getTime()) return false;
  return item.content.singleValueExtendedProperties.some(
    ({ id, value }) => isSameProperty(id, filter.id) && value === filter.value,
  );
}

function buildNextLink(url: URL, { skip, top }: QueryOptions): string {
  const next = new URL(url);
  next.searchParams.set('$skip', String(skip + top));
  return next.href;
}

/**
 * `GET /senders`, `GET /senders/changes`, `POST /senders/find`, `GET` and `DELETE /senders/{sender}`, `POST /senders/{sender}/test`: connection health,
 * disconnect, test. `{sender}` is the object id; a name there is deprecated, and the log line says who still calls so.
 */
import type { HttpRequest } from '@azure/functions';
import type { Caller } from '../shared/callers/caller.ts';
import { ConnectorError } from '../shared/errors.ts';
import { describeSender } from '../shared/grants/describe-sender.ts';
import { NAMED_SENDER_MAX_BYTES, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../shared/limits.ts';
import { loadTexts } from '../shared/pages/text/languages.ts';
import { parseNamedSender } from '../shared/submission/parse-named-sender.ts';
import type { Connector } from './compose.ts';
import { isDeprecated } from './deprecation.ts';
import { nextLink, readPageQuery } from './list-query.ts';
import { messageAnswer } from './messages.ts';
import { readBody } from './read-body.ts';

type SenderParts = Pick<Connector, 'config' | 'senders' | 'mailboxes'>;

export function sendersMethods({ config, mailboxes }: Pick<Connector, 'config' | 'mailboxes'>) {
  return {
    async GET(request: HttpRequest, { hostTenantId }: Caller) {
      const top = readTop(request.query);
      const from = request.query.get('cursor') ?? undefined;
      const { documents, grants, cursor } = await mailboxes.list(hostTenantId, top, from);
      const next =
        cursor && `${config.publicUrl}/senders?${new URLSearchParams({ top: String(top), cursor }).toString()}`;
      const value = [...documents, ...grants.map((grant) => describeSender(grant, config))];
      return { response: { jsonBody: { value, ...(next && { nextLink: next }) } }, ids: { count: value.length } };
    },
  };
}

export function changedSendersMethods({ config, senders }: Pick<Connector, 'config' | 'senders'>) {
  return {
    async GET(request: HttpRequest, { hostTenantId }: Caller) {
      const { top, cursor: from } = readPageQuery(request.query);
      const { senders: changed, cursor, isMore } = await senders.listChanges(hostTenantId, top, from);
      const next = isMore && nextLink(`${config.publicUrl}/senders/changes`, request.query, cursor);
      // As the delta queries of Graph tell what is gone.
      const value = changed.map(({ sender: { hostObjectId: id }, grant }) =>
        grant ? describeSender(grant, config) : { id, '@removed': { reason: 'deleted' } },
      );
      return {
        response: { jsonBody: { value, cursor, ...(next && { nextLink: next }) } },
        ids: { count: value.length },
      };
    },
  };
}

export function findSenderMethods({ config, senders, mailboxes }: SenderParts) {
  return {
    async POST(request: HttpRequest, { hostTenantId }: Caller) {
      const body = await readBody(request, NAMED_SENDER_MAX_BYTES);
      const { sender: reference } = parseNamedSender(body, request.headers);
      const shown = await showSender({ config, senders, mailboxes }, hostTenantId, reference);
      return { response: { jsonBody: shown }, ids: { sender: shown.id } };
    },
  };
}

export function senderMethods({ config, senders, mailboxes }: SenderParts) {
  return {
    async GET(request: HttpRequest, caller: Caller) {
      const shown = await showSender({ config, senders, mailboxes }, caller.hostTenantId, senderOf(request));
      return { response: { jsonBody: shown }, ids: { sender: shown.id, ...deprecatedIds(request, caller) } };
    },
    async DELETE(request: HttpRequest, caller: Caller) {
      await mailboxes.refuseDisconnect(caller.hostTenantId, senderOf(request));
      const grant = await senders.disconnect(caller.hostTenantId, senderOf(request));
      return {
        response: { jsonBody: describeSender(grant, config) },
        ids: { sender: grant.sender.hostObjectId, ...deprecatedIds(request, caller) },
      };
    },
  };
}

export function senderTestMethods({
  config,
  senders,
  mailboxes,
  messages,
  now,
}: SenderParts & Pick<Connector, 'messages' | 'now'>) {
  return {
    async POST(request: HttpRequest, caller: Caller) {
      const reference = senderOf(request);
      const { hostTenantId } = caller;
      const configured = await mailboxes.find(hostTenantId, reference);
      const sender = configured
        ? { hostTenantId, hostObjectId: configured.id }
        : (await senders.find(hostTenantId, reference)).grant.sender;
      const message = await messages.submitTest(caller, sender, (await loadTexts('en')).testMessage, reference);
      const answer = messageAnswer(message, { config, now });
      return { ...answer, ids: { ...answer.ids, ...deprecatedIds(request, caller) } };
    },
  };
}

async function showSender({ config, senders, mailboxes }: SenderParts, hostTenantId: string, reference: string) {
  const configured = await mailboxes.find(hostTenantId, reference);
  if (configured) return configured;
  const { grant, tokens } = await senders.inspect(await senders.find(hostTenantId, reference));
  return describeSender(grant, config, tokens);
}

export function deprecatedIds(request: HttpRequest, { clientId: caller }: Caller) {
  return isDeprecated(request) ? { caller, deprecated: true } : {};
}

export function senderOf(request: HttpRequest): string {
  return readName(request.params['sender'] ?? '');
}

/** A name from the path. Some hosts hand on what was encoded twice on the way (`%2523`), so a remaining escape is undone once. */
export function readName(text: string): string {
  try {
    return /%[0-9a-f]{2}/i.test(text) ? decodeURIComponent(text) : text;
  } catch {
    throw new ConnectorError('not_found');
  }
}

function readTop(query: URLSearchParams): number {
  const text = query.get('top') ?? String(PAGE_SIZE_DEFAULT);
  const top = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (top >= 1 && top <= PAGE_SIZE_MAX) return top;
  throw new ConnectorError('invalid_request', {
    faults: [{ pointer: 'query:top', detail: `is not a whole number from 1 to ${PAGE_SIZE_MAX}` }],
  });
}

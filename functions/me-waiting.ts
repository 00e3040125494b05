/**
 * `POST /me/waiting/{id}/refuse` and `POST /me/waiting/{id}/release`: what a person decides about an email that waits to be sent as them;
 * and what the own page says about those.
 *
 * The page opens without them when storage does not answer in time; the reason is for the log. What an email says is neither logged nor
 * kept.
 */
import type { HttpRequest } from '@azure/functions';
import { ConnectorError, hasCode } from '../shared/errors.ts';
import type { FoundSender } from '../shared/grants/find-sender.ts';
import { isOfAccount } from '../shared/grants/home-account.ts';
import { OWN_PAGE_HISTORY_MILLISECONDS } from '../shared/limits.ts';
import type { Message } from '../shared/outbox/message.ts';
import { hasPending } from '../shared/outbox/recipient-replies.ts';
import type { WaitingOwner } from '../shared/outbox/waiting-owner.ts';
import type { ErrorCode } from '../shared/outcomes.ts';
import type { KnownApplications } from '../shared/pages/person/application-name.ts';
import type { WaitingNote, WaitingView } from '../shared/pages/person/waiting.ts';
import { TimeLimit, withTimeLimit } from '../shared/time-limit.ts';
import type { Person } from './access.ts';
import { ownPageUrl, sessionCookies } from './browser.ts';
import type { Connector } from './compose.ts';

type Parts = Pick<Connector, 'config' | 'senders' | 'messages'>;
type Found = Pick<FoundSender, 'grant' | 'tokens'>;

export interface ReadWaiting {
  waiting?: WaitingView;
  note?: WaitingNote;
  notRead?: ErrorCode | 'time_limit';
}

/** `found` is the connection of the person, or of nobody. */
export function createReadWaiting({ senders, messages }: Parts) {
  async function readNote(owner: WaitingOwner, query: URLSearchParams): Promise<WaitingNote | undefined> {
    const [refused, released] = [query.get('refused'), query.get('released')];
    const id = refused ?? released;
    if (id === null) return undefined;
    const found = await messages.readWaiting(owner, id).catch((error: unknown) => {
      if (!hasCode(error, 'not_found')) throw error;
    });
    if (!found) return undefined;
    if (refused !== null) return noteRefused(found.message);
    return found.ownership === 'own' ? 'isReleased' : 'tooLate';
  }

  return async (
    person: Person,
    found: Found,
    query: URLSearchParams,
    known: KnownApplications,
  ): Promise<ReadWaiting> => {
    try {
      const read = async () => {
        const owner = await readOwner(senders, person, found);
        return owner && { ...(await messages.listWaiting(owner)), note: await readNote(owner, query) };
      };
      const list = await withTimeLimit(OWN_PAGE_HISTORY_MILLISECONDS, read);
      if (!list) return {};
      const { messages: emails, isCut, note } = list;
      return { waiting: { ...known, emails, isCut }, ...(note && { note }) };
    } catch (error) {
      if (!(error instanceof TimeLimit) && !(error instanceof ConnectorError)) throw error;
      const notRead = error instanceof TimeLimit ? 'time_limit' : error.code;
      return { waiting: { ...known, emails: 'not_read' }, notRead };
    }
  };
}

export function meRefuseMethods(parts: Parts) {
  return decide(parts, 'refused', parts.messages.refuseWaiting);
}

export function meReleaseMethods(parts: Parts) {
  return decide(parts, 'released', parts.messages.rebindWaiting);
}

/** The page then says what became of it, also where it does not wait any more. */
function decide(
  { config, senders }: Parts,
  decision: 'refused' | 'released',
  act: (owner: WaitingOwner, id: string) => Promise<unknown>,
) {
  return {
    async POST(request: HttpRequest, person: Person) {
      const { sender, handle } = person;
      const owner = await readOwner(senders, person, await senders.read(sender));
      // Another account has connected since this sign-in, or another sign-in contradicts it.
      if (!owner) throw new ConnectorError('request_expired');
      const id = request.params['id'] ?? '';
      const result = await act(owner, id).then(
        () => decision,
        (error: unknown) => {
          if (!hasCode(error, 'message_state')) throw error;
          return 'too_late';
        },
      );
      const headers = { Location: `${ownPageUrl(config.publicUrl, handle)}&${decision}=${id}` };
      return {
        response: { status: 303, headers, cookies: sessionCookies(request, handle) },
        ids: { sender: sender.hostObjectId, message: id, result },
      };
    },
  };
}

/** Of one that a mail server had taken for some, and was still to go to others, only those were left to refuse. */
function noteRefused({ status, recipients }: Pick<Message, 'status' | 'recipients'>): WaitingNote {
  if (status === 'cancelled') return 'isRefused';
  return status === 'sent' && hasPending(recipients) ? 'isRefusedInPart' : 'tooLate';
}

/** Undefined where what waits is not theirs to see: they have no account at home, or the connection is that of another one. */
async function readOwner(
  senders: Parts['senders'],
  { sender, home: account }: Person,
  found: Found,
): Promise<WaitingOwner | undefined> {
  const { grant } = found;
  if (!account || (grant && !isOfAccount(grant, account))) return undefined;
  const names = await senders.readOwnNames(found);
  return { sender, account, isConnected: grant?.status === 'connected', names };
}

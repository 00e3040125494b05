/**
 * Invitations of guests into the host tenant of the settings, as the app itself and in the audit before anybody is invited.
 *
 * It does not know who may invite, and keeps nothing of what became of them.
 */
import type { Configuration } from '../configuration/configuration.ts';
import { ConnectorError } from '../errors.ts';
import type { GraphCall } from '../graph/call-graph.ts';
import type { Reply } from '../graph/reply.ts';
import { FAULTS_MAX } from '../limits.ts';
import type { parseJson } from '../submission/parse-json.ts';
import type { GuestsReport } from './guest.ts';
import { inviteGuests } from './invite-guests.ts';
import { readGuestsCsv, readGuestsJson } from './read-guests.ts';

export interface PostedInvitations {
  body: Uint8Array;
  isCsv: boolean;
  /** `?preview=`; a list in JSON says it in itself. */
  preview: string | null;
}

export interface Invitations {
  /**
   * @throws ConnectorError `invalid_request` (all faults), `forbidden` where Graph lets the app invite nobody, `host_tenant_refused` where
   *   that tenant gives it no token
   */
  invite(posted: PostedInvitations, by: string): Promise<Omit<GuestsReport, 'isForbidden'> & { isPreview: boolean }>;
}

export interface InvitationsDependencies {
  configuration: Pick<Configuration, 'noteInvitations'>;
  /** Into which guests are invited. */
  hostTenantId: string;
  /** The consent page. */
  inviteRedirectUrl: string;
  /** App-only, of a host tenant, for Graph. */
  readHostToken: (hostTenantId: string) => Promise<string>;
  /** Throws no fault of the network. */
  callGraph(accessToken: string, call: GraphCall): Promise<Reply>;
  /** Handed in, because the start of the app has loaded it already. */
  parseJson: typeof parseJson;
  now: () => Date;
}

/** Where Graph lets the app invite nobody. */
const detail =
  'Microsoft Graph does not let this connector invite guests. An administrator of the host tenant gives the app User.Invite.All and User.Read.All there (allow-directory.sh), and allows invitations where they are switched off.';

export function createInvitations(dependencies: InvitationsDependencies): Invitations {
  const {
    configuration,
    hostTenantId,
    inviteRedirectUrl,
    readHostToken,
    callGraph,
    parseJson: parse,
    now,
  } = dependencies;
  return {
    async invite({ body, isCsv, preview }, by) {
      const json = isCsv ? undefined : parse(body);
      const { guests, isPreview, ...read } = json ? readGuestsJson(json.value, preview) : readGuestsCsv(body, preview);
      const faults = [...(json?.faults ?? []), ...read.faults].slice(0, FAULTS_MAX);
      if (faults.length > 0) throw new ConnectorError('invalid_request', { faults });
      const token = await readHostToken(hostTenantId);
      if (!isPreview) await configuration.noteInvitations(hostTenantId, guests.length, by);
      const ask = (call: GraphCall) => callGraph(token, call);
      const { isForbidden, ...report } = await inviteGuests({ ask, inviteRedirectUrl, now }, guests, isPreview);
      if (isForbidden) throw new ConnectorError('forbidden', { detail });
      return { ...report, isPreview };
    },
  };
}

/**
 * A guest who is to be invited, and what became of it. Types only.
 */

/** In Graph's own words. */
export interface Guest {
  /** In the file: the line; in JSON: the place in the list, from 1. */
  row: number;
  invitedUserEmailAddress: string;
  invitedUserDisplayName?: string;
  sendInvitationMessage: boolean;
  customizedMessageBody?: string;
}

/**
 * `would_invite`: of a preview. `already_guest`, `already_member`: nothing was sent. `unknown`: Graph may have invited; asking again tells.
 * `not_tried`: what came before took too long, or Graph asked for a pause.
 */
export const guestOutcomes = [
  'would_invite',
  'invited',
  'already_guest',
  'already_member',
  'refused',
  'unknown',
  'not_tried',
] as const;
export type GuestOutcome = (typeof guestOutcomes)[number];

export interface GuestResult {
  row: number;
  invitedUserEmailAddress: string;
  outcome: GuestOutcome;
  /** In the host tenant: how a caller names the sender. */
  invitedUserId?: string;
  /** Graph's own: `PendingAcceptance`, `Completed`, … */
  status?: string;
  /** Where Graph sent no email: what the guest has to be given. */
  inviteRedeemUrl?: string;
  /** What Graph says of a refusal. */
  detail?: string;
}

export interface GuestsReport {
  value: GuestResult[];
  /** Of those that were not tried. */
  retryAfterSeconds?: number;
  /** Graph lets the connector do nothing of this, and nobody was invited. */
  isForbidden: boolean;
}

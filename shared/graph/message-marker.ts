/**
 * The property set that is the connector's own in every mailbox, and the one property in it: the id of the message, on its draft.
 *
 * Reserved: a draft made by the connector is found again by it, so a message that a caller submits must not have one of this set.
 * Neither must ever change, because messages in mailboxes keep them, and each further name uses up one of the few that a mailbox has.
 */
export const MESSAGE_MARKER_PROPERTY_SET = 'dcd3fb8b-58e7-4bd6-93cc-0bde5122df34';

/** As Graph names it. */
export const MESSAGE_MARKER = `String {${MESSAGE_MARKER_PROPERTY_SET}} Name MessageId`;

/**
 * The property set that is the connector's own in every mailbox.
 *
 * Reserved: a draft made by the connector is found again by a property of this set, so a message that a caller submits must not
 * have one. It must never change, because messages in mailboxes keep it.
 */
export const MESSAGE_MARKER_PROPERTY_SET = 'dcd3fb8b-58e7-4bd6-93cc-0bde5122df34';

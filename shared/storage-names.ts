/**
 * The tables, queues and containers that the connector uses, as the deployment makes them.
 *
 * How a record is addressed within its table is in storage-addresses.ts.
 */

/** In the data storage account. */
export const TABLES = ['grants', 'keys', 'names', 'transactions', 'due', 'messages', 'configuration'] as const;
export type TableName = (typeof TABLES)[number];

/** An item is a message that waits to be sent. */
export const DELIVERY_QUEUE = 'deliver';
/** The Functions host moves an item here after it has failed too often. */
export const POISON_QUEUE = `${DELIVERY_QUEUE}-poison`;
/** Content that is too large for a row. */
export const CONTENT_CONTAINER = 'messages';
/** Mail of test systems, unsealed. */
export const SANDBOX_MAIL_CONTAINER = 'sandbox-mail';
/** The Functions host keeps its leases here, in its own account. */
export const HOST_CONTAINER = 'azure-webjobs-hosts';

/**
 * The queues and the container of the data storage account, as the deployment makes them, and what the host keeps in its own.
 *
 * A message that waits to be sent is an item of DELIVERY_QUEUE; the Functions host moves an item that failed too often to
 * the queue of the same name with `-poison`. Tables are named where their stores are put together.
 */
export const DELIVERY_QUEUE = 'deliver';
export const POISON_QUEUE = `${DELIVERY_QUEUE}-poison`;
/** Content that is too large for a row. */
export const CONTENT_CONTAINER = 'messages';
/** Where the Functions host keeps its leases, in its own account. */
export const HOST_CONTAINER = 'azure-webjobs-hosts';

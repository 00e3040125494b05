/**
 * The table of what is described: the operations of each function of the table of routes, by its name.
 *
 * A route that belongs to no client of the API stands in `undescribed` with the reason; a route in neither fails a test.
 */
import type { Operations } from './operation.ts';
import { attachmentOperations } from './operations/attachments.ts';
import { healthOperations } from './operations/health.ts';
import { messageOperations } from './operations/messages.ts';
import { sendOperations } from './operations/send.ts';
import { senderOperations } from './operations/senders.ts';

export const operations: Readonly<Record<string, Operations>> = {
  ...sendOperations,
  ...attachmentOperations,
  ...messageOperations,
  ...senderOperations,
  ...healthOperations,
};

const page = 'a page, or what a form of one posts';
const description = 'the description itself';
const graphs = 'as Microsoft describes Graph';
const operators = "the operator's own, spoken by `npm run admin`";

export const undescribed: Readonly<Record<string, string>> = {
  authorize: page,
  authorizeEnded: page,
  callback: page,
  me: page,
  meCheck: page,
  meTest: page,
  meDisconnect: page,
  meErase: page,
  meRefuse: page,
  meRelease: page,
  meSignOut: page,
  console: page,
  consoleEnd: page,
  consoleItem: page,
  consolePage: page,
  assets: page,
  docsErrors: page,
  trust: page,
  unknown: 'every other address',
  sendSigned: 'as Standard Webhooks signs `send`',
  events: 'as each ERP writes its events',
  audit: operators,
  invitations: operators,
  registrations: operators,
  registration: operators,
  registrationVersions: operators,
  tenants: operators,
  tenant: operators,
  tenantDocuments: operators,
  tenantDocument: operators,
  documentVersions: operators,
  previewTemplate: operators,
  diagnoseSender: operators,
  offBoardTenant: operators,
  graphBatch: graphs,
  graphSendMail: graphs,
  graphSendMailAsMe: graphs,
  graphSendMailAsMeQualified: graphs,
  graphSendMailQualified: graphs,
  graphUnknown: graphs,
  openApi: description,
  swagger: description,
};

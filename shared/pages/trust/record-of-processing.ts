/**
 * The text of a record of processing activities: what Article 30(2) GDPR asks of a processor, with purposes, people and time limits, so
 * that a controller's record (Article 30(1)) can take it as well. In English.
 *
 * What only the operator knows is a blank in square brackets, and the text says so. It judges no law: who is controller and who
 * processor follows from contracts.
 */
import { heldElsewhere } from './other-data.ts';
import { listProcessors } from './processors.ts';
import { listSecurityMeasures } from './security-measures.ts';
import { listStoredRecords } from './stored-records.ts';
import type { TrustView } from './trust-view.ts';

/** Something that only the operator can fill in. */
export function blank(what: string): string {
  return `[operator fills in: ${what}]`;
}

/** Where the data is: the region, else a blank. */
export function describeRegion(region: string | undefined): string {
  return region === undefined ? blank('region of Azure') : `Azure region ${region}`;
}

/** Plain text: numbered headings, each with its lines. */
export function buildRecordOfProcessing(view: TrustView): string {
  const sections: readonly (readonly [string, ...string[]])[] = [
    ['Processor', ...listProcessor(view)],
    ['Controller on whose behalf', ...listController(view)],
    ['Processing', ...listProcessing(view)],
    ['People and data', ...people],
    ['Recipients and sub-processors', ...listRecipients(view)],
    ['Transfers to third countries', ...listTransfers(view)],
    ['Time limits for erasure', ...listTimeLimits(view)],
    ['Technical and organisational measures (Article 32(1))', ...listMeasures(view)],
  ];
  const texts = sections.map(([title, ...lines], index) => [`${index + 1}. ${title}`, ...lines].join('\n'));
  const { settings, today } = view;
  const head = `Record of processing activities (Article 30 GDPR): Guestmail for ${settings.hostName}\nAs of ${today.toISOString().slice(0, 10)}. Square brackets are for the operator to fill in.`;
  return [head, ...texts].join('\n\n');
}

function listProcessor({ settings: { publicUrl, supportContact, privacyUrl } }: TrustView): string[] {
  return [
    `Name and address: ${blank('legal name and address of whoever runs this connector')}`,
    `Contact: ${supportContact ?? blank('contact')}`,
    `Representative (Article 27): ${blank('name, or none')}`,
    `Data protection officer: ${blank('name and contact, or none')}`,
    `System: Guestmail at ${publicUrl}`,
    `Privacy statement: ${privacyUrl ?? blank('address')}`,
  ];
}

function listController({ settings: { hostName, hostTenantId } }: TrustView): string[] {
  return [
    `${hostName} (Microsoft Entra tenant ${hostTenantId})`,
    `Legal name, address, contact: ${blank('of the controller')}`,
    `Data protection officer of the controller: ${blank('name and contact, or none')}`,
  ];
}

function listProcessing({ settings: { erpName, hostName } }: TrustView): string[] {
  return [
    `Purpose: to send the emails that people write in ${erpName} at ${hostName} from the mailbox of each of them.`,
    'Keeping the permission of each person to send as them; passing emails on to Microsoft Graph; recording what became of each email, so that none is sent twice.',
    'No profiling, no decisions about people, no use of the data for other purposes.',
  ];
}

const people = [
  'People who send: guests and members of the host tenant who connected their mailbox. Ids of their accounts, user names, addresses of the mailbox, permissions, tokens, when and with which outcome emails were sent as them, town and country of requests.',
  'Recipients and people whom an email mentions: whatever the email says, in passing only.',
  'No special categories of data are asked for; an email may contain them, in passing only.',
];

function listRecipients({ settings, region }: TrustView): string[] {
  const processors = listProcessors(settings, describeRegion(region));
  return [
    ...processors.map(({ name, role, where }) => `- ${name}. ${role}. ${where}`),
    `- ${blank('a partner who runs or supports this installation, or none')}`,
    `- ${blank('systems that the operator has told by callbacks what became of emails and connections: ids and states, no subject, text, name or address; or none')}`,
  ];
}

function listTransfers({ region }: TrustView): string[] {
  return [
    `Stored in: ${describeRegion(region)}. Where the operator chose storage that Azure copies to a second region, also there.`,
    `Transfers by Microsoft: ${blank("according to Microsoft's data protection terms for the subscription")}`,
  ];
}

function listTimeLimits({ settings }: TrustView): string[] {
  const stored = Object.entries(listStoredRecords(settings)).flatMap(([table, records]) =>
    records.filter(({ isPersonal }) => isPersonal).map(({ name, kept }) => `- ${name} (table ${table}): ${kept}`),
  );
  return [...stored, ...heldElsewhere.map(({ what, kept }) => `- ${what}: ${kept}`)];
}

function listMeasures({ settings }: TrustView): string[] {
  return [
    ...listSecurityMeasures(settings).map(({ title, text }) => `- ${title}: ${text}`),
    `- ${blank('organisational measures: who has access to the subscription, training, incident handling')}`,
  ];
}

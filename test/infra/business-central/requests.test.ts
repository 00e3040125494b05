/**
 * Whether the AL sources and the requests in test/examples/business-central/ say the same: addresses, headers and members of JSON; and
 * which scenarios of Business Central's own tests they are.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRequests, type AccountAction } from '../../examples/read-requests.ts';
import { readAlFiles } from './al-source.ts';

const app = readAlFiles(join(import.meta.dirname, '../../../infra/business-central/app'));
const files = ['send', 'attachments', 'outbox', 'senders'];
const actions = files.flatMap(readRequests);
const textOf = (name: string) => app.find((one) => one.kind === 'codeunit' && one.name === name)?.text ?? '';
const find = (pattern: RegExp, ...names: string[]) => [
  ...new Set(names.flatMap((name) => [...textOf(name).matchAll(pattern)].map(([, found = '']) => found))),
];
const once = (values: Iterable<string>) => [...new Set(values)].toSorted();

/** Names of all members of a JSON value. */
function listMembers(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listMembers);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...listMembers(member)]);
}

describe('sources and requests', () => {
  it('have the same headers', () => {
    const written = find(/\.SetHeader\('([\w-]+)'/g, 'GML Client', 'GML Attachments');
    // The first is of the token, and the second is set with the content.
    const asked = once(actions.flatMap(({ request }) => Object.keys(request.headers)));
    expect(asked).toEqual(once([...written, 'Authorization', 'Content-Type']));
  });

  it('have the same members of JSON', () => {
    const names = ['GML Message', 'GML Recipients', 'GML Headers', 'GML Attachments', 'GML Senders'];
    const written = find(/\.Add\('([@\w.]+)', /g, ...names);
    const members = find(/Build\(EmailMessage, '(\w+)'/g, 'GML Attachments');
    expect(once(actions.flatMap(({ request }) => listMembers(request.body)))).toEqual(once([...written, ...members]));
  });

  it('have the same addresses', () => {
    const literals = find(/'(\/[\w/?=]+)'/g, 'GML Send', 'GML Senders', 'GML Outbox Check', 'GML Attachments');
    const asked = actions.map(({ request }) => request.path);
    const known = literals.filter((literal) => !['/authorize', '/senders?'].includes(literal));
    for (const literal of known)
      expect([literal, asked.some((path) => path.includes(literal))]).toEqual([literal, true]);
    for (const path of asked)
      expect([path, literals.some((literal) => path.startsWith(literal))]).toEqual([path, true]);
  });

  it('have the same types of attachments and of bodies', () => {
    const bodies = JSON.stringify(actions.map(({ request }) => request.body));
    for (const text of ['HTML', 'Text', '#microsoft.graph.fileAttachment']) expect(bodies).toContain(text);
    expect(find(/Add\('contentType', '(\w+)'\)/g, 'GML Message')).toEqual(['HTML', 'Text']);
  });

  it.each(actions.filter(({ request }) => request.bytes !== undefined))(
    'have pieces of one size: $action',
    ({ request }) => {
      expect(request.bytes).toBeLessThanOrEqual(4 * 1024 * 1024);
      expect(request.headers['Content-Length']).toBe(String(request.bytes));
      expect(textOf('GML Attachments')).toMatch(/exit\(4 \* 1024 \* 1024\);/);
      const [, first, last] = /^bytes (\d+)-(\d+)\/\d+$/.exec(request.headers['Content-Range'] ?? '') ?? [];
      if (first !== undefined) expect(Number(last) - Number(first) + 1).toBe(request.bytes);
      if (first !== undefined) expect(Number(first) % (1024 * 1024)).toBe(0);
    },
  );

  it('have Business Central’s message id as the key, as AL formats one, of strict submissions alone', () => {
    for (const { request } of actions) {
      const { 'Idempotency-Key': key, Prefer: prefer } = request.headers;
      expect([request.path, key !== undefined]).toEqual([request.path, request.path === '/send']);
      expect(prefer).toBe(key === undefined ? undefined : 'handling=strict');
      if (key) expect(key).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}(-again-\d+)?$/);
    }
  });
});

/**
 * Tests of microsoft/BCApps that concern a connector, by name, and what stands for each over HTTP. The others are about Business Central's
 * own pages, drafts, relations, view policies, scenarios and retention, or about replying and reading, which this account does not do.
 */
const scenarios: Record<string, string[]> = {
  'EmailTest.SendEmailMessageSuccessTest': ['sends HTML'],
  'EmailTest.SendEmailMessageFailTest': ['is refused by Exchange'],
  'EmailTest.SendEmailInBackgroundSuccessTest': ['sends text'],
  'EmailTest.SendEmailInBackgroundFailTest': ['is not connected'],
  'EmailTest.SendEmailMessageWithSourceTest': ['sends HTML'],
  'EmailTest.EnqueueExistingEmailTest': ['sends again what was sent'],
  'EmailE2ETests.SendNewMessageThroughEditorTest': ['sends HTML'],
  'EmailE2ETests.SendNewMessageThroughEditorFailureAndCorrectionTest': [
    'is refused by Exchange',
    'sends the corrected email with the same key',
  ],
  'EmailE2ETests.OpenAndResendSentEmailTest': ['sends it again under another key'],
  'EmailE2ETests.RunErrorHandlerWithEventsErrorTest': ['loses the answer'],
  'EmailMessageUnitTest.CreateMessageWithCCAndBCCTest': ['sends copies'],
  'EmailMessageUnitTest.CreateMessageWithAttachmentsTest': ['sends a file'],
  'EmailMessageUnitTest.CreateMessageWithAttachmentsWithFindNextTest': ['sends several files of any type'],
  'EmailMessageUnitTest.SendMessageBccOnly': ['sends to blind recipients alone'],
  'EmailMessageUnitTest.SendMessageNoRecipientsError': ['has no recipient'],
  'EmailMessageUnitTest.SetBodyHTMLFormattedTest': ['sends text', 'sends HTML'],
  'EmailMessageUnitTest.SetToRecipientsTest': ['sends to several addresses of one field'],
  'EmailMessageHeadersTest.AddHeaderRoundTripsCaseInsensitivelyAfterFlush': [
    'sends with Reply-To, importance and a header',
  ],
  'EmailRetryTest.EnqueueEmailMessageFailedAndRetryTest': ['is throttled by Exchange', 'sends again after a pause'],
  'EmailRetryTest.SendEmailMessageFailedFirstTryThenRetryTest': [
    'is refused by Exchange',
    'sends the corrected email with the same key',
  ],
  'EmailRetryTest.ResendEmailFromEmailOutboxTest1': ['sends again what is unknown'],
  'EmailRetryTest.SendEmailMessageFromBackgroundFailedTest': ['is throttled by Exchange'],
  'EmailRetryTest.SendEmailMessageFromForegroundFailedTest': ['is not connected'],
  'EmailAccountsTest.TestInvalidEmailAddress': ['has a recipient that is no address'],
  'EmailDefaultAttachmentTests.SetTwoAttachmentsWithOneDefaultForScenarioMessage': ['sends several files of any type'],
  'SMTPConnectorTest.AddSingleAttachmentSucceeds': ['sends a file'],
  'SMTPConnectorTest.AddMultipleAttachmentsSucceeds': ['sends several files of any type'],
  'SMTPConnectorTest.AddAttachmentWithMinimalContent': ['sends several files of any type'],
  'SMTPConnectorTest.AddAttachmentWithLargeContent': [
    'uploads a large file: first piece',
    'uploads a large file: last piece',
    'sends the large file',
  ],
  'SMTPConnectorTest.AddAttachmentVariousFileTypes': ['sends several files of any type'],
  'OutlookAPIHelperTests.TestRetrieveEmailWithInlineAttachment': ['sends an image in the text'],
  'CurrentUserConnectorTests.TestSendMailPayloadMessage': ['sends HTML'],
  'CurrentUserConnectorTests.TestShowAccountInformation': ['finds my mailbox'],
  'CurrentUserConnectorTests.TestSendTestEmailCorrectAddressOnPrem': ['sends a test email'],
};

describe('scenarios of Business Central', () => {
  const names = new Set(actions.map(({ action }: AccountAction) => action));

  it.each(Object.entries(scenarios))('are made over HTTP: %s', (_scenario, made) => {
    expect(made.filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(['IsUserDelegatedAdmin', 'IsUserDelegatedHelpdesk', 'IsUserDelegated'])(
    'that need no HTTP are refused before it: %s',
    (question) => {
      expect(textOf('GML Acting Person')).toMatch(
        new RegExp(`AzureADGraphUser\\.${question}\\(\\)[^]*Error\\(DelegatedErr\\)`),
      );
    },
  );
});

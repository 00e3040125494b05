/**
 * What the AL code of the account keeps to: the interface that Business Central calls, where HTTP leaves, and how the secret travels.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAlFiles } from './al-source.ts';

const folder = join(import.meta.dirname, '../../../infra/business-central/app');
const app = readAlFiles(folder);
const textOf = (name: string) => app.find((one) => one.kind === 'codeunit' && one.name === name)?.text ?? '';

/** Of `releases/27.x`, `28.x` and `29.x` of microsoft/BCApps, `src/System Application/App/Email/src/Connector`; v5 is not in 27.x. */
const signatures: Record<string, string[]> = {
  'Email Connector': [
    'Send(EmailMessage: Codeunit "Email Message"; AccountId: Guid)',
    'GetAccounts(var Accounts: Record "Email Account")',
    'ShowAccountInformation(AccountId: Guid)',
    'RegisterAccount(var EmailAccount: Record "Email Account"): Boolean',
    'DeleteAccount(AccountId: Guid): Boolean',
    'GetLogoAsBase64(): Text',
    'GetDescription(): Text[250]',
  ],
  'Default Email Rate Limit': ['GetDefaultEmailRateLimit(): Integer'],
  'Email Connector v4': [
    'Reply(var EmailMessage: Codeunit "Email Message"; AccountId: Guid)',
    'RetrieveEmails(AccountId: Guid; var EmailInbox: Record "Email Inbox"; var Filters: Record "Email Retrieval Filters" temporary)',
    'MarkAsRead(AccountId: Guid; ExternalId: Text)',
    'GetEmailFolders(AccountId: Guid; var EmailFolders: Record "Email Folders" temporary)',
  ],
  'Email Connector v5': [
    'GetEmailCategories(AccountId: Guid; var EmailCategories: Record "Email Categories" temporary)',
    'CreateEmailCategory(AccountId: Guid; CategoryDisplayName: Text; CategoryColor: Text): Text',
    'ApplyEmailCategory(AccountId: Guid; ExternalId: Text; Categories: List of [Text])',
  ],
};

describe('the connector', () => {
  const connector = textOf('GML Connector');
  const [, list = ''] = /^codeunit .* implements (.*)$/m.exec(connector) ?? [];
  const declared = [...list.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);

  it('is there for the enum of Business Central, by the same interfaces', () => {
    const extension = app.find(({ kind }) => kind === 'enumextension')?.text ?? '';
    const implemented = [...extension.matchAll(/"([^"]+)" = "GML Connector"/g)].map(([, name = '']) => name);
    expect(implemented.toSorted()).toEqual(declared.toSorted());
  });

  it('has every method of what it declares, and declares nothing that it cannot do', () => {
    expect(declared.toSorted()).toEqual(['Default Email Rate Limit', 'Email Connector']);
    for (const signature of declared.flatMap((name) => signatures[name] ?? []))
      expect(connector).toContain(`    procedure ${signature}\n`);
    for (const name of ['Email Connector v4', 'Email Connector v5'])
      for (const signature of signatures[name] ?? [])
        expect(connector).not.toContain(`procedure ${signature.split('(')[0]}(`);
  });

  it('has no rate limit of its own', () => {
    expect(connector).toMatch(/procedure GetDefaultEmailRateLimit\(\): Integer\s+begin\s+exit\(0\);/);
  });

  it('asks for headers only where Business Central has them', () => {
    for (const { file, text } of app) {
      const outside = text.replaceAll(/^#if BC284\n[^]*?^#endif$/gm, '');
      expect([
        file,
        /\.(?:GetHeader|AddHeader|SetHeader|FlushHeaders)\(['N]/.test(outside) && !/Request|Content/.test(outside),
      ]).toEqual([file, false]);
      expect([file, outside.includes('EmailMessage.GetHeader')]).toEqual([file, false]);
    }
  });
});

describe('HTTP', () => {
  it('leaves from one place', () => {
    const callers = app.filter(({ text }) =>
      /\b(?:HttpClient|HttpRequestMessage|"Rest Client"|"Http Client Handler")\b|"Http Client Handler"/.test(text),
    );
    expect(callers.map(({ name }) => name)).toEqual(['GML Client']);
  });

  it('says with every request where it comes from, and is strict wherever it has a key', () => {
    const client = textOf('GML Client');
    expect(client).toMatch(
      /SetHeader\('Guestmail-Environment-Type', [^]*SetHeader\('Guestmail-Environment-Name', [^]*if IdempotencyKey = '' then\s+exit;\s+Request\.SetHeader\('Idempotency-Key', IdempotencyKey\);\s+Request\.SetHeader\('Prefer', 'handling=strict'\);/,
    );
    expect(client.match(/\.Send\(/g)).toHaveLength(2);
  });
});

describe('the client secret', () => {
  it('is a SecretText wherever it is, and goes from the dialog to the token request alone', () => {
    const lines = app.flatMap(({ file, lines: all }) => all.map((line) => ({ file, line })));
    const holders = lines.filter(({ line }) => /\b\w*(?:ClientSecret|AccessToken|Password)\w*\b *: /.test(line));
    expect(holders.length).toBeGreaterThan(2);
    for (const { file, line } of holders)
      expect([file, line]).toEqual([
        file,
        expect.stringMatching(/: (?:SecretText|Codeunit "Password Dialog Management");?\)?/),
      ]);
    expect(textOf('GML Client')).toContain('Dictionary of [Text, SecretText]');
    expect(textOf('GML Client')).not.toMatch(/\.Unwrap\(/);
    const stored = lines
      .filter(({ line }) => /\bIsolatedStorage\./.test(line))
      .map(({ file }) => file.replace(/^.*[\\/]/, ''));
    expect([...new Set(stored)]).toEqual(['GMLSecret.Codeunit.al']);
  });

  it('is forgotten in a copy of the environment, with the client id', () => {
    expect(textOf('GML Environment')).toMatch(
      /Codeunit::"Environment Cleanup", OnClearDatabaseConfig[^]*Secret\.Remove\(\);[^]*Clear\(Setup\."Client Id"\);\s+Setup\.Modify\(\);/,
    );
  });
});

describe('what is noted', () => {
  it('is one line of telemetry for each answer, with the ids of all three systems and nothing personal', () => {
    const dimensions = [...textOf('GML Telemetry').matchAll(/Dimensions\.Add\('(\w+)'/g)].map(([, name]) => name);
    expect(dimensions).toEqual([
      'EmailMessageID',
      'GuestmailMessageId',
      'GuestmailRequestId',
      'GraphRequestId',
      'HttpStatus',
      'Status',
      'Code',
      'IdempotencyKey',
      'Reason',
    ]);
    expect(textOf('GML Send')).toContain('Telemetry.LogAnswer(');
  });

  it('is every refused upload, and every request without an answer, before its error', () => {
    expect(textOf('GML Attachments')).toMatch(/Telemetry\.LogAnswer\(.*\);\s+Error\(UploadErr/);
    for (const [reason, error] of [
      ['blocked', 'BlockedErr'],
      ['lost', 'NoAnswerErr'],
      ['no_token', 'NoTokenErr'],
    ])
      expect(textOf('GML Client')).toMatch(
        new RegExp(`Telemetry\\.LogNoAnswer\\(IdempotencyKey, '${reason}'\\);\\s+Error\\(${error}`),
      );
  });

  it('is every user who is disabled or removed', () => {
    const offBoarding = textOf('GML Off-boarding');
    expect(offBoarding).toMatch(/Database::User, OnBeforeModifyEvent[^]*Database::User, OnAfterDeleteEvent/);
    expect(offBoarding).toMatch(/Rec\.State <> Rec\.State::Disabled\) then\s+exit;\s+if StoredUser\.Get\(/);
  });

  it('needs no permission of whoever changes users, and breaks no change of a user', () => {
    const offBoarding = textOf('GML Off-boarding');
    expect(offBoarding).toMatch(/InherentEntitlements = X;\s+InherentPermissions = X;/);
    expect(offBoarding).toMatch(
      /Database::"GML Leaver", 'ri'\)\]\s+\[InherentPermissions\(PermissionObjectType::TableData, Database::"GML Setup", 'r'\)\]\s+local procedure Note\(/,
    );
    expect(offBoarding).toMatch(/Database::"GML Leaver", 'rd'\)\]\s+internal procedure DisconnectLeavers\(/);
    const subscribers = app.flatMap(({ text }) => [...text.matchAll(/\[EventSubscriber\((.*), '', (.*)\)\]/g)]);
    expect(subscribers.length).toBeGreaterThan(3);
    // A copy that keeps the client secret is worse than an error.
    for (const [, event = '', skips] of subscribers)
      expect([event, skips]).toEqual([event, event.includes('Environment Cleanup') ? 'false, false' : 'true, true']);
  });

  it('is nobody of a sandbox, and disconnected is nobody who is enabled again', () => {
    const offBoarding = textOf('GML Off-boarding');
    expect(offBoarding).toMatch(/IsProduction\(\) then\s+exit;[^]*Leaver\.Insert\(\);/);
    expect(offBoarding).toMatch(/if IsEnabled\(.*\) or TryDisconnect\([^]*Commit\(\);[^]*until Leaver\.Next/);
    expect(offBoarding).not.toContain('FindSet(true)');
  });
});

describe('an email of the Email Outbox', () => {
  const check = textOf('GML Outbox Check');

  it('is sent again or finished by its own writer alone, while Business Central does not send it', () => {
    const callers = [...check.matchAll(/^ {4}(?:local )?procedure (\w+)\([^]*?^ {4}end;$/gm)].filter(
      ([text, name]) => name !== 'SendAgain' && text.includes('SendAgain('),
    );
    expect(callers.map(([, name]) => name)).toEqual(['Finish', 'Repeat']);
    for (const [text] of callers)
      expect(text).toMatch(
        /begin\s+RequireOwn\(EmailOutbox\);\s+RequireIdle\(EmailOutbox\);[^]*SendAgain\(EmailOutbox\);/,
      );
    expect(check).toMatch(/StoredOutbox\.SystemCreatedBy <> UserSecurityId\(\) then\s+Error\(NotYoursErr\);/);
  });

  it('is told apart from what was sent before it was edited', () => {
    expect(textOf('GML Message')).toContain("Submission.Add('reference', Digest);");
    expect(textOf('GML Send')).toMatch(/Answer\.GetText\('reference'\) <> Digest then\s+Error\(EditedErr\);/);
    expect(check).toMatch(/if Digest <> SentDigest then\s+Choice := StrMenu\(/);
    const digest = textOf('GML Content Digest');
    for (const part of ['GetSubject', 'GetBody', 'IsBodyHTMLFormatted', 'GetRecipients', 'Attachments_GetContent'])
      expect(digest).toContain(`EmailMessage.${part}(`);
  });

  it.each(['sent', 'unknown', 'sending'])('has an answer of its own where it is %s', (status) => {
    expect(check).toMatch(new RegExp(`^ {12}'${status}':$`, 'm'));
  });

  it('shows two choices in every language', () => {
    for (const language of ['en-US', 'de-DE', 'da-DK', 'sv-SE']) {
      const [, target = ''] =
        /<source>Finish it without the changes,.*<\/source>\s*<target>(.*)<\/target>/.exec(
          readFileSync(join(folder, `Translations/Guestmail.${language}.xlf`), 'utf8'),
        ) ?? [];
      expect([language, target.split(',')]).toEqual([language, [expect.any(String), expect.any(String)]]);
    }
  });
});

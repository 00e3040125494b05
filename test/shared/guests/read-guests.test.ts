import { describe, expect, it } from 'vitest';
import { readGuestsCsv as readBytes, readGuestsJson as readList } from '../../../shared/guests/read-guests.ts';

const readGuestsCsv = (text: string) => readBytes(Buffer.from(text), null);
const readGuestsJson = (value: unknown) => readList(value, null);

const version = 'version:v1.0';
const head =
  'Email address to invite [inviteeEmail] Required,Redirection url [inviteRedirectURL] Required,Send invitation message (true or false) [sendEmail],Customized invitation message [customizedMessageBody]';
const example = 'Example:      user@contoso.com,https://myapplications.microsoft.com,TRUE,';
const file = (...lines: string[]) => `${lines.join('\r\n')}\r\n`;
const addresses = (text: string) => {
  const { guests, faults } = readGuestsCsv(text);
  return [faults, guests.map(({ invitedUserEmailAddress }) => invitedUserEmailAddress)];
};

describe('readGuestsCsv', () => {
  it('reads the file that Entra offers, with the rows that were added', () => {
    const text = file(
      version,
      head,
      example,
      'ann@fabrikam.com,https://x.test,TRUE,"Hello, Ann"',
      'ben@fabrikam.com,,FALSE,',
    );
    expect(readGuestsCsv(text)).toEqual({
      faults: [],
      isPreview: false,
      guests: [
        {
          row: 4,
          invitedUserEmailAddress: 'ann@fabrikam.com',
          sendInvitationMessage: true,
          customizedMessageBody: 'Hello, Ann',
        },
        { row: 5, invitedUserEmailAddress: 'ben@fabrikam.com', sendInvitationMessage: false },
      ],
    });
  });

  it.each([
    ['the example was removed', file(version, head, 'ann@fabrikam.com,,TRUE,')],
    ['Excel saved it', file(`\ufeff${version},,,`, head, 'ann@fabrikam.com,,TRUE,', ',,,', ',,,')],
    [
      'a German Excel saved it',
      file(`\ufeff${version};;;`, head.replaceAll(',', ';'), 'ann@fabrikam.com;;WAHR;', ';;;'),
    ],
    [
      'a heading has as many semicolons as commas',
      file(version, '[inviteeEmail] (a; b),[sendEmail]', 'ann@fabrikam.com,TRUE'),
    ],
    ['tabs are between cells', file(version, head.replaceAll(',', '\t'), 'ann@fabrikam.com\t\tTRUE\t')],
    ['lines end with a line feed alone', `${version}\n${head}\n${example}\n\nann@fabrikam.com,,TRUE,`],
    ['the first line is missing', file(head, 'ann@fabrikam.com,,TRUE,')],
    [
      'names are translated, columns moved and added',
      file(
        version,
        'Abteilung,Einladung senden [sendEmail],Einzuladende E-Mail-Adresse [InviteeEmail] Erforderlich',
        'Vertrieb,TRUE,Beispiel: user@contoso.com',
        'Vertrieb,TRUE,ann@fabrikam.com',
      ),
    ],
  ])('reads it where %s', (_what, text) => {
    expect(addresses(text)).toEqual([[], ['ann@fabrikam.com']]);
  });

  it.each([
    ['ann@fabrikam.com,,MAYBE,', 'line 3 [sendEmail]', 'is neither TRUE nor FALSE'],
    ['ann@fabrikam,,TRUE,', 'line 3 [inviteeEmail]', expect.stringContaining('dot')],
    [',,TRUE,', 'line 3 [inviteeEmail]', 'is empty'],
    ['ann@fabrikam.com,,FALSE,Hello', 'line 3 [customizedMessageBody]', 'is for an email that is not sent'],
    ['ann@fabrikam.com,,TRUE,"Hello', 'line 4', expect.stringContaining('is not CSV')],
    ['ann@fabrikam.com,,TRUE,"Hello"x', 'line 3', expect.stringContaining('is not CSV')],
    [`ann@fabrikam.com,,TRUE,${'x'.repeat(1_001)}`, 'line 3 [customizedMessageBody]', expect.stringContaining('1001')],
    ['ann@fabrikam.com,,TRUE,\r\nANN@fabrikam.com,,TRUE,', 'line 4 [inviteeEmail]', 'is that of row 3, too'],
  ])('says what is wrong with %s, and where', (row, pointer, detail) => {
    const { faults } = readGuestsCsv(file(version, head, row));
    expect(faults).toContainEqual({ pointer, detail });
  });

  it.each([
    ['', 'has no line with the column [inviteeEmail]'],
    [file(version, head, example), 'names no guest'],
    [
      file(version, head, ...Array.from({ length: 101 }, (_, index) => `a${index}@fabrikam.com,,,`)),
      expect.stringContaining('names 101 guests'),
    ],
    [file(version, `${head},again [sendEmail]`, 'ann@fabrikam.com,,TRUE,'), 'is there more than once'],
  ])('refuses a list that is none', (text, detail) => {
    expect(readGuestsCsv(text).faults).toEqual([{ pointer: expect.any(String), detail }]);
  });
});

describe('readGuestsJson', () => {
  const guest = { invitedUserEmailAddress: 'ann@fabrikam.com' };

  it('reads a list, or an object that says whether it is a preview', () => {
    const guests = [{ ...guest, row: 1, sendInvitationMessage: false }];
    expect(readGuestsJson([guest])).toEqual({ guests, isPreview: false, faults: [] });
    expect(readGuestsJson({ guests: [guest], preview: true })).toEqual({ guests, isPreview: true, faults: [] });
  });

  it.each([
    [{ guests: [guest], surprise: 1 }, '/surprise'],
    [{ guests: [guest], preview: 'yes' }, '/preview'],
    [{ guests: {} }, '/guests'],
    [[1], '/guests/0'],
    [[{}], '/guests/0/invitedUserEmailAddress'],
    [[{ ...guest, inviteRedirectUrl: 'https://x.test' }], '/guests/0/inviteRedirectUrl'],
    [[{ ...guest, sendInvitationMessage: 'TRUE' }], '/guests/0/sendInvitationMessage'],
    [[{ ...guest, invitedUserDisplayName: 'a\u0000b' }], '/guests/0/invitedUserDisplayName'],
    [[], ''],
  ])('refuses %j', (value, pointer) => {
    expect(readGuestsJson(value).faults.map((fault) => fault.pointer)).toContain(pointer);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphRecipient } from '../../../shared/graph/graph-message.ts';
import { MIME_FIELDS_MAX, MIME_HEADER_MAX_BYTES } from '../../../shared/mime-limits.ts';
import { readMime, removeFields } from '../../../shared/mime/read-mime.ts';
import { dotNet, linesOf, mimeKit, mimeKitPrepared, nodemailer, signed, utf8Of } from './mime-samples.ts';

const read = (...lines: string[]) => readMime(linesOf([...lines, '', 'body']));
const addresses = (recipients: readonly GraphRecipient[] = []) =>
  recipients.map(({ emailAddress: { address, name } }) => (name === undefined ? address : `${name} <${address}>`));
const sound = ['From: ann@fabrikam.com', 'To: mia@contoso.com'];
/** Where the line break before the blank line is; -1 where there is none. */
const endOfHeader = (mime: Buffer) => mime.toString('latin1').search(/\r?\n\r?\n/);
const bodyOf = (mime: Buffer) => mime.subarray(endOfHeader(mime));

describe('readMime', () => {
  it.each([
    ['System.Net.Mail', dotNet, { subject: 'Rechnung ÄÖÜ', blind: ['blind@contoso.com', 'Hidden@contoso.com'] }],
    ['nodemailer', nodemailer, { subject: 'Rechnung Ä – Nachtrag', blind: ['blind@contoso.com'] }],
    ['MimeKit', mimeKit, { subject: 'plain ä', blind: [] }],
    ['MimeKit, prepared', mimeKitPrepared, { subject: 'plain ä', blind: [] }],
    ['a signing client', signed, { subject: 'signed', blind: ['blind@contoso.com'] }],
  ])('accepts what %s writes, and changes no byte of the body', (_writer, mime, { subject, blind }) => {
    const { header, faults } = readMime(mime);
    expect(faults).toEqual([]);
    expect(header).toMatchObject({ from: 'ann@fabrikam.com', fromField: 'From', subject });
    expect(addresses(header?.bccRecipients)).toEqual(blind);
    expect(bodyOf(header!.cleaned)).toEqual(bodyOf(mime));
  });

  it('adds whom X-Receiver alone names to Bcc, and lets nothing else of them leave', () => {
    const cleaned = readMime(dotNet).header!.cleaned.toString('latin1');
    expect(cleaned).toContain('\r\nBcc: blind@contoso.com,\r\n Hidden@contoso.com\r\n\r\n');
    expect(cleaned).not.toMatch(/^x-(?:sender|receiver)/im);
    expect(cleaned.match(/blind@contoso|hidden@contoso/gi)).toHaveLength(2);
  });

  it('leaves every line as it is that has no reason to go, in its order', () => {
    const mime = linesOf(
      [
        'received: by a;\n\tb',
        'FROM: ann@fabrikam.com',
        'X-Sender: ann@fabrikam.com',
        'To: mia@contoso.com,',
        'Resent-Bcc: blind@contoso.com',
        'Guestmail-Reference: SI-1',
        'X-Own:  1 ',
      ],
      '\n',
    );
    const left = 'received: by a;\n\tb\nFROM: ann@fabrikam.com\nTo: mia@contoso.com,\nX-Own:  1 \n';
    expect(readMime(mime).header!.cleaned.toString()).toBe(`${left}\n`);
    expect(readMime(Buffer.concat([mime, Buffer.from('\n\nBcc: body\n')])).header!.cleaned.toString()).toBe(
      `${left}\nBcc: body\n`,
    );
  });

  it.each([
    ['Bcc : leo@contoso.com', 'Bcc: leo@contoso.com'],
    ['cc\t: Team: leo@contoso.com;; zoe@contoso.com;', 'cc: Team: leo@contoso.com;, zoe@contoso.com'],
    ['Cc: leo@contoso.com; "a;b" <zoe@contoso.com>;', 'Cc: leo@contoso.com, "a;b" <zoe@contoso.com>'],
    [
      'Cc:  Team: leo@contoso.com,\r\n (a;b) zoe@contoso.com ; ',
      'Cc:  Team: leo@contoso.com,\r\n (a;b) zoe@contoso.com ; ',
    ],
  ])('writes %j so that every reader sees the same', (given, written) => {
    const { header, faults } = read(...sound, given);
    expect(faults).toEqual([]);
    expect(header!.cleaned.toString()).toBe(`${sound.join('\r\n')}\r\n${written}\r\n\r\nbody`);
  });

  it('makes one field of a list of recipients that is given twice, with all its names', () => {
    const { header } = read(
      'From: ann@fabrikam.com',
      'To: "Doe, Mia" <mia@contoso.com>,',
      'Bcc: blind@contoso.com',
      'Subject: x',
      'tO: leo@contoso.com',
      'X-Receiver: hidden@contoso.com',
    );
    expect(header!.cleaned.toString()).toBe(
      'From: ann@fabrikam.com\r\nTo: "Doe, Mia" <mia@contoso.com>,\r\n leo@contoso.com\r\n' +
        'Bcc: blind@contoso.com,\r\n hidden@contoso.com\r\nSubject: x\r\n\r\nbody',
    );
    expect(addresses(header!.toRecipients)).toEqual(['Doe, Mia <mia@contoso.com>', 'leo@contoso.com']);
  });

  it.each([
    ['"Doe, Mia" <mia@contoso.com>', ['Doe, Mia <mia@contoso.com>']],
    ['=?utf-8?Q?Doe=2C_Mia?= <mia@contoso.com>', ['Doe, Mia <mia@contoso.com>']],
    ['mia@contoso.com; leo@contoso.com', ['mia@contoso.com', 'leo@contoso.com']],
    ['mia@contoso.com (Mia), MIA@contoso.com', ['Mia <mia@contoso.com>']],
    ['Team: mia@contoso.com, Leo <leo@contoso.com>;', ['mia@contoso.com', 'Leo <leo@contoso.com>']],
    ['undisclosed-recipients:;, mia@contoso.com', ['mia@contoso.com']],
    ['=?utf-8?B?w4M=?=\r\n =?utf-8?B?wqQ=?= <mia@contoso.com>', ['Ã¤ <mia@contoso.com>']],
    ['=?utf-8?Q?=C3?= =?utf-8?Q?=A4?= <mia@contoso.com>', ['ä <mia@contoso.com>']],
    ['=?iso-8859-15?Q?=A4?= <mia@contoso.com>', ['€ <mia@contoso.com>']],
    ['mia@xn--bcher-kva.example', ['mia@xn--bcher-kva.example']],
    ['MIA@contoso.com <mia@contoso.com>', ['MIA@contoso.com <mia@contoso.com>']],
    ['"leo@contoso.com" <mia@contoso.com>', ['leo@contoso.com <mia@contoso.com>']],
    ['"a\\"b (c" "d" <mia@contoso.com> (e (f) \\))', ['a"b (c d <mia@contoso.com>']],
    [
      '(a (b, c) d;) mia@contoso.com,, "x:y;" <leo@contoso.com>',
      ['a (b, c) d; <mia@contoso.com>', 'x:y; <leo@contoso.com>'],
    ],
  ])('reads the recipients %s', (field, expected) => {
    const { header, faults } = read('From: ann@fabrikam.com', `To: ${field}`);
    expect(faults).toEqual([]);
    expect(addresses(header?.toRecipients)).toEqual(expected);
  });

  it('reads raw UTF-8 in headers', () => {
    const { header } = readMime(utf8Of([...sound, 'Subject: Rechnung Ä', 'Cc: Jürg <leo@contoso.com>', '', '']));
    expect(header).toMatchObject({ subject: 'Rechnung Ä' });
    expect(addresses(header?.ccRecipients)).toEqual(['Jürg <leo@contoso.com>']);
  });

  it.each([
    ['two authors', ['From: ann@fabrikam.com, leo@fabrikam.com', 'To: mia@contoso.com'], '/headers/From'],
    ['two From', ['From: ann@fabrikam.com', 'From: ann@fabrikam.com', 'To: mia@contoso.com'], '/headers/From'],
    ['another Sender', [...sound, 'Sender: leo@fabrikam.com'], '/headers/Sender'],
    ['an unquoted comma in a name', ['From: ann@fabrikam.com', 'To: Doe, Mia <mia@contoso.com>'], '/headers/To'],
    ['a quoted local part', ['From: ann@fabrikam.com', 'To: "mia x"@contoso.com'], '/headers/To'],
    ['no recipient', ['From: ann@fabrikam.com', 'To: undisclosed-recipients:;', 'Cc:'], '/headers/To'],
    ['Latin-1 in a subject', [...sound, 'Subject: caf\xe9'], '/headers/Subject'],
    ['half a character in a subject', [...sound, 'Subject: =?utf-8?B?ww==?='], '/headers/Subject'],
    ['a replaced character in a name', [...sound, 'Cc: =?utf-8?Q?=EF=BF=BD?= <leo@contoso.com>'], '/headers/Cc'],
    ['a line break in an encoded name', [...sound, 'Cc: =?utf-8?Q?a=0D=0Ab?= <leo@contoso.com>'], '/headers/Cc'],
    ['an encoded line break in a subject', [...sound, 'Subject: =?utf-8?Q?a=0D=0Ab?='], '/headers/Subject'],
    ['a control character', [...sound, 'X-Own: a\x07'], '/headers/X-Own'],
    [
      'what is said to the connector twice',
      [...sound, 'Guestmail-Reference: a', 'guestmail-reference: a'],
      '/headers/guestmail-reference',
    ],
    ['a reserved name', [...sound, 'X-Guestmail-Id: 1'], '/headers/X-Guestmail-Id'],
    [
      'a time of its own',
      [...sound, 'Deferred-Delivery: Mon, 30 Nov 2026 10:00:00 +0000'],
      '/headers/Deferred-Delivery',
    ],
    ['a line that is no field', [...sound, 'hello'], ''],
    [
      'a blank continuation, after which a reader may see the body',
      [...sound, 'X-A: 1', ' ', 'Bcc: leo@contoso.com'],
      '',
    ],
    ['a carriage return alone', [...sound, 'X-A: 1\rBcc: leo@contoso.com'], ''],
    ['a line feed alone among others', [...sound, 'X-A: 1\nBcc: leo@contoso.com'], ''],
    ['a header that one reader sees end', [...sound, 'X-A: 1', '\nBcc: leo@contoso.com'], ''],
    ['a first line that continues', [' x', ...sound], ''],
    [
      'too many recipients',
      [
        'From: ann@fabrikam.com',
        `To: ${Array.from({ length: 501 }, (_one, index) => `a${index}@contoso.com`).join(',\r\n ')}`,
      ],
      '/headers/To',
    ],
    [
      'a recipient too many',
      [
        ...sound,
        `Cc: ${Array.from({ length: 499 }, (_one, index) => `a${index}@contoso.com`).join(',\r\n ')}`,
        'X-Receiver: leo@contoso.com',
      ],
      '/headers/X-Receiver',
    ],
    ['too many fields', Array.from({ length: MIME_FIELDS_MAX + 1 }, (_one, index) => `X-${index}: 1`), ''],
    ['too long a header', [...sound, `X-A: ${'a'.repeat(MIME_HEADER_MAX_BYTES)}`], ''],
  ])('refuses %s, and says where', (_what, lines, pointer) => {
    const { faults } = read(...lines);
    expect(faults.map((fault) => fault.pointer)).toEqual([pointer]);
    expect(JSON.stringify(faults)).not.toMatch(/contoso|fabrikam|caf/);
  });

  it.each([
    'mia@contoso.com leo@contoso.com',
    'mia@contoso.com <leo@contoso.com>',
    '<mia@contoso.com> <leo@contoso.com>',
    'Mia <mia@contoso.com> leo@contoso.com',
    'mia@contoso.com "leo@contoso.com"',
    'mia@contoso.com (a) leo@contoso.com',
    'mia@contoso.com: leo@contoso.com;',
    'mia@contoso.com; zoe@contoso.com: leo@contoso.com;',
    'Team: mia@contoso.com, Other: leo@contoso.com;;',
    'Team: mia@contoso.com; leo@contoso.com',
    'Team: mia@contoso.com',
    'mailto:mia@contoso.com',
    '=?utf-8?B?PGxlb0Bjb250b3NvLmNvbT4=?=',
    '=?utf-8?Q?Leo_=3Cleo=40contoso.com=3E=2C?= mia@contoso.com',
    '(mia@contoso.com)',
    '"mia@contoso.com"',
    '"mia@contoso.com" <>',
    'mia@contoso.com (',
    '"Mia <mia@contoso.com>',
    'Mia <mia@contoso.com',
    'Mia mia@contoso.com>',
    'mia@contoso.com)',
    'a\\" <mia@contoso.com>, "b <leo@contoso.com>"',
  ])('refuses %j, in which two readers can see different addresses', (field) => {
    for (const name of ['From', 'To', 'Bcc', 'X-Receiver', 'Reply-To']) {
      const others = name === 'From' ? ['To: mia@contoso.com'] : ['From: ann@fabrikam.com', 'Cc: mia@contoso.com'];
      const pointers = read(...others, `${name}: ${field}`).faults.map(({ pointer }) => pointer);
      expect(pointers).toEqual([`/headers/${name}`]);
    }
  });

  it('lists every fault at once', () => {
    const { faults } = read('From: a@x.com, b@x.com', 'Cc: x', 'Subject: \xe9', 'X-Guestmail-A: 1');
    const pointers = faults.map(({ pointer }) => pointer);
    expect(pointers.toSorted()).toEqual(['/headers/Cc', '/headers/From', '/headers/Subject', '/headers/X-Guestmail-A']);
  });

  it.each(['a:', 'a,', '<', '(', '"', '@', '=?', 'a@b (c) ', ' \t'])(
    'takes a field of nothing but %j in linear time',
    (unit) => {
      const { faults } = read('From: ann@fabrikam.com', `To: ${unit.repeat(200_000 / unit.length)}`, `${unit}: x`);
      expect(faults.length).toBeGreaterThan(0);
    },
    // Whatever is quadratic takes longer.
    30_000,
  );

  const word = fc.constantFrom(
    'a',
    'ä',
    '"',
    ',',
    ';',
    ':',
    '<',
    '>',
    '@',
    '=?utf-8?Q?=C3?=',
    ' ',
    '\t',
    '\n ',
    '\r',
    '(',
    ')',
    'b@contoso.com',
    '\\',
  );
  const name = fc.constantFrom(
    'From',
    'To',
    'Cc',
    'bcc',
    'X-Receiver',
    'X-Sender',
    'Resent-Bcc',
    'Subject',
    'Guestmail-Sender',
    'Sender',
    '',
  );
  const line = fc.tuple(name, fc.array(word, { maxLength: 8 })).map(([one, words]) => `${one}: ${words.join('')}`);
  const messages = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc
      .tuple(fc.array(line, { maxLength: 10 }), fc.constantFrom('\n', '\r\n'), fc.string())
      .map(([lines, newline, body]) => utf8Of([...lines, '', body], newline)),
  );

  it('throws at nothing, changes no byte of a body, and lets no blind recipient leave but in Bcc', () => {
    fc.assert(
      fc.property(messages, (mime) => {
        const { header, faults } = readMime(mime);
        if (!header) return faults.length === 1;
        const text = header.cleaned.toString('latin1');
        const end = endOfHeader(mime);
        if (end !== -1) expect(text.endsWith(mime.toString('latin1', end + (mime[end] === 0x0d ? 2 : 1)))).toBe(true);
        expect(text.split(/\r?\n\r?\n/)[0]).not.toMatch(/^(?:x-receiver|x-sender|resent-bcc|guestmail-[^:]*)[ \t]*:/im);
        expect((text.split(/\r?\n\r?\n/)[0]?.match(/^bcc[ \t]*:/gim) ?? []).length).toBeLessThan(2);
        // What was made is read as the same.
        const again = readMime(header.cleaned);
        if (faults.length === 0) expect(again.header?.bccRecipients).toEqual(header.bccRecipients);
        return true;
      }),
      { numRuns: 300 },
    );
  });
});

describe('removeFields', () => {
  it('leaves one field out and every other byte as it is', () => {
    const without = removeFields(signed, 'bcc').toString();
    expect(without).toBe(signed.toString().replace('Bcc: blind@contoso.com\r\n', ''));
  });

  it('reads a header that was as long as it may be before X-Receiver became Bcc', () => {
    const fields = `From:ann@fabrikam.com\nX-Receiver:${'abcdefgh'.split('').join('@contoso.com,')}@contoso.com\nX-A:`;
    const mime = Buffer.from(`${fields.padEnd(MIME_HEADER_MAX_BYTES - 2, 'a')}\n\nbody`);
    const { header, faults } = readMime(mime);
    expect(faults).toEqual([]);
    expect(header!.cleaned.length).toBeGreaterThan(MIME_HEADER_MAX_BYTES);
    expect(removeFields(header!.cleaned, 'bcc').toString()).toMatch(/^From:ann@fabrikam.com\nX-A:a+\n\nbody$/);
  });
});

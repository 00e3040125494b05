/** Messages as real libraries write them, each named after what wrote it; addresses and texts are of the local directory. */

/** Lines with this line break. */
export const linesOf = (lines: readonly string[], newline = '\r\n') => Buffer.from(lines.join(newline), 'latin1');

/** In UTF-8, as a text of this file is. */
export const utf8Of = (lines: readonly string[], newline = '\r\n') => Buffer.from(lines.join(newline));

const parts = (boundary: string, ...bodies: string[][]) => [
  ...bodies.flatMap((body) => [`--${boundary}`, ...body]),
  `--${boundary}--`,
  '',
];

/** `System.Net.Mail.MailMessage` saved to a file: blind recipients are in X-Receiver alone, and there is no Message-ID. */
export const dotNet = linesOf([
  'X-Sender: ann@fabrikam.com',
  'X-Receiver: Mia@contoso.com',
  'X-Receiver: leo@contoso.com',
  'X-Receiver: blind@contoso.com',
  'X-Receiver: Hidden@contoso.com',
  'MIME-Version: 1.0',
  'From: "Doe, Ann" <ann@fabrikam.com>',
  'To: mia@contoso.com',
  'Cc: leo@contoso.com',
  'Date: 29 Nov 2026 10:00:00 +0000',
  'Subject: =?utf-8?B?UmVjaG51bmcgw4TDlsOc?=',
  'Content-Type: multipart/mixed; boundary=--boundary_0_f6c9',
  '',
  ...parts(
    '--boundary_0_f6c9',
    ['Content-Type: text/plain; charset=us-ascii', 'Content-Transfer-Encoding: quoted-printable', '', 'Hello =C3=A4'],
    [
      'Content-Type: application/octet-stream;',
      ' name="=?utf-8?B?UmVjaG51bmcgw6QucGRm?="',
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment',
      '',
      'JVBERi0=',
    ],
  ),
]);

/** nodemailer: CRLF headers, the body's own LF, a group in Cc, Bcc kept. */
export const nodemailer = linesOf([
  'From: =?UTF-8?Q?Ann_M=C3=BCller?= <ann@fabrikam.com>',
  'To: Mia <mia@contoso.com>',
  'Cc: Team: leo@contoso.com, zoe@contoso.com;',
  'Bcc: blind@contoso.com',
  'Subject: =?UTF-8?Q?Rechnung_=C3=84_=E2=80=93?= =?UTF-8?Q?_Nachtrag?=',
  'Message-ID: <3ab5@fabrikam.com>',
  'Date: Sun, 29 Nov 2026 10:00:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  'one\ntwo\n',
]);

/** MimeKit `WriteTo`: LF, UTF-8 without a transfer encoding, a line above 998, the name of the machine in Message-ID. */
export const mimeKit = utf8Of(
  [
    'From: "Ann" <ann@fabrikam.com>',
    'Date: Sun, 29 Nov 2026 11:00:00 +0100',
    'Subject: plain =?utf-8?b?w6Q=?=',
    'Message-Id: <ABC123@ERP-SRV-01>',
    'To: mia@contoso.com',
    'Cc: undisclosed-recipients:;',
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<p>${'ä'.repeat(1_100)}</p>`,
    '',
  ],
  '\n',
);

/** MimeKit `Prepare`: the same, encoded. */
export const mimeKitPrepared = linesOf(
  [
    'From: "Ann" <ann@fabrikam.com>',
    'Date: Sun, 29 Nov 2026 11:00:00 +0100',
    'Subject: plain =?utf-8?b?w6Q=?=',
    'Message-Id: <ABC123@ERP-SRV-01>',
    'To: mia@contoso.com',
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<p>=C3=A4</p>',
    '',
  ],
  '\n',
);

/** S/MIME, as a signing client writes it. */
export const signed = linesOf([
  'From: ann@fabrikam.com',
  'To: mia@contoso.com',
  'Bcc: blind@contoso.com',
  'Subject: signed',
  'Message-ID: <signed-1@fabrikam.com>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="s"',
  '',
  'This is a cryptographically signed message.',
  '',
  ...parts(
    's',
    ['Content-Type: text/plain; charset=utf-8', '', 'Signed  text ', ''],
    ['Content-Type: application/pkcs7-signature; name="smime.p7s"', 'Content-Transfer-Encoding: base64', '', 'MIIB'],
  ),
]);

/** A header of these fields before a body of the given number of bytes in one part. */
export const ofSize = (bytes: number, ...fields: string[]) =>
  linesOf([
    'From: ann@fabrikam.com',
    'To: mia@contoso.com',
    'Subject: large',
    'Message-ID: <large@fabrikam.com>',
    'MIME-Version: 1.0',
    ...fields,
    '',
    'a'.repeat(bytes),
  ]);

/** A multipart with these parts, each a list of lines, and its files as large as `padding` makes the last. */
export const multipart = (type: string, padding: number, ...bodies: string[][]) =>
  linesOf([
    'From: ann@fabrikam.com',
    'To: mia@contoso.com',
    'Subject: large',
    'Message-ID: <large@fabrikam.com>',
    'MIME-Version: 1.0',
    `Content-Type: ${type}; boundary="outer"`,
    '',
    ...parts('outer', ...bodies, [
      'Content-Type: application/octet-stream; name="padding.bin"',
      'Content-Transfer-Encoding: base64',
      '',
      'AAAA'.repeat(padding / 4),
    ]),
  ]);

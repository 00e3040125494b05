import { describe, expect, it } from 'vitest';
import { writeOutgoingMail } from '../../../shared/providers/outgoing-mail.ts';

const id = '0123456789abcdef0123456789abcdef';
const own = { address: 'billing@fabrikam.com', date: new Date('2026-11-30T06:00:00Z') };
const to = (...names: string[]) => names.map((name) => ({ emailAddress: { address: `${name}@contoso.com` } }));
const recipients = { toRecipients: to('mia', 'Nils'), ccRecipients: to('NILS'), bccRecipients: to('ida') };
const write = (message: object, more: { mime?: string; recipients?: string[] } = {}) => {
  const { mime, ...rest } = more;
  const encoded = mime === undefined ? {} : { mime: Buffer.from(mime).toString('base64') };
  return writeOutgoingMail({ id, body: JSON.stringify({ message }), ...encoded, ...rest }, own);
};
const textOf = ({ mime }: { mime: Buffer }) => mime.toString();

describe('writeOutgoingMail', () => {
  it('names each recipient once in the envelope, and no blind one in the header', async () => {
    const mail = await write({ subject: 'Rechnung', ...recipients });
    expect([mail.from, ...mail.to]).toEqual([own.address, 'mia@contoso.com', 'Nils@contoso.com', 'ida@contoso.com']);
    expect(textOf(mail)).not.toContain('ida');
    expect(textOf(mail)).toContain(`Message-ID: <${id}@fabrikam.com>`);
    expect((await write(recipients, { recipients: ['nils@contoso.com'] })).to).toEqual(['Nils@contoso.com']);
  });

  it('writes the same bytes for every attempt at the same time', async () => {
    const message = { body: { contentType: 'HTML', content: '<p>Ä</p>' }, ...recipients };
    expect(textOf(await write(message))).toBe(textOf(await write(message)));
  });

  it('asks for receipts where the message does', async () => {
    expect(textOf(await write({ ...recipients, isReadReceiptRequested: true }))).toMatch(
      /^Disposition-Notification-To: <billing@fabrikam\.com>\r$/m,
    );
    const plain = await write(recipients);
    expect([plain.wantsReceipt, textOf(plain).includes('Disposition')]).toEqual([false, false]);
    expect((await write({ isDeliveryReceiptRequested: true, ...recipients })).wantsReceipt).toBe(true);
  });

  it('passes a MIME message on, without Bcc, with what it lacks, and with the ends of lines of the protocol', async () => {
    const mail = await write(recipients, { mime: 'Subject: =?utf-8?Q?=C3=84?=\nBcc: ida@contoso.com\n\nÄ\n.\n' });
    expect(mail.is8Bit).toBe(true);
    expect(textOf(mail)).toBe(
      [
        'Date: Mon, 30 Nov 2026 06:00:00 +0000',
        'From: <billing@fabrikam.com>',
        `Message-ID: <${id}@fabrikam.com>`,
        'Subject: =?utf-8?Q?=C3=84?=',
        '',
        'Ä',
        '.',
        '',
      ].join('\r\n'),
    );
  });

  it('keeps what a MIME message says of itself', async () => {
    const mime = 'date: Mon, 30 Nov 2026 05:00:00 +0000\r\nFROM: a@b.c\r\nMessage-Id: <1@erp>\r\n\r\nx\r\n';
    const mail = await write(recipients, { mime });
    expect([textOf(mail), mail.is8Bit, mail.to.length]).toEqual([mime, false, 3]);
  });
});

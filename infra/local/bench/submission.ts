/**
 * What is sent in measurements: an invoice notice of about 2 KB, as an ERP writes it.
 */
const CONTENT = `<p>${'Dear customer, please find our invoice in your account. '.repeat(35)}</p>`;

/** A body for `POST /send`; `sender` in any of its forms. */
export function buildSubmission(sender: string): { sender: string; message: object } {
  return {
    sender,
    message: {
      subject: 'Invoice SI-103042',
      body: { contentType: 'HTML', content: CONTENT },
      toRecipients: [{ emailAddress: { address: 'mia@contoso.com', name: 'Mia' } }],
    },
  };
}

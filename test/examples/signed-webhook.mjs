/**
 * Sends one mail as a guest from a system that has no token and can sign, with Node alone. It shows how Standard Webhooks signs; the
 * package `standardwebhooks` does the same. Settings: README.md in this folder. Ends with 0 only if the mail was sent.
 */
import { createHmac } from 'node:crypto';

const { API_ADDRESS, SOURCE, SIGNING_SECRET, SENDER, INVOICE } = process.env;

const body = JSON.stringify({
  sender: SENDER,
  message: {
    subject: `Invoice ${INVOICE}`,
    body: { contentType: 'HTML', content: '<p>Thank you for your order.</p>' },
    toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
  },
  reference: INVOICE,
});
// The id, letters, digits, hyphens and underscores, stands for the invoice: whatever is lost on the way, repeating the call sends no
// second mail. Each attempt is signed anew.
const id = `invoice-${INVOICE}`;
const timestamp = Math.floor(Date.now() / 1000);
const key = Buffer.from(SIGNING_SECRET.replace(/^whsec_/, ''), 'base64');
const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');

const response = await fetch(`${API_ADDRESS}/send/${SOURCE}`, {
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  },
  body,
  signal: AbortSignal.timeout(100_000),
});
const answer = await response.json();
if (answer.status === 'sent') {
  console.log('Sent.');
} else {
  console.error(`Not confirmed as sent: ${answer.detail ?? answer.error?.detail ?? answer.status}`);
  process.exitCode = 1;
}

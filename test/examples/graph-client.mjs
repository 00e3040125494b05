/**
 * Sends one mail as a guest, with Microsoft's client of Graph, unchanged: `npm install @microsoft/microsoft-graph-client`. Settings:
 * README.md in this folder. Ends with 0 only if the mail was sent.
 */
import { Client } from '@microsoft/microsoft-graph-client';

const { API_ADDRESS, TOKEN_ENDPOINT, TOKEN_SCOPE, CLIENT_ID, CLIENT_SECRET, SENDER, INVOICE } = process.env;

async function getAccessToken() {
  const response = await fetch(TOKEN_ENDPOINT, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      scope: TOKEN_SCOPE,
    }),
    signal: AbortSignal.timeout(30_000),
  });
  const token = await response.json();
  if (!response.ok) throw new Error(`No access token: ${token.error_description}`);
  return token.access_token;
}

const client = Client.initWithMiddleware({
  baseUrl: `${API_ADDRESS}/`,
  defaultVersion: 'v1.0',
  // The client sends a token to these hosts alone, and over https alone.
  customHosts: new Set([new URL(API_ADDRESS).hostname]),
  authProvider: { getAccessToken },
});

try {
  await client
    // The client encodes nothing, and # is common in names of guests.
    .api(`/users/${encodeURIComponent(SENDER)}/sendMail`)
    // The key stands for the invoice: whatever is lost on the way, running this again sends no second mail.
    .header('Idempotency-Key', `invoice-${INVOICE}`)
    .post({
      message: {
        subject: `Invoice ${INVOICE}`,
        body: { contentType: 'HTML', content: '<p>Thank you for your order.</p>' },
        toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
      },
      saveToSentItems: true,
    });
  console.log('Sent.');
} catch (error) {
  console.error(`Not confirmed as sent: ${error.message}`);
  process.exitCode = 1;
}

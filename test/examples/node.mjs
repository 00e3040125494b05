/** Sends one mail as a guest, with Node. Settings: README.md in this folder. Ends with 0 only if the mail was sent. */
const { API_ADDRESS, TOKEN_ENDPOINT, TOKEN_SCOPE, CLIENT_ID, CLIENT_SECRET, SENDER, INVOICE } = process.env;

const tokenResponse = await fetch(TOKEN_ENDPOINT, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    scope: TOKEN_SCOPE,
  }),
  signal: AbortSignal.timeout(30_000),
});
const token = await tokenResponse.json();
if (!tokenResponse.ok) throw new Error(`No access token: ${token.error_description}`);

const response = await fetch(`${API_ADDRESS}/send`, {
  method: 'POST',
  headers: {
    Authorization: `Bearer ${token.access_token}`,
    'Content-Type': 'application/json',
    // The key stands for the invoice: whatever is lost on the way, repeating the call sends no second mail.
    'Idempotency-Key': `invoice-${INVOICE}`,
  },
  body: JSON.stringify({
    sender: SENDER,
    message: {
      subject: `Invoice ${INVOICE}`,
      body: { contentType: 'HTML', content: '<p>Thank you for your order.</p>' },
      toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
    },
    reference: INVOICE,
  }),
  signal: AbortSignal.timeout(100_000),
});
const answer = await response.json();
if (answer.status === 'sent') {
  console.log('Sent.');
} else {
  console.error(`Not confirmed as sent: ${answer.detail ?? answer.error?.detail ?? answer.status}`);
  process.exitCode = 1;
}

#!/usr/bin/env bash
# Sends one mail as a guest, with curl. Settings: README.md in this folder. Ends with 0 only if the mail was sent.
set -euo pipefail

# Form fields and headers come from standard input, because other users of a machine can read a command line.
token_answer=$(printf %s "$CLIENT_SECRET" |
  curl --silent --show-error --max-time 30 "$TOKEN_ENDPOINT" \
    --data-urlencode "grant_type=client_credentials" \
    --data-urlencode "client_id=$CLIENT_ID" \
    --data-urlencode "client_secret@-" \
    --data-urlencode "scope=$TOKEN_SCOPE")
access_token=$(printf %s "$token_answer" | sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')
if [ -z "$access_token" ]; then
  printf 'No access token: %s\n' "$token_answer" >&2
  exit 1
fi

# The key stands for the invoice: whatever is lost on the way, repeating the command sends no second mail.
answer=$(printf 'Authorization: Bearer %s\n' "$access_token" |
  curl --silent --show-error --max-time 100 --retry 3 "$API_ADDRESS/send" \
    --header @- \
    --header "Content-Type: application/json" \
    --header "Idempotency-Key: invoice-$INVOICE" \
    --data-binary '{
      "sender": "'"$SENDER"'",
      "message": {
        "subject": "Invoice '"$INVOICE"'",
        "body": { "contentType": "HTML", "content": "<p>Thank you for your order.</p>" },
        "toRecipients": [{ "emailAddress": { "address": "mia@contoso.com" } }]
      },
      "reference": "'"$INVOICE"'"
    }')

# The text of one member, the first of its name, without the backslashes before quotes.
member() {
  printf %s "$answer" | grep -oE "\"$1\":\"([^\"\\]|\\\\.)*\"" | head -n 1 |
    sed -e "s/^\"$1\":\"//" -e 's/"$//' -e 's/\\\(["\\]\)/\1/g' || true
}

if [ "$(member status)" = "sent" ]; then
  echo "Sent."
else
  detail=$(member detail)
  printf 'Not confirmed as sent: %s\n' "${detail:-$answer}" >&2
  exit 1
fi

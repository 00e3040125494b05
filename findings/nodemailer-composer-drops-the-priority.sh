#!/usr/bin/env bash
# nodemailer 10.6.1: `priority` of a message reaches the header only through a transport, and MailComposer drops it without a word.
#
# Guess: MailComposer, which the documentation offers for writing a message without sending it, takes the options of a message, `priority`
# among them, so that a mail written to a file is the one that a transport would send.
# Seen: the stream transport writes Importance, X-Priority and X-MSMail-Priority; MailComposer with the same options writes none of them
# and raises nothing. Whoever writes messages by MailComposer gives Importance as a header of its own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund nodemailer@10.6.1
cat > probe.js <<'JS'
import nodemailer from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

const mail = {
  from: 'ann@fabrikam.com',
  to: 'mia@contoso.com',
  subject: 'Invoice SI-103042',
  text: 'Please find the invoice attached.',
  priority: 'high',
};
const listed = (message) => [...String(message).matchAll(/^(Importance|X-Priority|X-MSMail-Priority):/gim)].length;

const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
const sent = await transport.sendMail({ ...mail });
const composed = await new MailComposer({ ...mail }).compile().build();
const said = `stream transport: ${listed(sent.message)} headers of priority; MailComposer: ${listed(composed)}`;
console.log(said);
if (said !== 'stream transport: 3 headers of priority; MailComposer: 0') {
  console.error('changed: this is no longer what happens');
  process.exit(1);
}
JS
node probe.js

#!/usr/bin/env bash
# nodemailer 10.6.1: a token for XOAUTH2 that the server refuses at once is never renewed, and no QUIT ends the session.
#
# Guess: with `oauth2_provision_cb`, a refused token has the callback asked once more with `renew` true, however the server words its
# refusal, and close() of a transport says QUIT, as RFC 5321 section 4.1.1.10 asks of a client.
# Seen: the callback is asked again only where the server answers AUTH with a challenge (334) and refuses after that. A 535 as the
# answer to AUTH itself ends the attempt with EAUTH after one token. In neither case does the server ever read QUIT, and so it is after a
# message that was taken.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund nodemailer@10.6.1
cat > probe.js <<'JS'
import { createServer } from 'node:net';
import nodemailer from 'nodemailer';

/** A server that refuses the first token, at once or after a challenge, and takes the second. */
async function send(isChallenging) {
  const read = [];
  const server = createServer((socket) => {
    const say = (line) => socket.write(`${line}\r\n`);
    let isData = false;
    let auths = 0;
    let rest = '';
    say('220 mail.contoso.com ESMTP');
    socket.on('error', () => undefined).on('data', (chunk) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop();
      for (const line of lines) {
        const word = line.split(' ')[0].toUpperCase();
        if (isData) {
          if (line !== '.') continue;
          isData = false;
          say('250 2.0.0 OK');
          continue;
        }
        read.push(word);
        if (word === 'EHLO') say('250-mail.contoso.com\r\n250 AUTH XOAUTH2');
        else if (word === 'AUTH') say((auths += 1) > 1 ? '235 2.7.0 OK' : isChallenging ? '334 eyJzdGF0dXMiOiI0MDEifQ==' : '535 5.7.3 refused');
        else if (word === '') say('535 5.7.3 refused');
        else if (word === 'DATA') (isData = true), say('354 Go on');
        else say('250 2.0.0 OK');
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const asked = [];
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: server.address().port,
    ignoreTLS: true,
    auth: { type: 'OAuth2', user: 'ann@fabrikam.com' },
  });
  transport.set('oauth2_provision_cb', (_user, renew, done) => {
    asked.push(renew);
    done(null, `token ${asked.length}`, Date.now() + 3_600_000);
  });
  const result = await transport
    .sendMail({ from: 'ann@fabrikam.com', to: 'mia@contoso.com', text: 'Hello' })
    .then(({ response }) => response, ({ code, responseCode }) => `${code} ${responseCode}`);
  transport.close();
  await new Promise((resolve) => setTimeout(resolve, 300));
  server.close();
  return `asked for a token: ${asked.join(', ')}; ended with ${result}; QUIT: ${read.includes('QUIT')}`;
}

const seen = [`refused at once: ${await send(false)}`, `after a challenge: ${await send(true)}`];
console.log(seen.join('\n'));
const expected = [
  'refused at once: asked for a token: false; ended with EAUTH 535; QUIT: false',
  'after a challenge: asked for a token: false, true; ended with 250 2.0.0 OK; QUIT: false',
];
if (seen.join() !== expected.join()) {
  console.error('changed: this is no longer what happens');
  process.exit(1);
}
process.exit(0);
JS
node probe.js

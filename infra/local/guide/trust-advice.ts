/**
 * What a person reads before their first https page of the local stack: what the browser will say, and how to trust the
 * certificate authority instead, in browsers and in programs.
 */
import { html, type Html } from '../emulators/kit/html.ts';

/** One way to trust it, or to undo that. */
interface Way {
  where: string;
  command: string;
}

function listWays(path: string): Way[] {
  const inBash = `'${path.replaceAll("'", `'\\''`)}'`;
  const inPowerShell = `'${path.replaceAll("'", "''")}'`;
  return [
    { where: 'curl', command: `curl --cacert ${inBash} ...` },
    { where: 'curl.exe on Windows', command: `curl.exe --ssl-no-revoke --cacert ${inPowerShell} ...` },
    { where: 'Node, in bash', command: `export NODE_EXTRA_CA_CERTS=${inBash}` },
    { where: 'Node, in PowerShell', command: `$env:NODE_EXTRA_CA_CERTS = ${inPowerShell}` },
    {
      where: 'Edge, Chrome, .NET and PowerShell on Windows',
      command: `Import-Certificate -FilePath ${inPowerShell} -CertStoreLocation Cert:\\CurrentUser\\Root`,
    },
    {
      where: 'On Windows, to undo it',
      command: `Get-ChildItem Cert:\\CurrentUser\\Root | Where-Object Subject -like 'CN=Guestmail local stack*' | Remove-Item`,
    },
    {
      where: 'Safari, Chrome and Edge on macOS',
      command: `security add-trusted-cert -p ssl -k ~/Library/Keychains/login.keychain-db ${inBash}`,
    },
    { where: 'On macOS, to undo it', command: `security remove-trusted-cert ${inBash}` },
    {
      where: 'Chrome, Edge and Chromium on Linux',
      command: `certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n 'Guestmail local stack' -i ${inBash}`,
    },
    { where: 'On Linux, to undo it', command: `certutil -d sql:$HOME/.pki/nssdb -D -n 'Guestmail local stack'` },
  ];
}

/** `path`: the file with the certificate. */
export function buildTrustAdvice(path: string): Html {
  return html`<div class="notice">
    <h2>Your browser will warn once</h2>
    <p>
      This page, the consent page and the mailboxes are plain http on this machine. The sign-in pages are https, with a
      certificate that no browser knows. Edge and Chrome say <q>Your connection isn't private</q>: choose
      <em>Advanced</em>, then <em>Continue to localhost</em>. Firefox says
      <q>Warning: Potential Security Risk Ahead</q>: choose <em>Advanced</em>, then
      <em>Accept the Risk and Continue</em>. Safari says <q>This Connection Is Not Private</q>: choose
      <em>Show Details</em>, then <em>visit this website</em>. Where the sign-in then fails in Safari, use another
      browser: many versions of Safari drop secure cookies of pages over plain http.
    </p>
    <details>
      <summary>Or trust its certificate authority</summary>
      <p>
        The file is <code>${path}</code>, also <a href="/certificate-authority.crt">to download</a>. It stays the same
        at every start, can vouch for nothing but localhost, and its key is readable for you only. In Firefox: Settings,
        Privacy &amp; Security, View Certificates, Authorities, Import.
      </p>
      <dl class="ways">
        ${listWays(path).map(
          ({ where, command }) =>
            html`<dt>${where}</dt>
              <dd><code>${command}</code></dd>`,
        )}
      </dl>
    </details>
  </div>`;
}

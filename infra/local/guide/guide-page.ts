/**
 * The page on which a newcomer begins: what to open, what the browser will warn of, the commands to copy, and who is there.
 *
 * Every value on it is made up for this stack. It needs no script and changes nothing.
 */
import type { EmulatedAnswer } from '../emulators/kit/emulator.ts';
import { html, type Html } from '../emulators/kit/html.ts';
import { buildFramedPage } from '../emulators/kit/page-frame.ts';
import type { Stack } from '../stack.ts';
import { listCast } from './cast.ts';
import {
  buildBashCommands,
  buildPowerShellCommands,
  readErpValues,
  type Commands,
  type ErpValues,
} from './commands.ts';
import { buildTrustAdvice } from './trust-advice.ts';

const BANNER = 'Local stack of Guestmail: everything is made up, and nothing leaves this machine';

/** `authorityPath`: the file that programs trust; `guideUrl`: where this page is. */
export function buildGuidePage(stack: Stack, authorityPath: string, guideUrl: string): EmulatedAnswer {
  const { publicUrl, directory } = stack;
  const ann = directory.person('ann');
  const erp = readErpValues(stack, guideUrl);
  const body = html`<h1>Guestmail runs on this machine</h1>
    <p>
      ${directory.hostTenant.name} runs an ERP. ${ann.displayName} is a guest there and has a mailbox at home. In three
      steps the ERP sends an email as Ann.
    </p>
    ${buildTrustAdvice(authorityPath)}
    <h2>1. Connect a mailbox</h2>
    <p>
      Open the <a href="${publicUrl}/authorize">consent page</a>, continue, choose <code>${ann.mail}</code> and accept.
      What she then sees is her <a href="${publicUrl}/me">own page</a>, on which she can test and disconnect.
    </p>
    <h2>2. Send, as the ERP</h2>
    <p>A click into a block selects it. Each asks for an access token first, as every ERP does.</p>
    ${buildCommandBlocks('bash', buildBashCommands(erp, ann.host?.objectId ?? ''))}
    ${buildCommandBlocks('PowerShell', buildPowerShellCommands(erp, ann.host?.objectId ?? ''))}
    <h2>3. Look</h2>
    <p>
      The message is in <a href="/mailbox/${encodeURIComponent(ann.mail)}">Ann's mailbox</a>, Sent Items included, and
      in the recipient's: <a href="/mailbox">all mailboxes</a>.
    </p>
    <h2>What the ERP is set up with</h2>
    ${buildValues(erp)}
    <h2>Who is there</h2>
    <p>Take any of them on the consent page; nobody has a password.</p>
    <ul class="list people">
      ${listCast(directory).map(
        ({ name, address, is, shows }) =>
          html`<li>
            <strong><bdi>${name}</bdi></strong> <code>${address}</code>
            <p class="quiet">${is}</p>
            <p>${shows}</p>
          </li>`,
      )}
    </ul>`;
  return buildFramedPage({ title: 'Guestmail: local stack', banner: BANNER, body });
}

export function buildUnknownPage(): EmulatedAnswer {
  const body = html`<h1>Nothing is here</h1>
    <p><a href="/">Begin at the first page</a></p>`;
  return buildFramedPage({ title: 'Nothing is here', banner: BANNER, body, status: 404 });
}

function buildCommandBlocks(shell: string, { token, send }: Commands): Html {
  return html`<h3>${shell}</h3>
    ${buildBlock(`Commands for ${shell}`, `${token}\n\n${send}`)}`;
}

/** A block that scrolls can be reached by keyboard, so it has a name. */
function buildBlock(name: string, text: string): Html {
  // Written on one line, because white space counts.
  return html`<pre class="command" tabindex="0" role="region" aria-label="${name}">${text}</pre>`;
}

function buildValues(erp: ErpValues): Html {
  const rows: [string, string][] = [
    ['Tenant', erp.tenantId],
    ['Client id', erp.clientId],
    ['Client secret', erp.clientSecret],
    ['Scope', erp.scope],
    ['Token endpoint', erp.tokenEndpoint],
    ['The same over http', erp.plainTokenEndpoint],
    ['API', erp.publicUrl],
  ];
  return html`<dl>
      ${rows.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd><code>${value}</code></dd>`,
      )}
    </dl>
    <p class="quiet">The secret is a new one at every start.</p>`;
}

/**
 * What `npm start` prints when everything runs: where to begin, what the ERP is set up with, and the commands for both shells.
 */
import { buildBashCommands, buildPowerShellCommands, readErpValues } from '../guide/commands.ts';
import { DEFAULT_PORT } from '../operator-access.ts';
import type { Stack } from '../stack.ts';

export interface WelcomeInput {
  stack: Stack;
  guideUrl: string;
  /** As a person in this folder writes it. */
  authorityPath: string;
  port: number;
}

export function welcome({ stack, guideUrl, authorityPath, port }: WelcomeInput): string {
  const { publicUrl, directory } = stack;
  const { host, mail } = directory.person('ann');
  const erp = readErpValues(stack, guideUrl);
  const sender = host?.objectId ?? '';
  const [bash, powerShell] = [buildBashCommands(erp, sender), buildPowerShellCommands(erp, sender)];
  const check =
    port === DEFAULT_PORT
      ? 'npm run preflight'
      : `PORT=${port} npm run preflight (PowerShell: $env:PORT=${port}; npm.cmd run preflight)`;
  return `
Ready. Begin at ${guideUrl}/ which has all of this to click and to copy, and says who else can sign in.

  1. Connect     ${publicUrl}/authorize
                 Choose ${mail}, a guest of Contoso with a mailbox at Fabrikam, and accept.
                 Your browser warns once about the certificate of the sign-in pages; the page above says what to do.
  2. Send        the commands below, as the ERP
  3. Look        ${guideUrl}/mailbox

  API            ${publicUrl}
  Token endpoint ${erp.tokenEndpoint}
  The same, http ${erp.plainTokenEndpoint}
  Client id      ${erp.clientId}
  Client secret  ${erp.clientSecret}
  Scope          ${erp.scope}
  Certificate    ${authorityPath} is the authority to trust
  Check          ${check}, in another terminal

bash:

${bash.token}
${bash.send}

PowerShell:

${powerShell.token}
${powerShell.send}

Ctrl-C ends everything.`;
}

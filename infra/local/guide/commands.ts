/**
 * The commands by which a newcomer asks for a token and sends, as the ERP: for bash, and for PowerShell from 5.1 on.
 *
 * Over plain http, so nothing has to trust a certificate. Every value is one of the local stack, without a quotation mark.
 */
import type { Stack } from '../stack.ts';

export interface Commands {
  /** Leaves the access token in a variable. */
  token: string;
  send: string;
}

/** What the ERP is set up with. */
export interface ErpValues {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  /** As Entra announces it. */
  tokenEndpoint: string;
  /** The same one over plain http. */
  plainTokenEndpoint: string;
  publicUrl: string;
}

/** `guideUrl`: the server that passes token requests on. */
export function readErpValues({ registrations, directory, entra, publicUrl }: Stack, guideUrl: string): ErpValues {
  const { id: tenantId } = directory.hostTenant;
  const path = `/${tenantId}/oauth2/v2.0/token`;
  return {
    tenantId,
    clientId: registrations.erp.clientId,
    clientSecret: registrations.erp.secrets[0]?.value ?? '',
    scope: `${registrations.connector.clientId}/.default`,
    tokenEndpoint: `${entra.url}${path}`,
    plainTokenEndpoint: `${guideUrl}${path}`,
    publicUrl,
  };
}

export function buildBashCommands(erp: ErpValues, sender: string): Commands {
  const fields = Object.entries(tokenFields(erp)).map(([name, value]) => `-d ${name}='${value}'`);
  return {
    token: `TOKEN=$(curl -s '${erp.plainTokenEndpoint}' \\
  ${fields.join(' \\\n  ')} |
  sed -n 's/.*"access_token":"\\([^"]*\\)".*/\\1/p')`,
    send: `curl -i '${erp.publicUrl}/send' \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '${JSON.stringify(firstMail(sender))}'`,
  };
}

export function buildPowerShellCommands(erp: ErpValues, sender: string): Commands {
  const fields = Object.entries(tokenFields(erp)).map(([name, value]) => `  ${name} = '${value}'`);
  return {
    token: `$form = @{
${fields.join('\n')}
}
$token = (Invoke-RestMethod -Method Post -Uri '${erp.plainTokenEndpoint}' -Body $form).access_token`,
    send: `$mail = '${JSON.stringify(firstMail(sender))}'
$headers = @{ Authorization = "Bearer $token" }
Invoke-RestMethod -Method Post -Uri '${erp.publicUrl}/send' -Headers $headers -ContentType 'application/json; charset=utf-8' -Body $mail`,
  };
}

function tokenFields({ clientId, clientSecret, scope }: ErpValues): Record<string, string> {
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope };
}

function firstMail(sender: string) {
  return {
    sender,
    message: {
      subject: 'The first mail',
      body: { contentType: 'Text', content: 'Sent by the ERP, as Ann.' },
      toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
    },
  };
}

/**
 * Who else handles data: the services that the app uses, and who runs them. In English.
 *
 * This software reports to nobody: it calls the services below, in the subscription and the tenants of those who use it, and no others.
 */
import type { TrustSettings } from './trust-settings.ts';

export interface Processor {
  name: string;
  role: string;
  data: string;
  where: string;
}

/** `region`: of Azure. */
export function listProcessors(settings: TrustSettings, region: string): readonly Processor[] {
  const { entraAuthority, graphUrl, logoUrl, mailPermission } = settings;
  const uploads =
    mailPermission === 'Mail.ReadWrite' ? ', large files at the address of Exchange that Graph names' : '';
  const azure = 'Microsoft (Azure), for whoever holds the subscription';
  return [
    {
      name: 'Azure Functions, Table Storage, Key Vault',
      role: azure,
      data: 'Everything that the section on data lists, but for the log.',
      where: `${region}.`,
    },
    {
      name: 'Azure Monitor (Application Insights, Log Analytics, alerts)',
      role: azure,
      data: 'Log lines and alerts.',
      where: `${region}; an alert is an email from Microsoft to the operator.`,
    },
    {
      name: 'Microsoft Entra ID',
      role: "Microsoft, for the host tenant and for the person's own organisation, under their own contracts",
      data: `Sign-ins and tokens, at ${new URL(entraAuthority).host}.`,
      where: 'Where each of the two tenants is.',
    },
    {
      name: 'Microsoft Graph, Exchange Online',
      role: "Microsoft, for the person's own organisation, under its own contract",
      data: `The emails, handed over at ${new URL(graphUrl).host}${uploads}: they leave from the mailbox there.`,
      where: 'Where the mailbox is.',
    },
    ...(logoUrl === undefined
      ? []
      : [
          {
            name: 'Web server of the logo',
            role: 'Whoever serves the picture',
            data: `IP address of whoever opens a page, at ${new URL(logoUrl).host}.`,
            where: 'Not known here.',
          },
        ]),
  ];
}

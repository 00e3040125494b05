/**
 * Where a person sees and withdraws, at Microsoft, the permission they gave: the My Apps portal of their home tenant.
 *
 * The app itself cannot withdraw it, and only an administrator can withdraw what an administrator approved. Source: Microsoft
 * support, "Edit or revoke application permissions in the My Apps portal".
 */
import { html, type SafeHtml } from '../kit/html.ts';
import type { PersonContext } from './person-context.ts';

export interface PortalTenant {
  entraAuthority: string;
  homeTenantId?: string | undefined;
}

/** Undefined for a cloud whose portal is not known. */
export function buildMyAppsUrl({ entraAuthority, homeTenantId }: PortalTenant): string | undefined {
  const host = new URL(entraAuthority).hostname;
  if (host.endsWith('.cn')) return undefined;
  const portal = host.endsWith('.us') ? 'https://myapps.microsoft.us/' : 'https://myapps.microsoft.com/';
  return homeTenantId ? `${portal}?tenantid=${encodeURIComponent(homeTenantId)}` : portal;
}

/** How to withdraw the permission at Microsoft, with the link where there is one. */
export function renderConsentAtMicrosoft({ settings, texts }: PersonContext, homeTenantId?: string): SafeHtml {
  const { portalName, portalLink, atMicrosoft } = texts.disconnect;
  const url = buildMyAppsUrl({ entraAuthority: settings.entraAuthority, homeTenantId });
  const portal = url ? html`<a href="${url}" rel="noreferrer">${portalLink}</a>` : html`${portalName}`;
  return html`<p>${atMicrosoft(portal)}</p>`;
}

/**
 * Where a person sees and withdraws, at Microsoft, the permission they gave: the My Apps portal of their home tenant.
 *
 * The app itself cannot withdraw it, and only an administrator can withdraw what an administrator approved. Source: Microsoft
 * support, "Edit or revoke application permissions in the My Apps portal".
 */
import { html, type SafeHtml } from '../kit/html.ts';

export interface ConsentAtMicrosoftView {
  entraAuthority: string;
  homeTenantId?: string | undefined;
}

/** Undefined for a cloud whose portal is not known. */
export function buildMyAppsUrl({ entraAuthority, homeTenantId }: ConsentAtMicrosoftView): string | undefined {
  const host = new URL(entraAuthority).hostname;
  if (host.endsWith('.cn')) return undefined;
  const portal = host.endsWith('.us') ? 'https://myapps.microsoft.us/' : 'https://myapps.microsoft.com/';
  return homeTenantId ? `${portal}?tenantid=${encodeURIComponent(homeTenantId)}` : portal;
}

/** How to withdraw the permission at Microsoft, with the link where there is one. */
export function renderConsentAtMicrosoft(view: ConsentAtMicrosoftView): SafeHtml {
  const url = buildMyAppsUrl(view);
  const portal = url ? html`<a href="${url}" rel="noreferrer">My&nbsp;Apps</a>` : html`Microsoft’s My&nbsp;Apps portal`;
  return html`<p>
    Microsoft keeps the permission you gave until you withdraw it there: open ${portal} with your work account, point at
    this app, choose the three dots, then <b>Manage your application</b> and <b>Revoke permissions</b>. If your IT
    department approved the app for everybody, only they can withdraw it.
  </p>`;
}

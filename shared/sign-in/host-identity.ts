/**
 * Whom the host leg proved, and where their account lives. Only identifiers; no token leaves that leg.
 */
export interface HostIdentity {
  hostTenantId: string;
  hostObjectId: string;
  userPrincipalName?: string;
  loginHint?: string;
  /** For pages. */
  displayAddress: string;
  homeTenantId: string;
  homeObjectId: string;
}

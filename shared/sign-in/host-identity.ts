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
  /** The generation of the suspended grant that this sign-in may end: its own, or one whose replacement was confirmed. */
  resumes?: number;
}

/**
 * What proves the names of a sender, and until when. Pure but for the two questions to Microsoft Graph.
 *
 * The host UPN comes from the host tenant. A guest's is in the token of a sign-in there, the only place that shows it, and stays until
 * the next one; a member's is the UPN in the directory that is read anyway. An address comes from the home tenant: its directory can
 * name any, so one counts only while Exchange says that there is a mailbox and while its domain is that of the home UPN or of an `email`
 * that Entra calls verified (`xms_edov`). What can be read again is not used NAME_PROOF_MAX_DAYS after it was read.
 */
import { ADDRESSES_PER_SENDER_MAX, NAME_PROOF_MAX_DAYS } from '../limits.ts';
import type { ErrorCode } from '../outcomes.ts';
import { isSenderName, type SenderName } from '../sender.ts';
import type { Grant } from './grant.ts';
import type { TokenSet } from './token-set.ts';

/** What the home tenant and Exchange say of the account that a token speaks for. */
export interface MailboxReader {
  /** @throws ConnectorError `graph_unavailable` */
  readProfile(accessToken: string): Promise<MailboxProfile>;
  probeMailbox(accessToken: string): Promise<{
    kind: 'exists' | 'missing' | 'unclear';
    code?: string;
    refusal?: ErrorCode | undefined;
    claims?: string | undefined;
  }>;
}

export interface MailboxProfile {
  /** Primary address. */
  address: string;
  /** UPN in the home tenant. */
  userPrincipalName: string;
  /** Every address of the mailbox. */
  addresses: readonly string[];
}

/** The part of a token set that is read again. */
export type Proofs = Pick<TokenSet, 'mailbox' | 'addresses' | 'provenAt'>;

export interface ReadProofs {
  proofs: Proofs;
  /** UPN in the home tenant as its directory says it, proven or not. */
  homeUserPrincipalName: string;
  probe: 'exists' | 'missing' | 'unclear';
  code?: string;
}

/** Home UPN, primary address and aliases whose domain is proven, in lower case, the most important first. */
export function listProvenAddresses(
  { address, userPrincipalName, addresses }: MailboxProfile,
  emailDomain: string | undefined,
): string[] {
  const domains = [domainOf(userPrincipalName), emailDomain?.toLowerCase()];
  const candidates = [userPrincipalName, address, ...addresses].map((one) => one.toLowerCase());
  const proven = candidates.filter((one) => isSenderName(one) && domains.includes(domainOf(one)));
  return [...new Set(proven)].slice(0, ADDRESSES_PER_SENDER_MAX);
}

/**
 * Reads the proofs anew. While Exchange is unclear nothing is added and the age stays; what the directory no longer names goes.
 * `former` is what was proven before; `code` what an unclear or missing mailbox was answered with.
 */
export async function readProofs(
  graph: MailboxReader,
  { accessToken, emailDomain }: Pick<TokenSet, 'accessToken' | 'emailDomain'>,
  former: Partial<Proofs>,
  now: Date,
): Promise<ReadProofs> {
  const profile = await graph.readProfile(accessToken);
  const { kind: probe, code } = await graph.probeMailbox(accessToken);
  const named = listProvenAddresses(profile, emailDomain);
  const before = former.addresses ?? (former.mailbox === undefined ? [] : [former.mailbox.toLowerCase()]);
  const kept = named.filter((one) => before.includes(one));
  const addresses = { exists: named, missing: [], unclear: kept }[probe];
  const provenAt = probe === 'unclear' ? former.provenAt : now.getTime();
  const proofs = { mailbox: profile.address, addresses, ...(provenAt !== undefined && { provenAt }) };
  const { userPrincipalName: homeUserPrincipalName } = profile;
  return { proofs, homeUserPrincipalName, probe, ...(code !== undefined && { code }) };
}

/** Whether addresses that were read then may still be used. */
export function isFresh({ provenAt }: Pick<TokenSet, 'provenAt'>, now: Date): boolean {
  return provenAt !== undefined && now.getTime() - provenAt <= NAME_PROOF_MAX_DAYS * 24 * 3600 * 1000;
}

/** The names that a token set proves now, in lower case. */
export function listUsableNames(tokens: TokenSet, now: Date): string[] {
  const addresses = isFresh(tokens, now) ? (tokens.addresses ?? []) : [];
  return [...new Set([...(tokens.userPrincipalName ? [tokens.userPrincipalName.toLowerCase()] : []), ...addresses])];
}

/** Whether the name was sealed with the tokens, however long ago; a row of before addresses were sealed has its mailbox alone. */
export function isSealedName({ mailbox, addresses, userPrincipalName }: TokenSet, name: string): boolean {
  const sealed = addresses ?? [mailbox.toLowerCase()];
  return name === userPrincipalName?.toLowerCase() || sealed.includes(name);
}

/** Whether the home tenant is the host tenant, so that both UPNs are one. */
export function isMember({ sender, homeTenantId }: Pick<Grant, 'sender' | 'homeTenantId'>): boolean {
  return homeTenantId === sender.hostTenantId;
}

/** Whether a name was sealed too long ago to be used before it is read again; what no directory shows us has no age. */
export function isAged(
  grant: Pick<Grant, 'sender' | 'homeTenantId'>,
  tokens: TokenSet,
  name: string,
  now: Date,
): boolean {
  if (isFresh(tokens, now) || !isSealedName(tokens, name)) return false;
  return isMember(grant) || name !== tokens.userPrincipalName?.toLowerCase();
}

/** The columns of a grant that repeat what was sealed, for answers and lookups. */
export function describeProofs(
  tokens: TokenSet,
): Pick<Grant, 'mailbox' | 'names' | 'userPrincipalName' | 'namesProvenAt'> {
  const { mailbox, userPrincipalName, provenAt } = tokens;
  return {
    mailbox,
    names: namesOf(tokens),
    ...(userPrincipalName && { userPrincipalName }),
    ...(provenAt !== undefined && { namesProvenAt: new Date(provenAt) }),
  };
}

function namesOf({ addresses = [], userPrincipalName }: TokenSet): SenderName[] {
  const names: SenderName[] = addresses.map((value) => ({ kind: 'address', value }));
  if (userPrincipalName) names.push({ kind: 'userPrincipalName', value: userPrincipalName.toLowerCase() });
  return names;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

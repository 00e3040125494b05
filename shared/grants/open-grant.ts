/**
 * Opens the tokens of a connected grant, and writes down what stands in the way, so that nobody is told of a connection that
 * cannot send.
 *
 * Tokens or key that are gone end the connection; a record that is refused leaves it to the operator, and the problem goes when the
 * record opens again. What passes by itself is not written. It asks Entra for nothing.
 */
import { ConnectorError } from '../errors.ts';
import type { Vault } from '../vault/vault.ts';
import type { FoundSender } from './find-sender.ts';
import type { DueStore, Grant, GrantStore, SealedTokens, Versioned } from './grant.ts';
import { isSuspended } from './home-account.ts';
import type { OpenedGrant } from './refresh-tokens.ts';
import { withAccountProblem } from './mailbox-problem.ts';
import { replaceUnlessChanged } from './replace-unless-changed.ts';
import { createRestorePlace } from './restore-place.ts';
import { createOpenTokens } from './sealed-tokens.ts';

/**
 * `isUsable`: which grants may be opened; default: connected ones.
 * @throws ConnectorError `consent_required` when the connection has ended, `identity_changed` when a sign-in has contradicted it,
 *   `sealed_record_refused`, or as `Vault.open`
 */
export type OpenGrant = (
  found: Pick<FoundSender, 'grant' | 'tokens'>,
  isUsable?: (grant: Grant) => boolean,
) => Promise<OpenedGrant & { tokens: Versioned<SealedTokens> }>;

export interface OpenGrantDependencies {
  grants: Pick<GrantStore, 'replace'>;
  due: Pick<DueStore, 'add' | 'remove'>;
  vault: Pick<Vault, 'open'>;
  now: () => Date;
}

export function createOpenGrant(dependencies: OpenGrantDependencies): OpenGrant {
  const { grants } = dependencies;
  const openTokens = createOpenTokens(dependencies.vault);
  const restorePlace = createRestorePlace(dependencies);

  return async ({ grant, tokens }, isUsable = isConnected) => {
    if (grant && isSuspended(grant)) throw new ConnectorError('identity_changed');
    if (!grant || !isUsable(grant)) {
      if (grant) await restorePlace(grant);
      throw new ConnectorError('consent_required');
    }
    if (grant.hostProblem) throw new ConnectorError(grant.hostProblem.code);
    try {
      if (!tokens) throw new ConnectorError('consent_required', { cause: new Error('The tokens are gone.') });
      const opened = await openTokens(grant, tokens.sealed);
      if (grant.problem?.code === 'sealed_record_refused')
        await replaceUnlessChanged(grants, withAccountProblem(grant));
      return { grant, tokens, opened };
    } catch (error) {
      if (error instanceof ConnectorError) {
        const found = withProblem(grant, error);
        if (found && grant.problem?.code !== error.code) await replaceUnlessChanged(grants, found);
      }
      throw error;
    }
  };
}

function isConnected({ status }: Grant): boolean {
  return status === 'connected';
}

/** The grant as a failure to open it leaves it; undefined when the failure says nothing about this grant. */
export function withProblem<Some extends Grant>(grant: Some, { code }: ConnectorError): Some | undefined {
  if (code === 'consent_required') return { ...grant, status: 'reconsent_required', problem: { code } };
  return code === 'sealed_record_refused' ? withAccountProblem(grant, { code }) : undefined;
}

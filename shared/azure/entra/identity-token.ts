/**
 * Access tokens of the managed identity for services that the operator has listed. It decides for nobody which these are.
 */
import type { TokenCredential } from '@azure/identity';
import { ConnectorError } from '../../errors.ts';
import { readIdentityStatus } from './identity-failure.ts';

/** Undefined for an audience for which there is no token, such as one that nobody has registered. @throws ConnectorError `entra_unavailable` */
export function createIdentityToken(identity: TokenCredential): (audience: string) => Promise<string | undefined> {
  return async (audience) => {
    const given = await identity.getToken(`${audience}/.default`).catch((cause: unknown) => {
      const status = readIdentityStatus(cause);
      if (status >= 400 && status < 500 && status !== 429) return null;
      // Messages of the SDK may quote the answer.
      const reason = new Error(`The managed identity gave no token for a callback (status ${status}).`);
      throw new ConnectorError('entra_unavailable', { cause: reason });
    });
    return given?.token;
  };
}

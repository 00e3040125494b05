import { describe, expect, it } from 'vitest';
import { ConnectorError, type ConnectorErrorOptions } from '../../../shared/errors.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import { checkClientCredential } from '../../../shared/readiness/check-client-credential.ts';
import { checkHostGrant } from '../../../shared/readiness/check-host-grant.ts';
import { checkTokenKeys } from '../../../shared/readiness/check-token-keys.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';
import { createMemoryKeyEncryptionKeys } from '../../fakes/memory-key-encryption-keys.ts';

const { now } = createManualClock();
const inSeconds = (seconds: number) => new Date(now().getTime() + seconds * 1000);
const accepts = async () => undefined;
const refuses =
  (code: ErrorCode, options: ConnectorErrorOptions = {}) =>
  () =>
    Promise.reject(new ConnectorError(code, options));

describe('checkClientCredential', () => {
  const check = (changes: Partial<Parameters<typeof checkClientCredential>[0]> = {}) =>
    checkClientCredential({
      kind: 'secret',
      readExpiry: async () => inSeconds(1),
      proveClient: accepts,
      now,
      ...changes,
    });

  it('holds until the second in which the credential ends', async () => {
    await expect(check()).resolves.toMatch(/^Entra accepts the secret; it expires on \d{4}-\d\d-\d\d\.$/);
    await expect(check({ readExpiry: async () => inSeconds(0) })).rejects.toMatchObject({
      code: 'client_credential_refused',
    });
  });

  it('asks Entra for nothing with a credential that has ended', async () => {
    let asked = 0;
    const proveClient = async () => void (asked += 1);
    await check({ readExpiry: async () => inSeconds(-1), proveClient }).catch(() => undefined);
    expect(asked).toBe(0);
  });

  it('says when no end is recorded', async () => {
    await expect(check({ readExpiry: async () => undefined })).resolves.toMatch(/has no recorded end/);
  });

  it('reads no secret for a federated credential', async () => {
    const federated = check({ kind: 'federated', readExpiry: refuses('vault_access_refused') });
    await expect(federated).resolves.toBe('Entra accepts the managed identity.');
  });
});

describe('checkHostGrant', () => {
  it('says what it cannot see, also when the app is there', async () => {
    await expect(checkHostGrant(accepts)).resolves.toMatch(/^The app is known.*cannot be seen/);
    const unproven = checkHostGrant(refuses('client_credential_refused', { upstreamCode: 'AADSTS7000215' }));
    await expect(unproven).resolves.toMatch(/^Whether .*cannot be seen/);
  });

  it.each(['AADSTS7000229', 'AADSTS700016'])('is refused when Entra says %s', async (upstreamCode) => {
    const check = checkHostGrant(refuses('client_credential_refused', { upstreamCode }));
    await expect(check).rejects.toMatchObject({ upstreamCode });
  });

  it('passes an outage on', async () => {
    await expect(checkHostGrant(refuses('entra_unavailable'))).rejects.toMatchObject({
      code: 'entra_unavailable',
    });
  });
});

describe('checkTokenKeys', () => {
  const ending = (expiresAt: Date) => {
    const keys = createMemoryKeyEncryptionKeys(now);
    return { ...keys, current: async () => ({ ...(await keys.current()), expiresAt }) };
  };

  it('unwraps with every key, and obeys the end of the last one alone', async () => {
    const old = createMemoryKeyEncryptionKeys(now);
    const openKeys = () => [{ ...old, ...ending(inSeconds(-1)) }, ending(inSeconds(60))];
    await expect(checkTokenKeys({ openKeys, now })).resolves.toMatch(/the one in use expires on/);
    const ended = checkTokenKeys({ openKeys: () => openKeys().toReversed(), now });
    await expect(ended).rejects.toMatchObject({ code: 'vault_access_refused' });
  });

  it('is refused when the service gives another key back', async () => {
    const keys = createMemoryKeyEncryptionKeys(now);
    const openKeys = () => [{ ...keys, unwrap: async () => new Uint8Array(32) }];
    await expect(checkTokenKeys({ openKeys, now })).rejects.toMatchObject({ code: 'sealed_record_refused' });
  });
});

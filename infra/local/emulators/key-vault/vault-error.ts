/**
 * The one error of the Key Vault emulator and its form on the wire.
 *
 * `{ error: { code, message, innererror: { code } } }`, as the Key Vault REST reference words it; clients branch on
 * the outer code, people look at the inner one.
 */
import type { EmulatedAnswer } from '../kit/emulator.ts';

/** A refusal of the vault. */
export class VaultError extends Error {
  readonly status: number;
  readonly code: string;
  readonly innerCode: string | undefined;

  constructor(status: number, code: string, message: string, innerCode?: string) {
    super(message);
    this.name = 'VaultError';
    this.status = status;
    this.code = code;
    this.innerCode = innerCode;
  }
}

/** A request that the vault cannot read: 400 `BadParameter`. */
export function badParameter(message: string): VaultError {
  return new VaultError(400, 'BadParameter', message);
}

/** Builds the answer of a refusal. */
export function buildVaultErrorAnswer({ status, code, message, innerCode }: VaultError): EmulatedAnswer {
  return { status, body: { error: { code, message, ...(innerCode && { innererror: { code: innerCode } }) } } };
}

/**
 * Starts the local Entra ID: authorization, token and discovery endpoints of every tenant of the directory.
 *
 * It is strict where Entra is strict, so that what works here works in Entra; passwords, multi-factor authentication and
 * everything but the code, refresh and client credentials grants are left out. It stores nothing on disk.
 */
import type { Certificate } from '../kit/certificate.ts';
import type { Directory } from '../kit/directory.ts';
import { startEmulator, type Emulator } from '../kit/emulator.ts';
import type { TokenSigner } from '../kit/token-signer.ts';
import { answerControl, CONTROL_PREFIX } from './answer-control.ts';
import { createEntraControl, type EntraControl } from './entra-control.ts';
import type { Registration } from './registration.ts';
import { route } from './route.ts';
import { createState, type EntraState } from './state.ts';

export interface EntraOptions {
  certificate: Certificate;
  /** 0 takes a free one. */
  port: number;
  directory: Directory;
  /** Signs Graph tokens, and everything else until the first rotation. */
  signer: TokenSigner;
  registrations: Registration[];
  now: () => Date;
  /** `aud` of Graph access tokens; default https://graph.microsoft.com. */
  graphAudience?: string;
}

export interface Entra extends Emulator, EntraControl {
  registrations: Registration[];
  settings: EntraState['settings'];
  consents: EntraState['consents'];
  /** Signs people out of every browser. */
  sessions: Pick<EntraState['sessions'], 'end'>;
  rotateSigningKey(options?: { isOldKept?: boolean }): Promise<void>;
}

/** Starts Entra on 127.0.0.1; control calls are under `/__entra/`. */
export async function startEntra(options: EntraOptions): Promise<Entra> {
  const entra = createState(options);
  const control = createEntraControl(entra);
  const emulator = await startEmulator({
    name: 'entra',
    certificate: options.certificate,
    port: options.port,
    bodyMaxBytes: 1024 * 1024,
    controlPrefix: CONTROL_PREFIX,
    answer: (request) =>
      request.path.startsWith(CONTROL_PREFIX) ? answerControl(entra, control, request) : route(entra, request),
  });
  entra.url = emulator.url;
  return {
    ...emulator,
    ...control,
    registrations: entra.registrations,
    settings: entra.settings,
    consents: entra.consents,
    sessions: entra.sessions,
    rotateSigningKey: ({ isOldKept = true } = {}) => entra.keys.rotate({ isOldKept }),
  };
}

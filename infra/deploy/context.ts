/**
 * What every step of a deployment may use. It is passed in, so no step reads the clock or the terminal by itself.
 */
import type { CheckResult } from '../../shared/readiness/check.ts';
import type { RedirectUriDependencies } from '../../shared/readiness/check-redirect-uri.ts';
import type { Az } from '../azure-cli/az.ts';

/** A Microsoft cloud as `main.bicep` names it. */
export type CloudName = 'global' | 'usgov' | 'usgovdod' | 'china';

export interface Context {
  az: Az;
  /** What child processes inherit. */
  environment: Readonly<Record<string, string | undefined>>;
  /** The administrator's choices, by the variables of main.bicepparam; steps add what they find out. */
  settings: Map<string, string>;
  /** Asks the person at the terminal; undefined without one. */
  ask: ((question: string, suggestion: string) => Promise<string>) | undefined;
  buildPackage(): Promise<Buffer>;
  /** What `npm run preflight` asks with these settings; rejects with a plain sentence. */
  checkInstallation(settings: Record<string, string>): Promise<CheckResult[]>;
  /** Whether Entra knows the client and the redirect URI of that address; undefined where it does not say. */
  askEntra(config: RedirectUriDependencies['config']): Promise<boolean | undefined>;
  /** Keeps a text on this machine under that name; returns its path. Rejects with an error that has a code. */
  writeFile(name: string, text: string): Promise<string>;
  print(line: string): void;
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

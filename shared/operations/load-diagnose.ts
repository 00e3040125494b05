/**
 * Loads what diagnoses a sender when somebody first asks for that, and hands it what the start has loaded already.
 */
import { ConnectorError } from '../errors.ts';
import { appOf, consentUrl, describeProblem } from '../grants/describe-sender.ts';
import { TimeLimit, withTimeLimit } from '../time-limit.ts';
import type { Diagnose, DiagnoseParts, StartedParts } from './diagnosis/diagnose-parts.ts';

export type LoadDiagnoseDependencies = Omit<DiagnoseParts, keyof StartedParts>;

export function createLoadDiagnose(dependencies: LoadDiagnoseDependencies): Diagnose {
  const started: StartedParts = { ConnectorError, TimeLimit, withTimeLimit, appOf, consentUrl, describeProblem };
  return async (...given) => {
    const { createDiagnoseSender } = await import('./diagnosis/diagnose-sender.ts');
    return createDiagnoseSender({ ...dependencies, ...started })(...given);
  };
}

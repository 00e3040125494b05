/**
 * What a step of a diagnosis came to, before it is put into words. Types only.
 */
import type { GrantProblem } from '../../grants/grant.ts';
import type { Who } from '../../outcomes.ts';
import type { Found } from './diagnosis-answer.ts';
import type { Finding, StepName } from './step-names.ts';

export interface Judged {
  state: 'ok' | 'warning' | 'failed' | 'skipped';
  /** A step has a finding, a problem, or a step that has to be ok first. */
  finding?: Finding;
  /** Of Microsoft, beside a finding. */
  upstreamCode?: string;
  problem?: GrantProblem;
  /** More exactly than the problem says. */
  said?: { who?: Who; detail?: string };
  skippedFor?: StepName;
  found?: Found;
}

export interface JudgedStep extends Judged {
  name: StepName;
}

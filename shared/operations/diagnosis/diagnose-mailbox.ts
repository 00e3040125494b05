/**
 * Diagnoses a mailbox that a document names, step by step, as a person's connection is diagnosed; it sends nothing.
 *
 * What a send would be refused for fails the step that it belongs to. Steps that are about a person's connection are skipped, but for a
 * shared mailbox, which its person's connection sends from.
 */
import type { LookedMailbox } from '../../mailboxes/look-at-entry.ts';
import { outcomes } from '../../outcomes.ts';
import type { DiagnoseParts } from './diagnose-parts.ts';
import { isPaused, judgeLimits } from './judge-mailbox.ts';
import { judgePolicy } from './judge-policy.ts';
import { skippedFor } from './judge-steps.ts';
import type { Judged, JudgedStep } from './judged.ts';
import type { StepName } from './step-names.ts';
import { stepOfCode } from './step-of-code.ts';
import { saidOf, type TryWork } from './try-work.ts';

type Tried<Value> = Awaited<ReturnType<TryWork>> | { value: Value };
type Refused = Extract<Tried<never>, { refusal: unknown }>;

const needless: Judged = { state: 'skipped', finding: 'needless' };

export function createDiagnoseMailbox({ tenants, stores, config, now }: DiagnoseParts, tryWork: TryWork) {
  return async (looked: LookedMailbox, clientId: string | undefined): Promise<JudgedStep[]> => {
    const { sender, homeTenantId } = looked;
    const [tenant, load, opened, listed] = await Promise.all([
      tryWork('storage_unavailable', () => tenants.read(sender.hostTenantId)),
      tryWork('storage_unavailable', () => stores.mailboxLoads.read(sender).then((row) => row?.load)),
      tryWork('entra_unavailable', () => looked.open()),
      tryWork('storage_unavailable', async () => clientId !== undefined && looked.requireApplication(clientId)),
    ]);
    const isLeftAlone = isPaused({ load }, now());
    const probe = 'value' in opened && !isLeftAlone ? opened.value.probe : undefined;
    const probed = probe && (await tryWork('graph_unavailable', probe));
    const refused = 'refusal' in opened ? opened : undefined;
    const at = refused && placeOf(refused, looked);
    const policy = judgePolicy({ tenant, grant: homeTenantId === undefined ? undefined : { homeTenantId } }, undefined);
    const isListed = policy.state === 'failed' || 'value' in listed;
    const stepAt = (name: StepName, otherwise: Judged): Judged =>
      refused && at === name ? failed(refused) : otherwise;
    const unless = (finding: Judged): Judged => (at ? skippedFor(at) : finding);
    const isShared = looked.provider === 'graph-shared';
    const ofPerson = (finding: Judged): Judged => (isShared ? unless(finding) : needless);
    const options = { messagesPerMinute: config.messagesPerMinute, now: now() };
    const steps: [StepName, Judged][] = [
      ['identity', { state: 'ok', finding: 'configured', found: identityOf(looked) }],
      ['names', needless],
      ['grant', stepAt('grant', ofPerson({ state: 'ok', finding: 'connected' }))],
      ['policy', isListed ? stepAt('policy', policy) : failed(listed)],
      ['token', stepAt('token', unless({ state: 'ok', finding: 'given' }))],
      ['permission', stepAt('permission', ofPerson({ state: 'ok', finding: 'granted' }))],
      ['limits', judgeLimits({ load, tenant, history: { value: undefined } }, options)],
      ['mailbox', stepAt('mailbox', unless(isLeftAlone ? skippedFor('limits') : judgeProbe(probed)))],
    ];
    return steps.map(([name, judged]) => ({ name, ...judged }));
  };
}

function identityOf({ document, provider, mailbox, homeTenantId }: LookedMailbox) {
  return { document, provider, mailbox, ...(homeTenantId !== undefined && { homeTenantId }) };
}

/** Where no person's connection is used, what would end one is of the token. */
function placeOf({ refusal: { code } }: Refused, { provider }: LookedMailbox): StepName {
  if (code === 'shared_mail_not_granted') return 'permission';
  const step = stepOfCode(code, outcomes[code].disposition);
  return step === 'grant' && provider !== 'graph-shared' ? 'token' : step;
}

function judgeProbe(probed: Tried<unknown> | undefined): Judged {
  if (!probed) return { state: 'skipped', finding: 'untried' };
  return 'refusal' in probed ? failed(probed) : { state: 'ok', finding: 'reached' };
}

function failed({ refusal, error }: Refused): Judged {
  return { state: 'failed', problem: refusal, said: saidOf(error) };
}

/**
 * Diagnoses one sender: asks everything that a send depends on, sending nothing, and tells step by step what was found and who must act.
 *
 * It writes what looking at a sender and reading a token write, and nothing else: a refresh that Entra refuses for good ends a connection
 * here as it does in a send. Every question has a time limit, and one that fails is told in its step. In the built app it is in a file of
 * its own, so what the start has loaded, errors included, is handed in.
 */
import type { FoundSender } from '../../grants/find-sender.ts';
import type { Grant } from '../../grants/grant.ts';
import { DIAGNOSIS_TEST_MILLISECONDS } from '../../diagnosis-limits.ts';
import { outcomes, type ErrorCode } from '../../outcomes.ts';
import type { Message } from '../../outbox/message.ts';
import type { LookedMailbox } from '../../mailboxes/look-at-entry.ts';
import { createAskSender } from './ask-sender.ts';
import { createDiagnoseMailbox } from './diagnose-mailbox.ts';
import type { Diagnose, Diagnosed, DiagnoseParts, Whose } from './diagnose-parts.ts';
import type { DiagnosisStep } from './diagnosis-answer.ts';
import { judgeSteps, skippedFor } from './judge-steps.ts';
import type { Judged, JudgedStep } from './judged.ts';
import { stepNames } from './step-names.ts';
import { findingActors, findingWords, skippedWords } from './step-words.ts';
import { createTryWork, saidOf } from './try-work.ts';

type Found = { looked: LookedMailbox } | Pick<FoundSender, 'sender' | 'grant' | 'tokens'>;

export function createDiagnoseSender(parts: DiagnoseParts): Diagnose {
  const { senders, mailboxes, now, config } = parts;
  const { messagesPerMinute } = config;
  const tryWork = createTryWork(parts);
  const ask = createAskSender(parts, tryWork);
  const askMailbox = createDiagnoseMailbox(parts, tryWork);
  const describe = createDescribeStep(parts);

  /** A refusal: who is meant cannot be told. @throws ConnectorError `not_found` */
  async function find(whose: Whose) {
    const found = await tryWork('graph_unavailable', async (): Promise<Found> => {
      if ('sender' in whose) return { sender: whose.sender, ...(await senders.read(whose.sender)) };
      const looked = await mailboxes.look(whose.hostTenantId, whose.reference);
      if (looked) return { looked };
      const { grant, tokens } = await senders.find(whose.hostTenantId, whose.reference);
      return { sender: grant.sender, grant, ...(tokens && { tokens }) };
    });
    if ('refusal' in found && found.refusal.code === 'not_found') throw found.error;
    return found;
  }

  /** It is sent only where every other step lets it leave. */
  async function judgeTest(steps: readonly JudgedStep[], send: () => Promise<Message>): Promise<Judged> {
    const failed = steps.find(({ state }) => state === 'failed');
    if (failed) return skippedFor(failed.name);
    const sent = await tryWork('delivery_unknown', send, DIAGNOSIS_TEST_MILLISECONDS);
    if ('refusal' in sent) return { state: 'failed', problem: sent.refusal, said: saidOf(sent.error) };
    const { id: messageId, status, error } = sent.value;
    const found = { messageId };
    if (status === 'sent') return { state: 'ok', finding: 'accepted', found };
    const { code = 'delivery_unknown', graphCode } = error ?? {};
    const problem = { code, ...(graphCode !== undefined && { upstreamCode: graphCode }) };
    return { state: 'failed', problem, found };
  }

  async function judge(found: Found, clientId: string | undefined) {
    if ('looked' in found) {
      const { looked } = found;
      const sender = { ...looked.sender, hostObjectId: looked.id };
      return { sender, steps: await askMailbox(looked, clientId) };
    }
    const facts = await ask(found);
    const steps = judgeSteps(facts, { messagesPerMinute, now: now() });
    return { sender: found.sender, steps, ...(facts.grant && { grant: facts.grant }) };
  }

  return async (whose, test) => {
    const found = await find(whose);
    if ('refusal' in found) {
      const { hostTenantId } = 'sender' in whose ? whose.sender : whose;
      const problem = found.refusal;
      const names = stepNames.filter((name) => name !== 'test' || test);
      const steps = names.map((name): JudgedStep =>
        name === 'identity' ? { name, state: 'failed', problem } : { name, ...skippedFor('identity') },
      );
      const told = steps.map((step) => describe(step, hostTenantId, {}));
      return tell(undefined, told, now());
    }
    const { sender, steps, grant = {} } = await judge(found.value, 'clientId' in whose ? whose.clientId : undefined);
    if (test) steps.push({ name: 'test', ...(await judgeTest(steps, () => test(sender))) });
    const told = steps.map((step) => describe(step, sender.hostTenantId, grant));
    return tell(sender.hostObjectId, told, now());
  };
}

function tell(id: string | undefined, steps: DiagnosisStep[], checkedAt: Date): Diagnosed {
  const failed = steps.find(({ state }) => state === 'failed');
  const result = failed ? 'failed' : steps.some(({ state }) => state === 'warning') ? 'warning' : 'ok';
  return {
    diagnosis: { ...(id !== undefined && { id }), result, checkedAt: checkedAt.toISOString(), steps },
    ids: { sender: id, result, step: failed?.name, code: failed?.code },
    alarms: steps.flatMap(({ code }) => code ?? []),
  };
}

/** Beside those that end a connection: the person puts them right by connecting again. */
const solvedByConnecting: readonly ErrorCode[] = ['registration_changed', 'scope_missing', 'access_denied'];

function createDescribeStep({ config, appOf, describeProblem, consentUrl }: DiagnoseParts) {
  const needsConsent = (code: ErrorCode) =>
    outcomes[code].disposition === 'reconsent' || solvedByConnecting.includes(code);
  return (
    { name, state, finding, upstreamCode, problem, said, skippedFor: blocked, found }: JudgedStep,
    hostTenantId: string,
    grant: Pick<Grant, 'clientId'>,
  ): DiagnosisStep => {
    const since = problem?.since;
    const facts = { ...(since && { since: since.toISOString() }), ...(found && { found }) };
    if (problem) {
      const link = needsConsent(problem.code) && { consentUrl: consentUrl(config, hostTenantId) };
      return { name, state, ...describeProblem(problem, { ...config, ...appOf(grant) }), ...said, ...link, ...facts };
    }
    if (blocked) return { name, state, detail: skippedWords(blocked), skippedFor: blocked, ...facts };
    if (!finding) throw new Error('A step says nothing.');
    const who = findingActors[finding];
    const told = {
      finding,
      ...(who && { who }),
      ...(upstreamCode !== undefined && { upstreamCode }),
      ...(who === 'person' && { consentUrl: consentUrl(config, hostTenantId) }),
    };
    return { name, state, detail: findingWords[finding](found ?? {}), ...told, ...facts };
  };
}

/**
 * The applications of a simulation: submit messages in every way, repeat what failed or was not answered, cancel and send again.
 */
import type { Caller } from '../../shared/callers/caller.ts';
import type { Submission, SubmissionOptions } from '../../shared/submission/submission.ts';
import { CONTENT_ROW_MAX_BYTES } from '../../shared/waiting-limits.ts';
import { hostTenantId } from './people.ts';
import type { Answer, Plan } from './record.ts';
import type { Workers } from './workers.ts';
import type { World } from './world.ts';

const clientIds = ['0000ca11-0000-4000-8000-000000000001', '0000ca11-0000-4000-8000-000000000002'] as const;
/** What is planned happens within this time. */
export const PLANNED_MILLISECONDS = 3 * 3_600_000;
/** Content that is kept in a blob; sealing it takes as long as many seeds. */
const LARGE = 'x'.repeat(CONTENT_ROW_MAX_BYTES);
const LARGE_CHANCE = 0.005;
/** With an uploaded file, so that it goes by a draft. */
const FILE_CHANCE = 0.3;
const REPETITIONS_MAX = 3;
/** What happens in a busy simulation happens within this time. */
export const BUSY_MILLISECONDS = 20_000;

interface Wish extends Plan {
  submission: Submission;
  options: SubmissionOptions;
}

/** Starts all that callers of this seed do; each goes on by itself. */
export function startCallers(world: World, workers: Workers): void {
  const { random, scheduler, isBusy, isFlood } = world;
  const count = isBusy ? 24 : isFlood ? 7 : 1 + random.below(4);
  for (let index = 1; index <= count; index++) {
    const wish = plan(world, `s${index}`);
    world.record.plans.push(wish);
    const within = isBusy ? BUSY_MILLISECONDS : isFlood ? 1_000 : PLANNED_MILLISECONDS / 2;
    const at = random.between(0, within);
    scheduler.schedule(() => void submitAndRepeat(world, workers, wish), at);
  }
}

function plan(world: World, marker: string): Wish {
  const { random, scheduler, people, storage, isBusy, isFlood } = world;
  const [ann, ...others] = people.all;
  if (!ann) throw new Error('There is nobody.');
  const person = isBusy || isFlood ? ann : random.pick([ann, ...others]);
  const reference = random.chance(0.5) ? person.sender.hostObjectId : `${person.key}@fabrikam.com`;
  const mode = isBusy
    ? random.pick(['strict', 'strict', 'now', 'later'] as const)
    : isFlood
      ? random.pick(['now', 'later', 'later'])
      : random.pick(['strict', 'now', 'now', 'later', 'later', 'scheduled'] as const);
  const start = scheduler.time();
  const notBefore = mode === 'scheduled' ? new Date(start + random.between(60_000, PLANNED_MILLISECONDS)) : undefined;
  const expires =
    random.chance(0.3) &&
    new Date((notBefore?.getTime() ?? start + PLANNED_MILLISECONDS / 2) + random.between(60_000, 5_400_000));
  const key = !isBusy && random.chance(0.6) ? `key ${marker}` : undefined;
  const content = random.chance(LARGE_CHANCE) ? LARGE : 'Order';
  const message = { subject: marker, body: { contentType: 'Text' as const, content }, toRecipients: [] };
  const file = !isBusy && random.chance(FILE_CHANCE) ? `file of ${marker}` : undefined;
  if (file !== undefined) storage.files.put(file, marker);
  return {
    marker,
    callerId: random.pick(clientIds),
    key,
    reference,
    isStrict: mode === 'strict',
    answers: [],
    submission: {
      posted: { sender: reference, message, notBefore: notBefore?.toISOString() },
      senderReference: reference,
      ...(random.chance(0.1) && { from: `${person.key}@fabrikam.com` }),
      message,
      ...(file !== undefined && { files: [{ id: file, pointer: '/message/attachments/0' }] }),
      saveToSentItems: true,
      ...(notBefore && { notBefore }),
      ...(expires && { expiresAt: expires }),
    },
    options: {
      waitSeconds: 2,
      isStrict: mode === 'strict',
      isAsync: mode === 'later',
      ...(key !== undefined && { idempotencyKey: key }),
    },
  };
}

const callerOf = ({ callerId }: Plan): Caller => ({ hostTenantId, clientId: callerId, rights: ['send', 'read'] });

async function submitAndRepeat(world: World, workers: Workers, wish: Wish): Promise<void> {
  const { random, scheduler } = world;
  for (let count = 0; count <= REPETITIONS_MAX; count++) {
    // A client that gives up waiting, or a person who clicks twice.
    if (wish.key !== undefined && random.chance(0.15)) void submitOnce(world, workers, wish, false);
    const answer = await submitOnce(world, workers, wish, random.chance(0.05) && count > 0);
    if (answer?.kind === 'message') await goOn(world, workers, wish, answer.id);
    const isGood = answer?.kind === 'message' && answer.isHeard;
    if (wish.key === undefined || random.chance(isGood ? 0.8 : 0.2)) return;
    await scheduler.sleep(random.between(100, random.pick([2_000, 1_800_000])));
  }
}

/** Undefined for another body under the same key, which says nothing of this message. */
async function submitOnce(world: World, workers: Workers, wish: Wish, isOther: boolean): Promise<Answer | undefined> {
  const { random, record, history, scheduler } = world;
  const worker = workers.pick();
  const { submission, options, marker, reference, key } = wish;
  const said = isOther ? otherBody(submission) : submission;
  const kind = options.isStrict ? 'strict' : options.isAsync ? 'later' : submission.notBefore ? 'scheduled' : 'now';
  const what = `is asked to send ${marker}${isOther ? ', with another body,' : ''} as ${reference} ${kind} (${key ?? 'no key'})`;
  wish.askedAt ??= scheduler.steps();
  const called = await worker.call(what, (messages) => messages.submit(callerOf(wish), said, options));
  const answer: Answer =
    called === 'ended'
      ? { kind: 'ended' }
      : 'error' in called
        ? { kind: 'error', worker: worker.name, at: scheduler.time() }
        : { kind: 'message', id: called.result.message.id, isHeard: !random.chance(0.1) };
  if (called !== 'ended' && 'result' in called && !isOther) record.tell(called.result.message);
  history.note('caller', () => `is answered for ${marker}: ${JSON.stringify(answer)} ${stateOf(called)}`);
  if (isOther) return undefined;
  wish.answers.push(answer);
  return answer;
}

/** Its marker has one more letter. */
function otherBody(submission: Submission): Submission {
  const message = { ...submission.message, subject: `${submission.message.subject}x` };
  return { ...submission, message, posted: { ...(submission.posted as object), message } };
}

function stateOf(called: unknown): string {
  if (typeof called !== 'object' || called === null) return '';
  if ('error' in called) return String(called.error);
  return (called as { result: { message: { status: string } } }).result.message.status;
}

/** Some time after it was accepted, somebody cancels it, or sends it again if it was not sent. */
async function goOn(world: World, workers: Workers, wish: Wish, id: string): Promise<void> {
  const { random, scheduler, record } = world;
  const act = random.pick(['nothing', 'nothing', 'cancel', 'resend'] as const);
  if (act === 'nothing') return;
  await scheduler.sleep(random.between(0, random.pick([1_000, 10_000, 3_600_000])));
  const called = await workers.pick().call(`is asked to ${act} ${id}`, (messages) => messages[act](callerOf(wish), id));
  if (called === 'ended' || 'error' in called) return;
  record.tell(called.result);
}

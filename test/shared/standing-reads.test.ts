import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FENCE_KEPT_SECONDS, STANDING_READ_SECONDS } from '../../shared/fence-limits.ts';
import { createStandingReads } from '../../shared/standing-reads.ts';
import { createMessageId } from '../../shared/outbox/message-id.ts';
import { createSender } from '../contract/samples.ts';
import { createManualClock } from '../fakes/manual-clock.ts';

const sender = createSender();
const other = createSender();
const idIn = (digit: string) => `${digit}${createMessageId().slice(1)}`;

function setUp(mayStand: (found: { version: number }) => boolean = () => true) {
  const { now, pass } = createManualClock();
  const truth = { version: 1, reads: 0 };
  const { read, forget, outdate } = createStandingReads({
    async read() {
      truth.reads += 1;
      return { version: truth.version };
    },
    mayStand,
    now,
  });
  /** Reads for a message in this partition, whose transaction then succeeds. */
  const send = async (digit = '0', of = sender) => {
    const found = await read(of, idIn(digit));
    found.fence?.settle(true);
    return found;
  };
  return { truth, read, forget, outdate, send, pass };
}

/** As many messages as it takes until the next one relies on the reading of the last of them. */
async function warmUp({ send }: ReturnType<typeof setUp>, digit?: string): Promise<void> {
  for (const _message of ['is seen', 'raises a fence', 'reads after it']) await send(digit);
}

describe('createStandingReads', () => {
  it('reads for each message until a fence is up, and the sender was read after that', async () => {
    const stage = setUp();
    expect((await stage.send()).fence).toBeUndefined();
    expect((await stage.send()).fence?.isUp).toBe(false);
    expect((await stage.send()).fence).toBeUndefined();
    expect(stage.truth.reads).toBe(3);
    stage.truth.version = 2;
    expect(await stage.send()).toMatchObject({ version: 1, fence: { sender, isUp: true } });
    expect(stage.truth.reads).toBe(3);
  });

  it('needs the fence that was raised in the partition of the message, by the id of who raised it', async () => {
    const stage = setUp();
    await stage.send();
    const raised = await stage.send('a');
    await stage.send('0');
    expect((await stage.send('a')).fence).toMatchObject({ id: raised.fence?.id, isUp: true });
    expect((await stage.send('0')).fence).toBeUndefined();
    expect((await stage.send('1')).fence?.isUp).toBe(false);
    expect(stage.truth.reads).toBe(5);
  });

  it('gives nothing from before to whoever names no message, or to another sender’s', async () => {
    const stage = setUp();
    await warmUp(stage);
    stage.truth.version = 2;
    expect(await stage.read(sender)).toEqual({ version: 2 });
    expect(await stage.send('0', other)).toEqual({ version: 2 });
  });

  it('takes a fence for raised only where its transaction was through', async () => {
    const stage = setUp();
    await stage.send();
    const { fence } = await stage.read(sender, idIn('0'));
    expect(fence?.isUp).toBe(false);
    expect((await stage.send()).fence?.isUp).toBe(false);
    await stage.send();
    // Settled after the reading that the others rely on.
    fence?.settle(true);
    expect((await stage.send()).fence).toBeUndefined();
    expect((await stage.send()).fence?.isUp).toBe(true);
  });

  it.each<[string, (stage: ReturnType<typeof setUp>) => void | Promise<void>]>([
    ['a fence is gone', async ({ read }) => (await read(sender, idIn('0'))).fence?.settle(false)],
    ['it is told to forget the sender', ({ forget }) => forget(sender)],
    ['its reading is outdated', ({ outdate }) => outdate(sender)],
    ['the reading is old', ({ pass }) => pass(STANDING_READ_SECONDS)],
    ['the clock was set back', ({ pass }) => pass(-1)],
    [
      'the clock was set back behind the last reading',
      async ({ pass, read }) => {
        pass(10);
        await read(sender);
        pass(-5);
      },
    ],
    ['the fences are old', ({ pass }) => pass(FENCE_KEPT_SECONDS)],
  ])('reads again when %s', async (_what, happen) => {
    const stage = setUp();
    await warmUp(stage);
    await happen(stage);
    stage.truth.version = 2;
    expect(await stage.send()).toMatchObject({ version: 2 });
  });

  it.each<[string, (stage: ReturnType<typeof setUp>) => void]>([
    ['is old', ({ pass }) => pass(STANDING_READ_SECONDS)],
    ['is outdated', ({ outdate }) => outdate(sender)],
  ])('goes on with its fences where only the reading %s', async (_what, happen) => {
    const stage = setUp();
    await warmUp(stage);
    happen(stage);
    expect((await stage.send()).fence).toBeUndefined();
    expect((await stage.send()).fence?.isUp).toBe(true);
  });

  it('raises no fence for a sender of whom there is a message now and then', async () => {
    const stage = setUp();
    for (let message = 0; message < 20; message++) {
      expect((await stage.send()).fence).toBeUndefined();
      stage.pass(STANDING_READ_SECONDS);
    }
  });

  it('relies on an earlier reading that came later only for fences that are older than it', async () => {
    const { now } = createManualClock();
    const answers: ((version: number) => void)[] = [];
    const { read } = createStandingReads({
      read: () => new Promise<{ version: number }>((resolve) => answers.push((version) => resolve({ version }))),
      mayStand: () => true,
      now,
    });
    const ask = async (version: number, messageId?: string) => {
      const asked = read(sender, messageId);
      answers.pop()?.(version);
      return asked;
    };
    await ask(1);
    const slow = read(sender);
    const answerSlow = answers.pop();
    // Raised after the slow reading began, so that a change that it has not seen may have missed the fence.
    (await ask(1, idIn('0'))).fence?.settle(true);
    await ask(1);
    answerSlow?.(0);
    await slow;
    expect(await ask(2, idIn('0'))).toEqual({ version: 2 });
  });

  it('relies on no reading that may not stand, nor on the one before it', async () => {
    const stage = setUp(({ version }) => version !== 2);
    await warmUp(stage);
    stage.truth.version = 2;
    await stage.read(sender);
    stage.truth.version = 3;
    expect(await stage.send()).toEqual({ version: 3 });
  });

  it('lets what a fence that was given up says change nothing', async () => {
    const stage = setUp();
    await stage.send();
    const { fence } = await stage.read(sender, idIn('0'));
    stage.forget(sender);
    await stage.send();
    fence?.settle(true);
    expect((await stage.send()).fence?.isUp).toBe(false);
    fence?.settle(false);
    await stage.send();
    expect((await stage.send()).fence?.isUp).toBe(true);
  });

  it('lets no message be written by what was read before a change that was through when it began', async () => {
    const steps = fc.array(fc.constantFrom('first process', 'second process', 'change'), {
      minLength: 8,
      maxLength: 24,
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, async (scheduler, happening) => {
        const world = { version: 1, settled: 1, fences: new Set<string>(), relied: 0 };
        const turn = (what: string) => scheduler.schedule(Promise.resolve(), what);
        const open = () =>
          createStandingReads({
            read: async () => {
              await turn('read');
              const found = { version: world.version };
              await turn('read is answered');
              return found;
            },
            mayStand: () => true,
            now: createManualClock().now,
          });
        const processes = { 'first process': open(), 'second process': open() };

        async function write(name: keyof typeof processes): Promise<void> {
          const { settled } = world;
          const id = idIn('0');
          for (const messageId of [id, undefined]) {
            const { version, fence } = await processes[name].read(sender, messageId);
            await turn('transaction');
            if (fence?.isUp && !world.fences.has(fence.id)) {
              fence.settle(false);
              continue;
            }
            if (fence?.isUp) world.relied += 1;
            else if (fence) world.fences.add(fence.id);
            expect(version).toBeGreaterThanOrEqual(settled);
            await turn('transaction is answered');
            return fence?.settle(true);
          }
        }

        async function change(): Promise<void> {
          await turn('write');
          const version = (world.version += 1);
          await turn('list fences');
          const listed = [...world.fences];
          await turn('delete fences');
          for (const id of listed) world.fences.delete(id);
          world.settled = Math.max(world.settled, version);
        }

        const all = happening.map(async (what, index) => {
          await turn(`${index}: ${what}`);
          await (what === 'change' ? change() : write(what));
        });
        await scheduler.waitFor(Promise.all(all));
      }),
      { numRuns: 400 },
    );
  });
});

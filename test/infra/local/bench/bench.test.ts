import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { formatRows, quantile } from '../../../../infra/local/bench/budget.ts';
import { buildCostRow, computeCost } from '../../../../infra/local/bench/compute-cost.ts';
import {
  buildCallRows,
  countCalls,
  readCalls,
  settleCalls,
  subtractCalls,
} from '../../../../infra/local/bench/count-calls.ts';
import { computeMonth, sumMonth } from '../../../../infra/cost/compute-month.ts';
import { COUNTED, type WorkCounts } from '../../../../shared/activity/counted-work.ts';
import { buildMonthRows } from '../../../../infra/local/bench/build-month-rows.ts';
import { countWork } from '../../../../infra/local/bench/count-work.ts';
import { measureBodies, readDeployedBodies } from '../../../../infra/local/bench/measure-bodies.ts';
import { measureCold } from '../../../../infra/local/bench/measure-cold.ts';
import { measureLarge } from '../../../../infra/local/bench/measure-large.ts';
import { measureOffBoarding } from '../../../../infra/local/bench/measure-off-boarding.ts';
import { measureWaiting } from '../../../../infra/local/bench/measure-waiting.ts';
import { measureTimers } from '../../../../infra/local/bench/measure-timers.ts';
import { readCpuMilliseconds } from '../../../../infra/local/bench/process-cpu.ts';
import { buildLoadRow, buildSizeRows, measureLoad } from '../../../../infra/local/bench/measure-load.ts';
import { PARTS, profileParts } from '../../../../infra/local/bench/profile-parts.ts';
import { runLoad } from '../../../../infra/local/bench/run-load.ts';
import { startBenchApp, type BenchApp } from '../../../../infra/local/bench/start-bench-app.ts';
import { startReference } from '../../../../infra/local/bench/start-reference.ts';
import { buildSubmission } from '../../../../infra/local/bench/submission.ts';

const warmSend = { table: 3, queue: 0, blob: 0, keyVault: 0, entra: 0, graph: 1 };
const movableClock = {
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, '../../../flow/movable-clock.ts')).href}`,
};
let folder: string;
const appFolder = inject('appFolder');
let app: BenchApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guestmail-bench-'));
  app = await startBenchApp({ mailboxes: 2, appFolder });
}, 120_000);
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('buildApp', () => {
  it("keeps Azure's SDKs out of what is loaded at start", async () => {
    // The word stands in the SDK of the identity; the files are too long to be shown by a failure.
    const holds = async (file: string) => (await readFile(join(appFolder, file), 'utf8')).includes('IMDS');
    const files = ['azure-sdks.cjs', 'handlers.cjs', 'index.cjs'];
    expect(await Promise.all(files.map(holds))).toEqual([true, false, false]);
  });
});

describe('countCalls', () => {
  it('finds two or three table calls and one of Graph in a warm send, however the sender is named', async () => {
    const { 'replay of a key': replay, ...sends } = await countCalls(app);
    expect(Object.keys(sends)).toHaveLength(4);
    for (const [way, { table, ...calls }] of Object.entries(sends)) {
      expect({ way, ...calls, table: 3 }).toEqual({ way, ...warmSend });
      expect([way, table >= 2 && table <= 3]).toEqual([way, true]);
    }
    expect(replay).toMatchObject({ queue: 0, blob: 0, keyVault: 0, entra: 0, graph: 0 });
    expect(buildCallRows(sends).every(({ holds }) => holds)).toBe(true);
  });
});

describe('measureBodies', () => {
  it('finds that the smallest instance outlives what strangers and a caller may post at once', async () => {
    expect(readDeployedBodies()).toEqual({ bytes: 8_454_144, atOnce: 4, memoryMB: 512 });
    const isMeasured = process.platform === 'linux';
    expect(await measureBodies(app.stack, appFolder)).toEqual(
      ['16 bodies of 8.06 MB from strangers, 4 at once', '8 bodies of 8.00 MB from a caller, 4 at once'].map((what) =>
        expect.objectContaining({ what: `memory with ${what}`, ...(isMeasured && { holds: true }) }),
      ),
    );
  }, 120_000);
});

describe('measureOffBoarding', () => {
  it('leaves no key and no grant of a home tenant, and cancels what waits', async () => {
    const clockFile = join(folder, 'clock');
    await writeFile(clockFile, '0');
    const row = await measureOffBoarding({
      appFolder,
      connections: 12,
      environment: { ...movableClock, CLOCK_FILE: clockFile },
      async settle() {
        await writeFile(clockFile, '61');
        await setTimeout(200);
      },
    });
    expect(row).toMatchObject({ what: 'off-boarding 12 connections', holds: true });
    expect(row.measured).toMatch(/; 12 erased, 2 of 2 messages cancelled, 0 keys and 0 grants left$/);
  }, 120_000);
});

describe('measureWaiting', () => {
  it('measures acceptance and delivery beside strict sends, and loses no message', async () => {
    const rows = await measureWaiting({ appFolder, mailboxes: 2, sends: 10, rounds: 1 });
    expect(rows.map(({ what }) => what)).toEqual([
      'accepting with respond-async, 10 callers',
      'own CPU per message that is kept and sent',
    ]);
    expect(rows[0]?.measured).toMatch(/^\d+\.\d\d times/);
  }, 120_000);
});

describe('measureLarge', () => {
  it('sends what was uploaded, and finds memory and speed of it', async () => {
    const rows = await measureLarge({ appFolder, bytes: 9_000_000, rounds: 1 });
    expect(rows.map(({ what }) => what)).toEqual([
      'memory while sending a message of 9 MB',
      'bytes per second of a message of 9 MB, beside a bare upload from storage',
      'the same, beside a bare upload from memory',
    ]);
    if (process.platform === 'linux') expect(rows[0]?.measured).toMatch(/^-?\d+ MB above idle/);
    for (const { measured } of rows.slice(1)) expect(Number.parseFloat(measured)).toBeGreaterThan(0);
  }, 120_000);
});

describe('runLoad', () => {
  it('sends as often as it is told, and nothing fails although a mailbox takes four at a time', async () => {
    // What the operator keeps is read now, and not in the middle.
    for (const sender of app.senders) await app.send(sender);
    await settleCalls(app.stack);
    const before = readCalls(app.stack);
    const { failed } = await runLoad({ senders: app.senders, sends: 23, atOnce: 10, send: app.send });
    expect(failed).toBe(0);
    const { graph, table } = subtractCalls(readCalls(app.stack), before);
    // What the operator keeps is read again every 25 seconds, once for each kind; what was counted is written once a minute.
    expect([graph, table >= 46, table <= 73]).toEqual([23, true, true]);
    expect(Math.max(...Object.values(app.stack.graph.concurrencyPeaks()))).toBeLessThanOrEqual(4);
  });

  it('counts what is not answered 200', async () => {
    const senders = [{ objectId: '00000000-0000-4000-8000-000000000000', userPrincipalName: '', address: '' }];
    expect((await runLoad({ senders, sends: 2, atOnce: 1, send: app.send })).failed).toBe(2);
  });
});

describe('startReference', () => {
  it('asks of table storage and Graph what the app asks', async () => {
    const reference = await startReference(app);
    await settleCalls(app.stack);
    const before = readCalls(app.stack);
    const answer = await reference.send(buildSubmission(app.senders[0]?.objectId ?? ''));
    await reference.close();
    expect(answer).toMatchObject({ status: 200 });
    expect(subtractCalls(readCalls(app.stack), before)).toEqual(warmSend);
  });

  it('writes as many bytes as the app in its transactions, give or take a tenth', async () => {
    const sizesOf = async (send: typeof app.send) => {
      expect(await send(buildSubmission(app.senders[0]?.objectId ?? ''))).toMatchObject({ status: 200 });
      const transactions = app.stack.storage.table.requests.filter(({ path }) => path.endsWith('$batch'));
      return transactions.slice(-2).map(({ headers }) => Number(headers['content-length']));
    };
    const reference = await startReference(app);
    const [own, byHand] = [await sizesOf(app.send), await sizesOf(reference.send)];
    await reference.close();
    expect([own.length, byHand.length]).toEqual([2, 2]);
    for (const [index, size] of own.entries()) expect(Math.abs((byHand[index] ?? 0) / size - 1)).toBeLessThan(0.1);
  });
});

describe('countWork', () => {
  it('finds what the cost in the READMEs is computed from', async () => {
    const counts = await countWork(app);
    for (const name of ['send', 'coldSend', 'queuedSend', 'sweep', 'refresh'] as const) {
      const { logBytes, ...operations } = counts[name];
      const { logBytes: expected, ...counted } = COUNTED[name];
      expect({ name, ...operations }).toEqual({ name, ...counted });
      expect(Math.abs(logBytes - expected), `${name}: ${logBytes}`).toBeLessThan(expected / 10);
    }
  });
});

describe('measureCold', () => {
  it('asks the vault for no sender, and reads one row more for each', async () => {
    const { rows, calls } = await measureCold(app, { sends: 4, rounds: 2 });
    expect(calls).toEqual({ ...warmSend, table: 4 });
    expect(rows[0]).toEqual({
      what: 'calls per send, 8 mailboxes in turn',
      measured: '0.0000 Key Vault, 4.00 table',
      budget: '<= 0.02 Key Vault',
      holds: true,
    });
    expect(rows[1]?.what).toContain('cold sender');
  });
});

describe('measureTimers', () => {
  it('finds one page read and one note for idle grants, and work only for those that are due', async () => {
    const rows = await measureTimers(app, 250);
    expect(rows.map(({ holds }) => holds)).toEqual([true, true]);
    expect(rows[0]?.measured).toMatch(/^2 table calls, 0 Entra; [1-9][\d.]* table calls more for each one due$/);
  });
});

describe('profileParts', () => {
  it('shares the whole time among known parts', async () => {
    const parts = await profileParts(app, { folder, sends: 20 });
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect([...PARTS.map(([part]) => part), "Node's sockets, TLS and HTTP", 'garbage collection']).toEqual(
      expect.arrayContaining(parts.map(({ part }) => part)),
    );
    expect(parts.map(({ part }) => part)).toContain('table requests');
  });

  it.each(PARTS.flatMap(([, pieces]) => pieces))('looks for sources that exist: %s', (piece) => {
    expect(globSync(`{,node_modules/}${piece}*`)).not.toEqual([]);
  });
});

describe('readCpuMilliseconds', () => {
  it('counts the time of a process where the system tells it', () => {
    const isTold = process.platform === 'linux';
    expect((readCpuMilliseconds(app.host.child.pid ?? 0) ?? 0) > 0).toBe(isTold);
  });
});

describe('computeCost', () => {
  it('adds up operations, active time beyond the free grant, and executions', () => {
    // 3 million transactions, 150,000 - 100,000 GB-s, 750,000 executions.
    expect(computeCost(warmSend, 4)).toBeCloseTo(0.108 + 1.3 + 0.3);
    expect(buildCostRow('warm', warmSend)).toMatchObject({ what: 'Azure cost of 1,000,000 sends, warm', holds: true });
    expect(buildCostRow('cold', { ...warmSend, keyVault: 1 }).holds).toBe(false);
  });
});

describe('buildMonthRows', () => {
  it('says the total, and the lines that are worth a cent', () => {
    const [idle, , many] = buildMonthRows(COUNTED);
    expect(idle?.measured).toBe(
      `$${sumMonth(computeMonth(0, COUNTED)).toFixed(2)} ` +
        '(Data storage, operations $0.01; Host storage, operations $0.47; Key Vault, operations $0.18; Alert rules $3.50)',
    );
    expect(many?.measured).toMatch(/Flex Consumption, active time \$1\.98; .*; Logs beyond 5 GB \$/);
  });

  it('grows with what is counted', () => {
    const sum = (counts: WorkCounts, rules?: number) => sumMonth(computeMonth(1_000_000, counts, rules));
    const { send, coldSend } = COUNTED;
    const added = (change: Partial<WorkCounts>) => sum({ ...COUNTED, ...change }) - sum(COUNTED);
    // Nine sends in ten are warm.
    expect(added({ send: { ...send, table: 4 } })).toBeCloseTo(0.9 * 0.036);
    expect(added({ coldSend: { ...coldSend, keyVault: 1 } })).toBeCloseTo(0.1 * (15 + 1.5 * 2.3));
    expect(added({ send: { ...send, logBytes: send.logBytes + 1_000 } })).toBeCloseTo(0.9 * 2.3);
    expect(added({ send: { ...send, tableWrites: 3 } })).toBeCloseTo(0.9 * 2.3);
    expect(sum(COUNTED, 7) - sum(COUNTED, 6)).toBeCloseTo(0.5);
  });
});

describe('buildLoadRow', () => {
  const of = (...cpu: (number | undefined)[]) => cpu.map((one) => ({ clock: 200, cpu: one }));

  it('holds the mean CPU time against that of the empty app', () => {
    const rows = [of(120, 140), of(120, 150)].map((own) => buildLoadRow('first answer', own, of(90, 110), 1.3));
    expect(rows.map(({ holds }) => holds)).toEqual([true, false]);
    expect(rows[0]?.measured).toBe('1.30 times (130 ms CPU, 200 ms; 100 ms CPU, 200 ms)');
  });

  it('says where it cannot be measured, and judges nothing there', () => {
    const row = buildLoadRow('first send', of(undefined), of(undefined), 2);
    expect([row.measured, row.holds]).toEqual(['not measured: needs Linux', undefined]);
  });
});

describe('measureLoad', () => {
  it('starts processes of both apps, up to an answer and a send', async () => {
    const builtSizes = { start: { 'index.cjs': 1 }, send: {}, languages: {}, pages: {}, packages: {} };
    const rows = await measureLoad(app, { appFolder, builtSizes, folder, runs: 1 });
    expect(rows.map(({ what }) => what.split(',')[0])).toEqual([
      'bundle: what a start loads (index.cjs)',
      'files beside it',
      'start to first answer',
      'start to first send',
    ]);
    const expected = process.platform === 'linux' ? /^\d\.\d\d times \(\d+ ms CPU/ : /^not measured/;
    expect(rows.slice(2).map(({ measured }) => expected.test(measured))).toEqual([true, true]);
  });
});

describe('buildSizeRows', () => {
  it('holds what a start loads against the budget, and counts all other files beside it', () => {
    const start = { 'index.cjs': 200_000, 'handlers.cjs': 500_000 };
    const rows = (more: number) =>
      buildSizeRows({
        start,
        send: { 'azure-sdks.cjs': more },
        languages: { 'text-de.cjs': 33_000 },
        pages: { 'trust.cjs': 29_000 },
        packages: { 'jsonwebtoken.cjs': 41_000 },
      });
    expect([rows(500_000)[0], rows(500_001)[0]].map((row) => [row?.measured, row?.holds])).toEqual([
      ['0.70 MB, 1.20 MB with the first send', true],
      ['0.70 MB, 1.20 MB with the first send', false],
    ]);
    expect(rows(0)[1]?.measured).toBe('text-de.cjs 33 KB, trust.cjs 29 KB, jsonwebtoken.cjs 41 KB');
  });
});

describe('formatRows', () => {
  it('says of each row whether its budget holds', () => {
    const row = { what: 'a', measured: 'b', budget: 'c' };
    const lines = formatRows([{ ...row, holds: true }, { ...row, holds: false }, row]).split('\n');
    expect(lines.map((line) => line.split(/ {2,}/).at(-1))).toEqual(['', 'holds', 'DOES NOT HOLD', '-']);
  });
});

describe('quantile', () => {
  it('is a value of the list', () => {
    expect([0, 0.5, 1].map((part) => quantile([5, 1, 3], part))).toEqual([1, 3, 5]);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});

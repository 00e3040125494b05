/**
 * What the largest message takes, with a file that was uploaded before: memory of the app while it sends it, and how fast the bytes go
 * beside a bare upload of as many from the same storage to the same Graph, in turn. The stand-in for storage takes longer than that for
 * Graph, so a bare upload from memory says little, and has no budget.
 *
 * On a stack of its own, where people have given Mail.ReadWrite. What sends is an instance that has taken in no file, because the bodies
 * of uploads are in memory whole; idle is that instance after it has sent a small file.
 */
import { execFile } from 'node:child_process';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { UPLOAD_RANGE_BYTES } from '../../../shared/draft-limits.ts';
import type { HostProcess } from '../host/host-process.ts';
import type { BareUploadSettings } from './bare-upload.ts';
import { quantile, type Row } from './budget.ts';
import { post } from './post.ts';
import { isMemoryKnown, readMemoryMB, resetPeak } from './process-memory.ts';
import { startBenchApp, type BenchApp } from './start-bench-app.ts';
import { buildSubmission } from './submission.ts';
import { uploadFile } from './upload-file.ts';

const MEMORY_MAX_MB = 64;
const SPEED_MIN = 0.6;
const WARM_UP_BYTES = 4_000_000;
/** What is freed late is not called idle. */
const IDLE_MILLISECONDS = 2_000;

export interface LargeSizes {
  bytes: number;
  rounds: number;
}

/** Rows of memory and of speed. Throws when a send or an upload fails. */
export async function measureLarge({ bytes, rounds, appFolder }: LargeSizes & { appFolder: string }): Promise<Row[]> {
  const environment = {
    MESSAGE_SIZE_MAX_MB: '150',
    // As it is deployed.
    FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: String(8 * 2 ** 20 + 64 * 1024),
  };
  const app = await startBenchApp({ mailboxes: 1, appFolder, mailPermission: 'Mail.ReadWrite', environment });
  const instance = await app.startInstance();
  try {
    return await measure(app, instance, { bytes, rounds });
  } finally {
    await instance.close();
    await app.close();
  }
}

async function measure(app: BenchApp, instance: HostProcess, { bytes, rounds }: LargeSizes): Promise<Row[]> {
  const processId = instance.child.pid ?? 0;
  app.stack.graph.limitMessageSize(app.senders[0]?.address ?? '', bytes + WARM_UP_BYTES);
  await sendFile(app, instance, await uploadFile(app.stack, WARM_UP_BYTES));
  await setTimeout(IDLE_MILLISECONDS);
  const idleMB = isMemoryKnown ? readMemoryMB(processId, 'now') : 0;
  if (isMemoryKnown) resetPeak(processId);
  const besideRelay: number[] = [];
  const besideUpload: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const id = await uploadFile(app.stack, bytes);
    const relay = await uploadBare(app, bytes, readBlob(app));
    const own = await sendFile(app, instance, id);
    besideRelay.push(relay / own);
    besideUpload.push((await uploadBare(app, bytes)) / own);
  }
  const addedMB = isMemoryKnown ? readMemoryMB(processId, 'peak') - idleMB : 0;
  const size = `${(bytes / 1_000_000).toFixed(0)} MB`;
  const speed = quantile(besideRelay, 0.5);
  return [
    {
      what: `memory while sending a message of ${size}`,
      measured: isMemoryKnown ? `${addedMB.toFixed(0)} MB above idle (${idleMB.toFixed(0)} MB)` : 'only on Linux',
      budget: `<= ${MEMORY_MAX_MB} MB above idle`,
      ...(isMemoryKnown && { holds: addedMB <= MEMORY_MAX_MB }),
    },
    {
      what: `bytes per second of a message of ${size}, beside a bare upload from storage`,
      measured: `${speed.toFixed(2)} times as many`,
      budget: `>= ${SPEED_MIN} times`,
      holds: speed >= SPEED_MIN,
    },
    {
      what: 'the same, beside a bare upload from memory',
      measured: `${quantile(besideUpload, 0.5).toFixed(2)} times as many`,
      budget: '-',
    },
  ];
}

/** In milliseconds. */
async function sendFile({ stack, senders }: BenchApp, { url }: HostProcess, id: string): Promise<number> {
  const agent = new Agent();
  const submission = buildSubmission(senders[0]?.objectId ?? '');
  const attachments = [{ '@odata.type': '#microsoft.graph.fileAttachment', id }];
  const message = { ...submission.message, attachments };
  const startedAt = performance.now();
  const { status, body } = await post(`${new URL(url).origin}/api/send`, {
    agent,
    token: await stack.callerToken(),
    body: JSON.stringify({ ...submission, message }),
    headers: { Prefer: 'handling=strict' },
  });
  if (status !== 200) throw new Error(`A large message was answered ${status}: ${body}`);
  return performance.now() - startedAt;
}

/** In milliseconds, with the token that the app has used last; of a blob, or from memory. */
async function uploadBare(
  { stack: { graph, environment } }: BenchApp,
  bytes: number,
  blob?: BareUploadSettings['blob'],
): Promise<number> {
  const asked = graph.requests.findLast(({ headers }) => headers.authorization !== undefined);
  const accessToken = (asked?.headers.authorization ?? '').replace(/^Bearer /, '');
  const settings: BareUploadSettings = {
    graphUrl: graph.baseUrl,
    accessToken,
    bytes,
    rangeBytes: UPLOAD_RANGE_BYTES,
    ...(blob && { blob }),
  };
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'bare-upload.ts')], {
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: environment['NODE_EXTRA_CA_CERTS'] ?? '',
      BARE_UPLOAD: JSON.stringify(settings),
    },
  });
  return Number(stdout);
}

/** The one to which the app has put cells last. */
function readBlob({ stack: { storage } }: BenchApp): BareUploadSettings['blob'] {
  const put = storage.blob.requests.findLast(({ path }) => path.includes('comp=block&'));
  const [path = ''] = (put?.path ?? '').split('?');
  const { authorization = '', 'x-ms-version': version = '' } = put?.headers ?? {};
  return {
    url: `${storage.blob.url}${path}`,
    headers: { Authorization: authorization, 'x-ms-version': String(version) },
  };
}

/**
 * Which part of the code the CPU time of a send goes to, by V8's sampling profiler.
 *
 * The app is built once more without minification and runs in a host of its own; samples of a window under load are
 * counted for the innermost frame of the app or a package. What Node does on its own (sockets, TLS, HTTP) has no such
 * frame and is a part of its own. Sampling slows the process, so shares are given and no times.
 */
import { readdir, readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { buildApp } from '../../build/build-app.ts';
import { findFreePort, startHostProcess } from '../host/host-process.ts';
import { post } from './post.ts';
import { runLoad } from './run-load.ts';
import type { BenchApp } from './start-bench-app.ts';

interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number };
  children?: number[];
}

interface Profile {
  nodes: ProfileNode[];
  /** Microseconds of the monotonic clock that process.hrtime reads. */
  startTime: number;
  samples: number[];
  timeDeltas: number[];
}

const NODE_PART = "Node's sockets, TLS and HTTP";
/** The first with a piece of the source's path decides. */
export const PARTS: readonly [part: string, pieces: readonly string[]][] = [
  ["Functions host (in place of Azure's)", ['infra/local/host/']],
  ['Functions library', ['@azure/functions/']],
  ['table requests', ['shared/azure/tables/', 'shared/azure/storage/', 'shared/azure/sdk-transport']],
  ['Graph request', ['shared/graph/']],
  ['HTTP client', ['shared/http/', 'shared/turns', 'shared/time-limit']],
  ["check of the caller's token", ['shared/callers/', 'node_modules/jose/']],
  ['opening tokens, content digest', ['shared/vault/', 'shared/submission/canonical']],
  ['parsing and rules', ['shared/submission/', 'node_modules/zod/']],
  ['use cases, answer, log line', ['shared/', 'functions/']],
];

/** Shares of the parts, largest first; idle time does not count. */
export async function profileParts(
  { stack, senders }: BenchApp,
  { folder, sends }: { folder: string; sends: number },
): Promise<{ part: string; share: number }[]> {
  const appFolder = join(folder, 'profiled-app');
  await buildApp(appFolder, { options: { minify: false, sourcemap: 'inline' } });
  const profiles = join(folder, 'profiles');
  const host = await startHostProcess(
    {
      ...stack.environment,
      PORT: String(await findFreePort()),
      NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}`,
    },
    undefined,
    appFolder,
  );
  const agent = new Agent({ keepAlive: true });
  const token = await stack.callerToken();
  const send = (body: object) => post(`${host.url}/send`, { agent, token, body: JSON.stringify(body) });
  await runLoad({ senders, sends, atOnce: 20, send });
  const from = process.hrtime.bigint() / 1000n;
  await runLoad({ senders, sends, atOnce: 20, send });
  const to = process.hrtime.bigint() / 1000n;
  agent.destroy();
  await host.close();
  const [file = ''] = await readdir(profiles);
  const profile = JSON.parse(await readFile(join(profiles, file), 'utf8')) as Profile;
  const maps = await Promise.all(
    ['index.cjs', 'handlers.cjs', 'parsers.cjs', 'azure-sdks.cjs'].map((name) => readMap(appFolder, name)),
  );
  return sumParts(profile, maps, { from: Number(from), to: Number(to) });
}

interface FileMap {
  name: string;
  map: SourceMap;
}

async function readMap(appFolder: string, name: string): Promise<FileMap> {
  const bundle = await readFile(join(appFolder, name), 'utf8');
  const [, encoded = ''] = /sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(bundle) ?? [];
  return { name, map: new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString())) };
}

function sumParts(profile: Profile, maps: FileMap[], window: { from: number; to: number }) {
  const partOf = createPartOf(profile, maps);
  const microseconds = new Map<string, number>();
  let at = profile.startTime;
  let total = 0;
  profile.samples.forEach((id, index) => {
    at += profile.timeDeltas[index] ?? 0;
    const part = partOf(id);
    if (part === undefined || at < window.from || at > window.to) return;
    const duration = profile.timeDeltas[index + 1] ?? 0;
    microseconds.set(part, (microseconds.get(part) ?? 0) + duration);
    total += duration;
  });
  return [...microseconds]
    .map(([part, duration]) => ({ part, share: duration / total }))
    .sort((one, other) => other.share - one.share);
}

/** By the id of a node; undefined while idle. */
function createPartOf({ nodes }: Profile, maps: FileMap[]): (id: number) => string | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const ownParts = new Map(nodes.map((node) => [node.id, findPart(node, maps)]));
  return (id) => {
    const name = byId.get(id)?.callFrame.functionName;
    if (name === '(idle)') return undefined;
    if (name === '(garbage collector)') return 'garbage collection';
    for (let current: number | undefined = id; current !== undefined; current = parents.get(current)) {
      const part = ownParts.get(current);
      if (part) return part;
    }
    return NODE_PART;
  };
}

function findPart({ callFrame }: ProfileNode, maps: FileMap[]): string | undefined {
  const { url, lineNumber, columnNumber } = callFrame;
  const entry = maps.find(({ name }) => url.endsWith(`/${name}`))?.map.findEntry(lineNumber, columnNumber);
  const source = entry && 'originalSource' in entry ? entry.originalSource : url;
  return PARTS.find(([, pieces]) => pieces.some((piece) => source.includes(piece)))?.[0];
}

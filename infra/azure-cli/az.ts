/**
 * Runs the Azure CLI of this machine, which is signed in: it never reads, keeps or asks for a credential.
 *
 * One process per call, no terminal, no shell except on Windows, where `az` is a batch file and needs one.
 * What the CLI writes may contain a secret, so none of it is printed: standard output goes to the caller, standard error
 * into an AzureRefusal.
 */
import { spawn } from 'node:child_process';
import { readAzureRefusal } from './azure-refusal.ts';

const OUTPUT_MAX_BYTES = 32 * 1024 * 1024;
const INSTALL = 'https://learn.microsoft.com/cli/azure/install-azure-cli';

/** One call; returns its standard output. Throws AzureRefusal when the CLI fails, AzureCliError when it cannot be run. */
export type RunAz = (parts: readonly string[], environment?: Record<string, string>) => Promise<string>;

export interface Az {
  text: RunAz;
  /** As `text`, read as JSON; undefined when the CLI writes nothing. */
  json<Answer>(parts: readonly string[], environment?: Record<string, string>): Promise<Answer>;
}

/** How one process ended. */
export interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The CLI cannot be run at all, or not with these arguments; the message says what to do. */
export class AzureCliError extends Error {
  override readonly name = 'AzureCliError';
}

/** `environment`: what the CLI and the parameter files it compiles may read. */
export function createAz(
  environment: Environment,
  run: (parts: readonly string[], environment: Environment) => Promise<Ended> = runProcess,
): Az {
  const text: RunAz = async (parts, more = {}) => {
    const { code, output, errors } = await run([...parts, '--only-show-errors'], { ...environment, ...more });
    if (code === 0) return output;
    throw readAzureRefusal(errors || `az ${parts[0]} ended with exit code ${code}.`);
  };
  return {
    text,
    async json<Answer>(parts: readonly string[], more?: Record<string, string>) {
      const output = await text([...parts, '--output', 'json'], more);
      return (output.trim() ? JSON.parse(output) : undefined) as Answer;
    },
  };
}

function runProcess(parts: readonly string[], environment: Environment): Promise<Ended> {
  const isWindows = process.platform === 'win32';
  const given = isWindows ? parts.map(quoteForCmd) : parts;
  const child = spawn('az', given, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], shell: isWindows });
  const output = collect(child.stdout);
  const errors = collect(child.stderr);
  return new Promise((resolve, reject) => {
    child.once('error', () => reject(missing()));
    child.once('close', (code) => {
      if (code !== 0 && isWindows && /is not recognized/.test(errors())) reject(missing());
      else resolve({ code, output: output(), errors: errors() });
    });
  });
}

function missing(): AzureCliError {
  return new AzureCliError(
    `The Azure CLI (az) is not installed here. Install it (${INSTALL}), run "az login", and start again.`,
  );
}

/** Keeps the first bytes of a stream as text. */
function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= OUTPUT_MAX_BYTES) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

/** Even inside quotation marks cmd.exe expands percent signs and ends at a quotation mark, so neither is passed on. */
function quoteForCmd(part: string): string {
  if (/["%\r\n]/.test(part)) throw new AzureCliError(`This cannot be passed to az on Windows: ${part}`);
  return `"${part}"`;
}

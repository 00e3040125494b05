/**
 * Generates clients from a description with Kiota, in the version that .config/dotnet-tools.json names.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../.local/kiota');
const settings = {
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
  KIOTA_CLI_TELEMETRY_OPTOUT: 'true',
  KIOTA_TUTORIAL_ENABLED: 'false',
};

export type Language = 'CSharp' | 'TypeScript';

/** Files of the generated client, by name. @throws Error with what Kiota said */
export async function generateClient(language: Language, description: string): Promise<Record<string, string>> {
  const output = join(folder, language);
  const asked = `--language ${language} --class-name GuestmailClient --namespace-name Guestmail.Client --log-level Error`;
  const whole = ['--clean-output', '--clear-cache'];
  await run('dotnet', 'tool', 'restore');
  await run('dotnet', 'kiota', 'generate', '--openapi', description, '--output', output, ...asked.split(' '), ...whole);
  const files = (await readdir(output, { recursive: true })).filter((name) => /\.(cs|ts)$/.test(name));
  return Object.fromEntries(
    await Promise.all(files.map(async (name) => [name, await readFile(join(output, name), 'utf8')] as const)),
  );
}

/** @throws Error with what the program said */
export async function run(command: string, ...args: string[]): Promise<void> {
  const child = spawn(command, args, {
    cwd: import.meta.dirname,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args[0]} ended with ${code}.\n${text}`);
}

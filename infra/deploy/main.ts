/**
 * The programs `npm run deploy` and `npm run teardown`: gives terminal, clock and environment to the steps beside this file.
 *
 * Exit codes: 0 done; 1 refused or failed, to be run again once it is put right; 2 wrong command line; 3 waiting for another person.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHttpPool } from '../../shared/http/http-pool.ts';
import { checkInstallation } from '../preflight/check-installation.ts';
import { AzureCliError, createAz } from '../azure-cli/az.ts';
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import { buildPackage } from '../build/build-package.ts';
import { askEntra } from './ask-entra.ts';
import type { Context } from './context.ts';
import { createTerminal } from './create-terminal.ts';
import { deploy } from './deploy.ts';
import { explainRefusal } from './explain-refusal.ts';
import { parseOptions } from './options.ts';
import { preview } from './preview.ts';
import { EXIT_FAILED, Stop } from './stop.ts';
import { teardown } from './teardown.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);
const terminal = createTerminal(process.stdin, (text) => process.stdout.write(text));
const [program = '', ...parts] = process.argv.slice(2);
const request = createHttpPool({ connectionsMax: 1 });
const outputs = join(import.meta.dirname, '..', '..', '.local');

try {
  const options = parseOptions(parts);
  const environment = { ...process.env, ...options.values };
  const isUnattended = options.unattended || process.env['CI'] === 'true';
  const context: Context = {
    az: createAz(environment),
    environment,
    settings: new Map(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    ask: isUnattended ? undefined : terminal.ask,
    buildPackage,
    checkInstallation: (settings) => checkInstallation({ ...environment, ...settings }),
    askEntra: (config) => askEntra({ config, request }),
    writeFile: async (name, text) => {
      await mkdir(outputs, { recursive: true });
      await writeFile(join(outputs, name), text);
      return join(outputs, name);
    },
    print,
    now: () => new Date(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
  if (program === 'deploy' && options.whatIf) await preview(context);
  else if (program === 'deploy') await deploy(context, options.newCallerSecret);
  else await teardown(context, options.withRegistration);
} catch (error) {
  const stop = toStop(error);
  process.stderr.write(`${stop?.message ?? (error as Error).stack}\n`);
  process.exitCode = stop?.exitCode ?? EXIT_FAILED;
} finally {
  terminal.close();
}

/** Undefined for a bug, which shows its stack. */
function toStop(error: unknown): Stop | undefined {
  if (error instanceof AzureRefusal) return explainRefusal('Azure', error);
  if (error instanceof AzureCliError) return new Stop(error.message);
  return error instanceof Stop ? error : undefined;
}

/**
 * A deployment on a stage: a stand-in for the Azure CLI (without its processes, which would take most of the time), a deployment
 * endpoint over https, a clock that only moves when a step sleeps, and everything that was printed or asked.
 */
import { createAz } from '../../../infra/azure-cli/az.ts';
import { AzureRefusal } from '../../../infra/azure-cli/azure-refusal.ts';
import { buildPackage } from '../../../infra/build/build-package.ts';
import { readFunctionNames } from '../../../infra/build/read-function-names.ts';
import type { Context } from '../../../infra/deploy/context.ts';
import { deploy } from '../../../infra/deploy/deploy.ts';
import { explainRefusal } from '../../../infra/deploy/explain-refusal.ts';
import { Stop } from '../../../infra/deploy/stop.ts';
import { teardown } from '../../../infra/deploy/teardown.ts';
import { answer } from '../fake-az/answer.mjs';
import { installFakeAz, type FakeAz } from '../fake-az/install-fake-az.ts';
import { startKudu, type Kudu } from './start-kudu.ts';

export interface Outcome {
  exitCode: number;
  /** Printed lines, and the message at the end where it stopped. */
  output: string;
  asked: string[];
  sleptMilliseconds: number;
  /** By name. */
  files: Record<string, string>;
}

export interface Given {
  settings?: Record<string, string>;
  /** One a question, then the suggestion; undefined: nobody is there. */
  answers?: string[] | undefined;
}

export interface Stage {
  fake: FakeAz;
  kudu: Kudu;
  /** The checks that fail in the next runs of preflight, or why there are none; nothing: all hold. */
  preflight: (readonly string[] | Error)[];
  preflightSettings: Record<string, string>[];
  /** Redirect URIs that Entra, asked by anyone, knows; undefined: it does not say. */
  entraKnows: readonly string[] | undefined;
  deploy(given?: Given & { newCallerSecret?: boolean }): Promise<Outcome>;
  teardown(given?: Given & { withRegistration?: boolean }): Promise<Outcome>;
  /** One step alone. */
  run(given: Given, step: (context: Context) => Promise<unknown>): Promise<Outcome>;
  /** Command lines since the stage was set, without global options. */
  commands(): string[];
  close(): Promise<void>;
}

/** What is uploaded where the app is not built, which takes longer than everything else: a zip archive without files. */
const emptyArchive = Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1');

/** `builds`: uploads the app itself. */
export async function setStage(cloud?: Parameters<typeof installFakeAz>[0], { builds = false } = {}): Promise<Stage> {
  const fake = installFakeAz(cloud);
  const kudu = await startKudu(fake.state().accessToken as string);
  const functions = await readFunctionNames();
  fake.change((state) => {
    state.syncs = [functions];
    state.site.properties.hostNameSslStates = [
      { name: 'guestmail.contoso.com', hostType: 'Standard' },
      { name: kudu.host, hostType: 'Repository' },
    ];
  });
  const run: Stage['run'] = async ({ settings = {}, answers }, step) => {
    const outcome: Outcome = { exitCode: 0, output: '', asked: [], sleptMilliseconds: 0, files: {} };
    const print = (line: string) => (outcome.output += `${line}\n`);
    const environment = { ...fake.environment, ...settings };
    const context: Context = {
      az: createAz(environment, async (parts, given) => answer(parts, given)),
      environment,
      settings: new Map(Object.entries(settings)),
      ask:
        answers && ((question, suggestion) => Promise.resolve(answers[outcome.asked.push(question) - 1] ?? suggestion)),
      buildPackage: () => (builds ? buildPackage() : Promise.resolve(emptyArchive)),
      checkInstallation: (given) => {
        stage.preflightSettings.push(given);
        const failed = stage.preflight.shift() ?? [];
        if (failed instanceof Error) return Promise.reject(failed);
        const isOk = (name: string) => !failed.includes(name);
        return Promise.resolve(
          ['tables', 'token-key', 'pepper', 'client-credential', 'redirect-uri'].map((name) => ({
            name,
            ok: isOk(name),
            detail: isOk(name) ? 'Found.' : 'Give the role.',
            who: isOk(name) ? 'nobody' : 'operator',
          })),
        );
      },
      askEntra: ({ publicUrl }) => Promise.resolve(stage.entraKnows?.includes(`${publicUrl}/callback`)),
      writeFile: async (name, text) => {
        outcome.files[name] = text;
        return `.local/${name}`;
      },
      print,
      now: () => new Date(1_800_000_000_000 + outcome.sleptMilliseconds),
      sleep: (milliseconds) => Promise.resolve(void (outcome.sleptMilliseconds += milliseconds)),
    };
    await step(context).catch((error: unknown) => {
      const stop = error instanceof AzureRefusal ? explainRefusal('Azure', error) : error;
      if (!(stop instanceof Stop)) throw error;
      print(stop.message);
      outcome.exitCode = stop.exitCode;
    });
    return outcome;
  };
  const stage: Stage = {
    fake,
    kudu,
    preflight: [],
    preflightSettings: [],
    entraKnows: undefined,
    run,
    deploy: (given = {}) => run(given, (context) => deploy(context, given.newCallerSecret ?? false)),
    teardown: (given = {}) => run(given, (context) => teardown(context, given.withRegistration ?? false)),
    commands: () =>
      (fake.state().commands as string[]).map((line) => line.replace(/ --only-show-errors| --output json/g, '')),
    async close() {
      await kudu.close();
      fake.remove();
    },
  };
  return stage;
}

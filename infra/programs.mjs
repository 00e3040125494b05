/**
 * The project's programs: how each is started, what it does, and which options and settings it takes.
 *
 * Plain JavaScript without dependencies, as run.mjs is. What an option or a setting means is decided by the program itself; here
 * it is only named, so that `--help` can print it and a misspelt one is refused before anything happens.
 */

const PORT = 'the first port; 7071';
/** Which running connector a program asks, and as whom. */
const running = {
  PORT: `${PORT}. Which local stack to ask, where PUBLIC_URL is not set`,
  PUBLIC_URL: 'address of an installation, with the route prefix',
  API_AUDIENCE: 'client id of its API',
  GUESTMAIL_TOKEN: 'access token; without it one from the Azure CLI',
  HOST_TENANT_ID: 'tenant for which the Azure CLI gets it',
};
const installation = {
  '--name <name>': 'name of the installation (AZURE_ENV_NAME)',
  '--resource-group <group>': 'resource group (AZURE_RESOURCE_GROUP)',
  '--unattended': 'asks nothing; also with CI=true',
};
const vitest = {
  '-t <pattern>': 'only tests whose name matches',
  '--project <name>': 'only units, servers or heavy; !heavy leaves them out',
  '--reporter <name>': 'how results are shown',
  '--bail <number>': 'stops after so many failures',
  '-u': 'rewrites the snapshots',
};

/**
 * By the name of the npm script. `entry`: program and its first arguments; `does`: lines; `options` and `settings`: name and
 * meaning; `takesFiles`: other words are parts of file names; `takesWords`: other words are a command, which the program reads; `needsPackages`: false for what runs before `npm ci`.
 */
export const programs = {
  start: {
    entry: ['infra/local/programs/start.ts'],
    does: [
      'Starts a local Entra, Graph, Key Vault and storage with the app running against them, and prints where to begin.',
      'Needs no account and no network. Ctrl-C ends everything. Writes only into .local/.',
    ],
    settings: { PORT: `${PORT}. All other ports follow it, so two stacks can run side by side` },
  },
  host: {
    entry: ['infra/local/programs/host.ts'],
    does: [
      'Builds the app into dist/ and runs it in a local Functions host, against the services that the settings name.',
    ],
    settings: {
      PORT: 'port of the host; 7071, and 0 takes a free one',
      NODE_EXTRA_CA_CERTS: 'certificates to trust beyond the usual ones',
      SHUTDOWN_GRACE_SECONDS: 'time for what is in progress at the end; 30',
      'all others': 'README.md, Settings',
    },
  },
  demo: {
    entry: ['infra/local/programs/demo.ts'],
    does: ['Connects a mailbox, sends and disconnects, says what each step proves, and ends with 0 when all held.'],
    options: {
      '--tour': 'walks the whole product, the console included, in a browser, and leaves pictures',
      '--headed': 'slowly, in a browser that is seen',
      '--pictures <folder>': 'where to; .local/tour',
    },
  },
  build: {
    entry: ['infra/build/build-app.ts'],
    does: ['Builds the deployable folder dist/.'],
  },
  bench: {
    entry: ['infra/local/bench/main.ts'],
    does: [
      'Measures every budget on a local stack of its own, and prints whether it holds; ends with 1 when one does not.',
      'Takes minutes. Times mean something only on a machine that does nothing else.',
    ],
    options: { '--quick': 'the same with smaller numbers' },
  },
  simulate: {
    entry: ['test/simulate/main.ts'],
    does: [
      'Simulates the outbox with crashes, lost answers and people who change their minds; ends with 1 when a rule is broken.',
      'Prints the history of the first seed that breaks one, and the command that shows it again.',
    ],
    options: {
      '--seeds <number>': 'how many; 10,000',
      '--seed <number>': 'the first one; alone: its history',
      '--without <protection>': 'switches a protection off, to see that it is missed',
    },
  },
  mutate: {
    entry: ['infra/mutation/main.ts'],
    does: [
      'Changes sources in one small way after another, and lists the changes that no test notices.',
      'A folder is one of shared/, as in "vault callers"; a file in it, as in "vault/envelope"; or "state", "all" or "sample":',
      'a part of everything, drawn by chance ("sample-2" to "sample-48": others). Without one: vault, callers, sign-in, state.',
      'Ends with 1 below what is asked. A vault or sample takes half an hour, "all" a day. Fetches Stryker. Writes only into .local/.',
    ],
    takesWords: '[<folder> ...]',
    options: { '--again': 'tries every mutant; otherwise not those whose code and tests are as at the last run' },
  },
  pictures: {
    entry: ['infra/local/programs/pictures.ts'],
    does: [
      'Takes new pictures for README.md, with a browser, on a local stack of its own. Writes infra/local/pictures/.',
    ],
  },
  deploy: {
    entry: ['infra/deploy/main.ts', 'deploy'],
    does: [
      'Registers the app in Entra, creates the resources in Azure, publishes the app and checks it. Asks before it begins.',
      'Writes the page for IT and data protection to .local/trust-<name>.html, and nothing else on this machine.',
      'Ends with 0 done, 1 refused or failed, 2 wrong command line, 3 another person has to act first.',
    ],
    options: {
      ...installation,
      '--location <region>': 'region of a new resource group (AZURE_LOCATION)',
      '--organisation <name>': 'who runs the ERP, as people see it (HOST_NAME)',
      '--alert-email <address>': 'who gets the alerts (GUESTMAIL_ALERT_EMAIL)',
      '--custom-domain <domain>': 'a domain of yours as its address (GUESTMAIL_CUSTOM_DOMAIN)',
      '--new-caller-secret': 'makes and shows a new secret for the ERP',
      '--what-if': 'only says what would be deployed and what it costs a month',
    },
    settings: { 'every parameter': 'infra/README.md, Parameters' },
  },
  teardown: {
    entry: ['infra/deploy/main.ts', 'teardown'],
    does: ['Deletes an installation from Azure, after asking for its name.'],
    options: {
      ...installation,
      '--confirm <name>': 'the name again, in place of the question (GUESTMAIL_CONFIRM)',
      '--with-registration': 'deletes the two applications in Entra as well',
    },
  },
  infra: {
    entry: ['infra/compile/main.mjs'],
    needsPackages: false,
    does: [
      'Compiles, lints and expands the Bicep files, and compares them with the committed snapshots. Deploys nothing.',
      "Analyses every query of the log with Microsoft's language service.",
    ],
    options: {
      '--write': 'rewrites the snapshots and the built JSON',
      '--fetch': 'fetches compiler and extension where they are missing',
      '--find': 'only says where the compiler is',
      '--snapshots': 'checks only what is committed for tests',
    },
    settings: { BICEP: 'path of the compiler', CI: 'true: fetches the compiler where it is missing' },
  },
  preflight: {
    entry: ['infra/preflight/main.ts'],
    does: ['Asks a running connector whether it is ready, and says for each check what to do and who can do it.'],
    settings: running,
  },
  connector: {
    entry: ['infra/power-platform/main.ts'],
    does: [
      'Writes the files of a custom connector for Power Platform, from the description that an installation serves.',
      'Sends nothing to Power Platform, and writes no secret.',
    ],
    options: {
      '--public-url <url>': 'address of the installation, with the route prefix (PUBLIC_URL)',
      '--client-id <id>': 'client id of the application that will send; it can be entered later',
      '--out <folder>': 'where to write; .local/power-platform',
    },
    settings: { PUBLIC_URL: 'address of the installation' },
  },
  admin: {
    entry: ['infra/admin/main.ts'],
    does: [
      'Writes and reads what a running connector keeps beside its settings, as a person with the role Manage.',
      '',
      '  list <kinds>                         every one: tenants, registrations, sources, doors, templates, callbacks, mailboxes',
      '  show <kind> [<name>]                 one document, with its version',
      '  set <kind> [<name>] <file>           writes it from a JSON file, or from "-" for standard input',
      '  delete <kind> [<name>]               deletes it',
      '  versions <kind> [<name>]             what it said before, and who changed it',
      '  preview <template> [<file>]          what it would send, with examples, or with the values of a JSON file',
      '  pause | resume                       the kill switch of a host tenant: nothing is sent for it, and nothing is lost',
      '  diagnose <sender>                    what stands in the way of sending as somebody, and who must act; then it ends with 1',
      '  off-board [<home tenant>]            ends the host tenant here, or one home tenant within it, for good',
      '  invite <file>                        invites the guests of a CSV file, as Entra has it for bulk invitation, or of JSON',
      '  audit                                who changed what',
      '',
      'A kind is tenant (which has no name), registration (whose name is the client id), source, door, template, callback or mailbox.',
    ],
    takesWords: '<command>',
    options: {
      '--tenant <id>': 'the host tenant; that of your account',
      '--force': 'of set and delete: whatever version is there, also one that was spoilt',
      '--test': 'of diagnose: also sends a test message from the mailbox to itself',
      '--preview': 'of invite: only says what would become of each',
      '--result <file>': 'of invite: where that is written, as CSV; beside the file',
      '--language <code>': 'of preview: the language that is asked for',
      '--confirm <id>': 'of off-board: the id again, in place of the question',
    },
    settings: running,
  },
  test: {
    entry: ['node_modules/vitest/vitest.mjs', 'run'],
    takesFiles: true,
    does: ['Runs all tests, or those of the files named. "npx vitest" takes every option of Vitest.'],
    options: vitest,
  },
  'test:quick': {
    entry: ['node_modules/vitest/vitest.mjs', 'run', '--project', '!heavy'],
    environment: { SIMULATED_SEEDS: '400' },
    takesFiles: true,
    does: ['Runs the tests that need no browser, host process or Bicep compiler, with 400 simulated seeds of 10,000.'],
    options: vitest,
  },
  'test:clients': {
    entry: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/clients/vitest.config.ts'],
    takesFiles: true,
    does: [
      'Builds clients in other languages, fetching packages at first, and runs them. Names those that cannot be built here.',
    ],
    options: vitest,
  },
};

/** What `--help` prints. */
export function describeProgram(name) {
  const { does, options = {}, settings = {}, takesFiles, takesWords } = programs[name];
  const command = ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`;
  const separator = Object.keys(options).length > 0 || takesFiles ? ' --' : '';
  const words = takesFiles ? ' [file ...]' : takesWords ? ` ${takesWords}` : '';
  const usage = `${command}${separator}${words}${Object.keys(options).length > 0 ? ' [option ...]' : ''}`;
  const list = (title, entries) => {
    const width = Math.max(...Object.keys(entries).map((key) => key.length));
    const lines = Object.entries(entries).map(([key, meaning]) => `  ${key.padEnd(width)}  ${meaning}`);
    return lines.length > 0 ? ['', title, ...lines] : [];
  };
  const help = { ...options, '--help': 'prints this' };
  return [usage, '', ...does, ...list('Options', help), ...list('Settings (environment)', settings)].join('\n');
}

/** The first word that the program does not take, in one sentence; undefined when there is none. */
export function findFault(name, words) {
  const { options = {}, takesFiles = false, takesWords } = programs[name];
  const known = new Map(Object.keys(options).map((key) => key.split(' ')));
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if ((!word.startsWith('-') || word === '-') && (takesFiles || takesWords)) continue;
    const [option, given] = /^--[^=]+=/.test(word) && takesFiles ? word.split('=') : [word];
    if (!known.has(option))
      return `${name} does not know ${word}: "node infra/run.mjs ${name} --help" lists what it knows.`;
    if (known.get(option) === undefined || given !== undefined) continue;
    const value = rest.shift();
    if (value === undefined || value.startsWith('-')) return `${name} needs a value after ${option}.`;
  }
  return undefined;
}

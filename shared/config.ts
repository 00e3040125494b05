/**
 * Reads the settings: every one is checked, all problems are reported together, and the result is frozen.
 *
 * Pure: takes the environment as an object and calls nobody. Plain http and hosts that belong to no Microsoft cloud are
 * accepted on loopback only, so a mistyped address never receives a token. Names and order as in the README. It is all that an
 * app does at its start, so it takes zod's smaller build and spares the code that zod generates for repeated use.
 */
import * as z from 'zod/mini';
import { contrastOf, isColor, READABLE_CONTRAST_MIN } from './accent-color.ts';
import { EVERYBODY } from './allow-list.ts';
import { cloudOf } from './cloud.ts';
import { findAudienceProblem } from './callback-audiences.ts';
import { isLoopback } from './http/loopback.ts';

/** Hosts of each Microsoft cloud, as suffixes or whole names. Source: Entra and Graph national cloud deployments. */
export const knownHosts = {
  entra: [
    'login.microsoftonline.com',
    'login.microsoftonline.us',
    'login.partner.microsoftonline.cn',
    'login.chinacloudapi.cn',
  ],
  graph: ['graph.microsoft.com', 'graph.microsoft.us', 'dod-graph.microsoft.us', 'microsoftgraph.chinacloudapi.cn'],
  vault: ['.vault.azure.net', '.vault.usgovcloudapi.net', '.vault.azure.cn'],
  table: ['.table.core.windows.net', '.table.core.usgovcloudapi.net', '.table.core.chinacloudapi.cn'],
  queue: ['.queue.core.windows.net', '.queue.core.usgovcloudapi.net', '.queue.core.chinacloudapi.cn'],
  blob: ['.blob.core.windows.net', '.blob.core.usgovcloudapi.net', '.blob.core.chinacloudapi.cn'],
} as const;

const guid = z.pipe(
  z.string({ error: 'is missing' }).check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'is not a GUID')),
  z.transform((value: string) => value.toLowerCase()),
);
/** Ids, or `*` alone; absent is `*`. A list that is set and names nobody is a mistake, never an invitation to everybody. */
const everybodyOrGuid = z.pipe(
  z.string().check(z.regex(/^(\*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, 'is not a GUID')),
  z.transform((value: string) => value.toLowerCase()),
);
const name = z
  .string({ error: 'is missing' })
  .check(z.regex(/^[0-9a-zA-Z-]{1,127}$/, 'is not a Key Vault object name (letters, digits, hyphens)'));
const text = (maximum: number) =>
  z.optional(z.string().check(z.maxLength(maximum, `is longer than ${maximum} characters`)));
const whole = (minimum: number, maximum: number, fallback: number) =>
  z._default(
    z
      .pipe(z.string().check(z.regex(/^\d{1,9}$/, 'is not a whole number')), z.transform(Number))
      .check(z.refine((value) => value >= minimum && value <= maximum, `is not between ${minimum} and ${maximum}`)),
    fallback,
  );
const list = (item: z.ZodMiniType<string, string>) =>
  z.pipe(
    z.pipe(
      z.string({ error: 'is missing' }),
      z.transform((value: string) =>
        value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      ),
    ),
    z.array(item).check(z.maxLength(1_000, 'has more than 1000 entries')),
  );

const allowList = z._default(
  list(everybodyOrGuid).check(
    z.refine((ids) => ids.length > 0, 'is set and names nobody (* is everybody)'),
    z.refine((ids) => ids.length < 2 || !ids.includes(EVERYBODY), 'names others beside * (* is everybody)'),
  ),
  [EVERYBODY],
);

export function address(hosts: readonly string[]) {
  const parse = z.transform((value: string, context) => {
    const url = URL.parse(value);
    const refuse = (message: string) => {
      context.issues.push({ code: 'custom', message, input: value });
      return z.NEVER;
    };
    if (!url || !/^https?:$/.test(url.protocol)) return refuse('is not an https address');
    if (url.username || url.password || url.search || url.hash) return refuse('has a user, query or fragment');
    if (url.protocol === 'http:' && !isLoopback(url.hostname))
      return refuse('is not https (http is for loopback only)');
    const isKnown = hosts.some((host) => (host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host));
    if (hosts.length > 0 && !isKnown && !isLoopback(url.hostname)) return refuse('is not a host of a Microsoft cloud');
    // Each request brings a path of its own.
    if (isKnown && hosts !== knownHosts.graph && url.pathname !== '/') return refuse('has a path');
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  });
  return z.pipe(z.string({ error: 'is missing' }), parse);
}

/** An address that is only ever a link on a page. */
const link = z.optional(
  z
    .string()
    .check(
      z.maxLength(1_000, 'is longer than 1000 characters'),
      z.regex(/^https:\/\/[^\s"<>]+$/, 'is not an https address'),
    ),
);

/** A picture that pages show. Its origin is part of a header, so it holds nothing that a header reads otherwise. */
const picture = link.check(
  z.refine((value) => {
    const { hostname, username, password } = URL.parse(value ?? '') ?? { hostname: '' };
    return value === undefined || (/^[a-z0-9.-]+$/.test(hostname) && !username && !password);
  }, 'is not the address of a picture'),
);

/** Buttons have white text on it. */
const accentColor = z.optional(
  z.pipe(
    z.string().check(
      z.refine(isColor, { error: 'is not a colour (#rrggbb)', abort: true }),
      z.refine(
        (value) => contrastOf(value, '#ffffff') >= READABLE_CONTRAST_MIN,
        `is too light for white text (which needs a contrast of ${READABLE_CONTRAST_MIN}:1)`,
      ),
    ),
    z.transform((value: string) => value.toLowerCase()),
  ),
);

/** Nobody gets a token of this connector's identity who is not listed; see callback-audiences.ts. */
const audiences = z._default(
  list(
    z.string().check((check) => {
      const message = findAudienceProblem(check.value);
      if (message !== undefined) check.issues.push({ code: 'custom', message, input: check.value });
    }),
  ),
  [],
);

/** A list of key or secret names; the position is stored in rows, so names are only ever appended. */
const names = list(name).check(z.refine((value) => value.length > 0 && value.length <= 16, 'needs 1 to 16 names'));

const schema = z.object({
  HOST_TENANT_ID: guid,
  API_AUDIENCE: z.string({ error: 'is missing' }).check(z.maxLength(255, 'is longer than 255 characters')),
  CALLER_CLIENT_IDS: allowList,
  SENDERS_ROLE: z._default(
    z.enum(['Senders.Manage', 'Mail.Send.AsUser'], { error: 'is not Senders.Manage or Mail.Send.AsUser' }),
    'Mail.Send.AsUser',
  ),
  PUBLIC_URL: address([]),
  ENTRA_AUTHORITY: z._default(address(knownHosts.entra), 'https://login.microsoftonline.com'),
  ENTRA_CLIENT_ID: guid,
  ENTRA_CREDENTIAL: z.enum(['secret', 'certificate', 'federated'], {
    error: 'is not secret, certificate or federated',
  }),
  CLIENT_SECRET_NAME: z.optional(name),
  GRAPH_URL: z._default(
    address(knownHosts.graph).check(
      z.regex(/^https?:\/\/[^/]+\/(v1\.0|beta)$/, 'needs one of the paths /v1.0 and /beta'),
    ),
    'https://graph.microsoft.com/v1.0',
  ),
  MAIL_PERMISSION: z.enum(['Mail.Send', 'Mail.ReadWrite'], { error: 'is not Mail.Send or Mail.ReadWrite' }),
  KEY_VAULT_URL: address(knownHosts.vault),
  TOKEN_KEY_NAME: names,
  TOKEN_PEPPER_NAME: names,
  TABLE_ENDPOINT: address(knownHosts.table),
  QUEUE_ENDPOINT: address(knownHosts.queue),
  BLOB_ENDPOINT: address(knownHosts.blob),
  ALLOWED_HOME_TENANTS: allowList,
  AZURE_CLIENT_ID: z.optional(guid),
  OUTBOUND_ADDRESSES: text(1_000),
  HOST_NAME: z._default(text(100), 'the organisation that invited you'),
  ERP_NAME: z._default(text(100), 'Dynamics 365'),
  ERP_URL: link,
  SUPPORT_CONTACT: text(200),
  PRIVACY_URL: link,
  LOGO_URL: picture,
  ACCENT_COLOR: accentColor,
  MESSAGES_PER_MINUTE: whole(1, 10_000, 30),
  MESSAGE_EXPIRY_DAYS: whole(1, 90, 30),
  HISTORY_DAYS: whole(30, 3_650, 30),
  MESSAGE_SIZE_MAX_MB: whole(1, 150, 35),
  CALLBACK_AUDIENCES: audiences,
});

type Settings = z.infer<typeof schema>;

/** The settings by their names in camel case; addresses as a URL is written, without a trailing slash; GUIDs in lower case. */
export type Config = Readonly<{ [Key in keyof Settings as CamelCase<Lowercase<Key & string>>]: Settings[Key] }>;

type CamelCase<Text extends string> = Text extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Text;

/** The names of all settings, in their documented order. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

/** Every problem of the settings, one line each, without their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Empty is not the same as absent for these: who takes the last entry out does not mean everybody. */
const neverEmpty = ['CALLER_CLIENT_IDS', 'ALLOWED_HOME_TENANTS'];

/**
 * Reads the settings from an environment. An empty variable counts as absent, but for the lists of who may.
 * @throws ConfigError naming every setting that is missing or wrong.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = settingNames.map((key) => {
    const value = environment[key]?.trim();
    return [key, neverEmpty.includes(key) ? value : value || undefined] as const;
  });
  const result = schema.safeParse(Object.fromEntries(given.filter(([, value]) => value !== undefined)), {
    jitless: true,
  });
  const problems = result.success
    ? []
    : result.error.issues.map((issue) => `  ${String(issue.path[0])} ${issue.message}`);
  const settings = result.data;
  const { ENTRA_CREDENTIAL: credential, CLIENT_SECRET_NAME: secretName } = Object.fromEntries(given);
  if (credential !== 'federated' && !secretName)
    problems.push('  CLIENT_SECRET_NAME is missing (ENTRA_CREDENTIAL needs the name of a Key Vault secret)');
  if (!isSameCloud(Object.fromEntries(given)))
    problems.push('  GRAPH_URL belongs to another Microsoft cloud than ENTRA_AUTHORITY');
  if (!settings || problems.length > 0)
    throw new ConfigError(`Settings are not valid:\n${[...new Set(problems)].join('\n')}`);
  const entries = Object.entries(settings).map(([key, value]) => [
    camelCase(key),
    Array.isArray(value) ? Object.freeze(value) : value,
  ]);
  return Object.freeze(Object.fromEntries(entries) as Config);
}

/** One cloud's Graph refuses every token of another, as if each person had to connect again. */
function isSameCloud(given: Partial<Record<string, string>>): boolean {
  const clouds = (['ENTRA_AUTHORITY', 'GRAPH_URL'] as const)
    .map((key) => schema.shape[key].safeParse(given[key], { jitless: true }).data)
    .map((url) => url && cloudOf(url))
    .filter((cloud) => cloud !== undefined);
  return new Set(clouds).size < 2;
}

function camelCase(key: string): string {
  return key.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Reads what GuestmailMailer.xpp posts from its text, and does it in its order, so that it can be tried without Finance and Operations.
 *
 * Patterns, headers, addresses, the number of attempts and what each of them ends with are those of the text. It is no X++ compiler: an
 * expression of a form that the provider does not use throws.
 */
import { createHash } from 'node:crypto';

/** What the secret of the Key Vault parameters holds. */
export type MailerSettings = Readonly<
  Record<'apiAddress' | 'tokenEndpoint' | 'tokenScope' | 'clientId' | 'clientSecret', string>
>;

export interface Mailer {
  /**
   * A file as .NET wrote it, and whoever is signed in where a user sends it; resolves to what is said beside `true`, and throws what a user or
   * the history shows.
   */
  send(file: Buffer, scope: string, sender?: string): Promise<string>;
}

type Json = Record<string, unknown>;

export function readMailer(
  text: string,
  settings: MailerSettings,
  sleep: (milliseconds: number) => Promise<void>,
): Mailer {
  const find = (pattern: RegExp): string => {
    const found = pattern.exec(text)?.[1];
    if (found === undefined) throw new Error(`The provider has nothing like ${pattern.source}`);
    return found;
  };
  const boundary = find(/Regex::Match\(mime, '([^']+)'\)/);
  // A full stop of .NET stands for a carriage return, too.
  const dateField = new RegExp(find(/RegularExpressions\.Regex\('\(\?m\)([^']+)'\)/).replace('.', '[^\\n]'), 'm');
  const attempts = Number(find(/attempt <= (\d+)/));
  const pause = Number(find(/sleep\((\d+)\)/));
  const goesOn = readCondition(find(/else if \((httpStatus .+)\)\n/));
  const headers = [...text.matchAll(/Headers\.Add\('([^']+)', (.+)\);/g)];
  let accessToken = '';

  function evaluate(expression: string, values: Readonly<Record<string, string>>): string {
    const parts = expression.split(/\s+\+\s+/).map((part) => {
      const [, literal] = /^'([^']*)'$/.exec(part) ?? [];
      const [, setting] = /readText\(this\.getSettings\(\), '(\w+)'\)/.exec(part) ?? [];
      const value = literal ?? (setting ? settings[setting as keyof MailerSettings] : values[part]);
      if (value === undefined) throw new Error(`Unknown expression: ${part}`);
      return part.includes('EscapeDataString') ? encodeURIComponent(value) : value;
    });
    return parts.join('');
  }

  async function getAccessToken(): Promise<string> {
    const body = evaluate(find(/str form = ([^;]+);/), {});
    const answer = await read(await fetch(settings.tokenEndpoint, { method: 'POST', headers: formType, body }));
    const token = textOf(answer, 'access_token');
    const refusal = find(/error\(strFmt\('([^']+)'/).replace('%1', textOf(answer, 'error_description'));
    if (!token) throw new Error(refusal);
    return token;
  }

  async function send(file: Buffer, scope: string, sender = ''): Promise<string> {
    const mime = file.toString('latin1').replace(dateField, '');
    const digest = createHash('sha256')
      .update(mime.replaceAll(new RegExp(boundary, 'g'), ''), 'latin1')
      .digest('hex')
      .slice(0, 40);
    const key = /^Message-ID: (.*)\r$/im.exec(mime)?.[1] ?? `${scope}-${digest}`;
    const body = Buffer.from(fixBoundaries(mime, boundary, digest), 'latin1');
    let problem = '';
    for (let attempt = 1; attempt <= attempts; attempt++) {
      if (attempt > 1) await sleep(pause);
      accessToken ||= await getAccessToken();
      const values = { _token: accessToken, _key: key, _sender: sender };
      const target = evaluate(find(/HttpMethod::Post, (this.+)\);\n/), values);
      const sent = headers
        .map(([, name = '', value = '']): [string, string] => [name, evaluate(value, values)])
        .filter(([, value]) => value !== '');
      const response = await fetch(target, { method: 'POST', headers: sent, body });
      const answer = await read(response);
      if (response.status === 200 && answer['status'] === 'sent')
        return attempt === 1 && response.headers.has('Idempotency-Replayed')
          ? find(/warning\(strFmt\('([^']+)'/).replace('%1', textOf(answer, 'updatedAt'))
          : '';
      problem = describe(response.status, answer);
      if (response.status === 401) accessToken = '';
      else if (!goesOn(response.status, answer)) break;
    }
    throw new Error(problem);
  }

  return { send };
}

const formType = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };

/** Whether another attempt is made after an answer. */
function readCondition(condition: string): (httpStatus: number, answer: Json) => boolean {
  const [, limit, passing, waiting, member = '', yes] =
    /^httpStatus < (\d+) && httpStatus != (\d+) && status != '(\w+)' && this\.readText\(answer, '(\w+)'\) != '(\w+)'$/.exec(
      condition,
    ) ?? [];
  if (!yes) throw new Error(`Unknown condition: ${condition}`);
  return (httpStatus, answer) =>
    httpStatus >= Number(limit) ||
    httpStatus === Number(passing) ||
    answer['status'] === waiting ||
    answer[member] === (yes === 'True');
}

function fixBoundaries(mime: string, pattern: string, digest: string): string {
  const boundaries = [...new Set([...mime.matchAll(new RegExp(pattern, 'g'))].map(([found]) => found))];
  return boundaries.reduce((fixed, found, index) => fixed.replaceAll(found, `--boundary_${index + 1}_${digest}`), mime);
}

function describe(httpStatus: number, answer: Json): string {
  const told = answer['detail'] ? answer : ((answer['error'] ?? {}) as Json);
  const [code, detail] = ['code', 'detail'].map((name) => textOf(told, name));
  return `${detail} (${code || httpStatus}) ${textOf(answer, 'consentUrl')} ${textOf(answer, 'id')}`;
}

function textOf(value: Json, name: string): string {
  const member = value[name];
  return typeof member === 'string' ? member : '';
}

async function read(response: Response): Promise<Json> {
  const text = await response.text();
  return text.startsWith('{') ? (JSON.parse(text) as Json) : {};
}

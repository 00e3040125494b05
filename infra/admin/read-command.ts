/**
 * Reads the command line of `npm run admin`: one command with what it is about. Calls nobody.
 */
import { parseArgs } from 'node:util';

/** `source`: a file, or `-` for standard input; `isForced`: over whatever version is there. */
export type Command = { tenant?: string; isForced?: true } & (
  | { verb: 'list'; kind: Kind }
  | { verb: 'show' | 'delete' | 'versions'; kind: Kind; name?: string }
  | { verb: 'preview'; name: string; source?: string; language?: string }
  | { verb: 'set'; kind: Kind; name?: string; source: string }
  | { verb: 'pause' | 'resume' | 'audit' }
  | { verb: 'diagnose'; sender: string; isTested: boolean }
  | { verb: 'invite'; source: string; isPreview: boolean; result?: string }
  | { verb: 'off-board'; homeTenantId?: string; confirm?: string }
);

/** `plural`: as `list` and addresses have it; `isNamed`: there may be several in a tenant. */
export const kinds = {
  tenant: { plural: 'tenants', isNamed: false },
  registration: { plural: 'registrations', isNamed: true },
  source: { plural: 'sources', isNamed: true },
  door: { plural: 'doors', isNamed: true },
  template: { plural: 'templates', isNamed: true },
  callback: { plural: 'callbacks', isNamed: true },
  mailbox: { plural: 'mailboxes', isNamed: true },
} as const;
export type Kind = keyof typeof kinds;

/** A command line that is none. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError with one plain sentence */
export function readCommand(words: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: {
      tenant: { type: 'string' },
      confirm: { type: 'string' },
      language: { type: 'string' },
      force: { type: 'boolean' },
      test: { type: 'boolean' },
      preview: { type: 'boolean' },
      result: { type: 'string' },
    },
    allowPositionals: true,
  });
  const [verb = '', ...rest] = positionals;
  const tenant = {
    ...(values.tenant !== undefined && { tenant: readGuid(values.tenant, '--tenant') }),
    ...(values.force && { isForced: true as const }),
  };
  switch (verb) {
    case 'list':
      return { ...tenant, verb, kind: readKind(only(rest, 1)[0], 'plural') };
    case 'show':
    case 'delete':
    case 'versions':
      return { ...tenant, verb, ...readDocument(rest) };
    case 'set': {
      const source = rest.at(-1);
      if (rest.length < 2 || source === undefined) throw new UsageError('set needs a kind and a file.');
      return { ...tenant, verb, ...readDocument(rest.slice(0, -1)), source };
    }
    case 'preview': {
      const [name, source] = only(rest, 2);
      if (name === undefined) throw new UsageError('Say which template.');
      const { language } = values;
      return {
        ...tenant,
        verb,
        name,
        ...(source !== undefined && { source }),
        ...(language !== undefined && { language }),
      };
    }
    case 'diagnose': {
      const [sender] = only(rest, 1);
      if (sender === undefined) throw new UsageError('Say which sender: the object id, or a UPN or address.');
      return { ...tenant, verb, sender, isTested: values.test ?? false };
    }
    case 'pause':
    case 'resume':
    case 'audit':
      only(rest, 0);
      return { ...tenant, verb };
    case 'invite':
      return readInvite(rest, values);
    case 'off-board': {
      const [home] = only(rest, 1);
      const { confirm } = values;
      return {
        ...tenant,
        verb,
        ...(home !== undefined && { homeTenantId: readGuid(home, 'The home tenant') }),
        ...(confirm !== undefined && { confirm }),
      };
    }
    default:
      throw new UsageError(verb === '' ? 'Say what to do.' : `There is no command ${verb}.`);
  }
}

function readInvite(
  words: readonly string[],
  { tenant, preview = false, result }: { tenant?: string; preview?: boolean; result?: string },
): Command {
  const [source] = only(words, 1);
  if (source === undefined) throw new UsageError('Say which file names the guests.');
  if (tenant !== undefined) throw new UsageError('invite is for the host tenant of the settings: leave --tenant out.');
  return { verb: 'invite', source, isPreview: preview, ...(result !== undefined && { result }) };
}

function readDocument(words: readonly string[]): { kind: Kind; name?: string } {
  const [word, name] = only(words, 2);
  const kind = readKind(word, 'singular');
  const { isNamed } = kinds[kind];
  if (isNamed && name === undefined) throw new UsageError(`A ${kind} has a name: say which.`);
  if (!isNamed && name !== undefined) throw new UsageError(`A ${kind} has no name; --tenant says which it is.`);
  return { kind, ...(name !== undefined && { name }) };
}

function readKind(word: string | undefined, form: 'singular' | 'plural'): Kind {
  const names = Object.entries(kinds) as [Kind, (typeof kinds)[Kind]][];
  const found = names.find(([kind, { plural }]) => word === (form === 'plural' ? plural : kind));
  if (found) return found[0];
  const known = names.map(([kind, { plural }]) => (form === 'plural' ? plural : kind));
  throw new UsageError(`Say which of these: ${known.join(', ')}.`);
}

function only(words: readonly string[], maximum: number): readonly string[] {
  if (words.length > maximum) throw new UsageError(`There is a word too much: ${words[maximum]}.`);
  return words;
}

function readGuid(text: string, what: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new UsageError(`${what} is not a GUID.`);
}

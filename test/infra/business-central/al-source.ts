/**
 * Reads AL sources as far as the tests ask: which object a file declares, its lines without comments, and its texts with their ids of
 * translation.
 *
 * It is no compiler. It relies on what is one statement a line here, and on braces on lines of their own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface AlObject {
  file: string;
  kind: string;
  /** Absent for an interface and the like. */
  id: number;
  name: string;
  /** Without comments. */
  lines: string[];
  text: string;
}

export interface AlText {
  /** Of the trans-unit that the compiler writes. */
  id: string;
  source: string;
  file: string;
}

const header = /^(\w+) (\d+) ("[^"]+"|\w+)(?: (?:extends|implements) .*)?$/;

export function readAlFiles(folder: string): AlObject[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.al'))
    .toSorted()
    .map((name) => parseAl(name, readFileSync(join(folder, name), 'utf8')));
}

/** Throws where a file declares no object, or more than one. */
export function parseAl(file: string, source: string): AlObject {
  const lines = source.split(/\r?\n/).map((line) => line.replace(/^\s*\/\/.*$/, ''));
  const found = lines.flatMap((line) => {
    const [, kind, id, name] = header.exec(line) ?? [];
    return kind && id && name ? [{ kind, id: Number(id), name: unquote(name) }] : [];
  });
  const [object, ...more] = found;
  if (!object || more.length > 0) throw new Error(`${file} declares ${found.length} objects.`);
  return { file, ...object, lines, text: lines.join('\n') };
}

export function unquote(name: string): string {
  return name.replace(/^"(.*)"$/, '$1');
}

const kinds: Readonly<Record<string, string>> = {
  table: 'Table',
  page: 'Page',
  pageextension: 'PageExtension',
  codeunit: 'Codeunit',
  enum: 'Enum',
  enumextension: 'EnumExtension',
  permissionset: 'PermissionSet',
};

const members: Readonly<Record<string, string>> = {
  field: 'Control',
  group: 'Control',
  repeater: 'Control',
  action: 'Action',
  value: 'EnumValue',
};

const translated = /^\s*(Caption|ToolTip|InstructionalText|AboutTitle|AboutText) = '((?:[^']|'')*)'(.*);$/;
const label = /^\s*(\w+): Label '((?:[^']|'')*)'(.*);$/;

/** All that are translated. */
export function listTexts({ file, kind, name, lines }: AlObject): AlText[] {
  const root = `${kinds[kind] ?? kind} ${hashOf(name)}`;
  const scopes: string[] = [];
  let opened = '';
  return lines.flatMap((line) => {
    const [, member = '', memberName = ''] = /^\s*(\w+)\((?:\d+; )?("[^"]+"|\w+)/.exec(line) ?? [];
    if (line.trim() === '{') scopes.push(opened);
    else if (line.trim() === '}') scopes.pop();
    else
      opened = members[member]
        ? ` - ${kind === 'table' ? 'Field' : members[member]} ${hashOf(unquote(memberName))}`
        : '';
    const [, property, text = '', options = ''] = translated.exec(line) ?? [];
    if (property && !/Locked = true/.test(options))
      return [{ file, id: `${root}${scopes.at(-1) ?? ''} - Property ${hashOf(property)}`, source: plain(text) }];
    const [, labelName, labelText = '', labelOptions = ''] = label.exec(line) ?? [];
    if (labelName && !/Locked = true/.test(labelOptions))
      return [{ file, id: `${root} - NamedType ${hashOf(labelName)}`, source: plain(labelText) }];
    return [];
  });
}

function plain(text: string): string {
  return text.replaceAll("''", "'");
}

/** The number that stands for a name in ids of translation: FNV-1a of its UTF-16LE, and 2,147,483,647. */
export function hashOf(name: string): number {
  let hash = 2_166_136_261;
  for (const byte of Buffer.from(name, 'utf16le')) hash = Math.imul(hash ^ byte, 16_777_619) >>> 0;
  return (hash + 0x7fffffff) >>> 0;
}

/**
 * The extension for Business Central, which no compiler checks here: what is a fact about its files, and what a partner would see at the
 * first compilation.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf, listTexts, parseAl, readAlFiles, unquote, type AlObject } from './al-source.ts';

const folder = join(import.meta.dirname, '../../../infra/business-central');
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const readJson = (path: string) => JSON.parse(read(path)) as Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
const app = readAlFiles(join(folder, 'app'));
const tests = readAlFiles(join(folder, 'test'));
const texts = app.flatMap(listTexts);
const named = (kind: string) => app.filter((object) => object.kind === kind);

describe('app.json', () => {
  const manifest = readJson('app/app.json');

  it('is for Business Central 27 and later, in the cloud, and compiles for 27', () => {
    expect(manifest).toMatchObject({
      runtime: '16.0',
      platform: '27.0.0.0',
      application: '27.0.0.0',
      target: 'Cloud',
      preprocessorSymbols: [],
    });
  });

  it.each([
    'id',
    'name',
    'publisher',
    'version',
    'brief',
    'description',
    'privacyStatement',
    'EULA',
    'help',
    'url',
    'logo',
  ])('has what AppSource asks for: %s', (member) => expect(manifest[member]).toMatch(/\S/));

  it('names a logo of 128 by 128 pixels, languages and resources that are there', () => {
    const logo = readFileSync(join(folder, 'app', String(manifest['logo'])));
    expect([logo.readUInt32BE(16), logo.readUInt32BE(20)]).toEqual([128, 128]);
    for (const language of manifest['supportedLocales'] as string[])
      expect(existsSync(join(folder, `app/Translations/Guestmail.${language}.xlf`))).toBe(true);
    expect(manifest['resourceFolders']).toEqual(['resources']);
  });

  it('lets its tests in', () => {
    const { id, name } = readJson('test/app.json');
    expect(manifest['internalsVisibleTo']).toMatchObject([{ id, name }]);
    expect(readJson('test/app.json')['dependencies']).toMatchObject([{ id: manifest['id'] }, {}]);
  });
});

describe.each([
  ['app', app],
  ['test', tests],
])('the objects of %s', (part, objects) => {
  const [{ from, to }] = readJson(`${part}/app.json`)['idRanges'] as [{ from: number; to: number }];
  const [affix] = readJson(`${part}/AppSourceCop.json`)['mandatoryAffixes'] as [string];

  it.each(objects.map((object) => [`${object.kind} ${object.name}`, object] as const))(
    'have an id of their range, the affix, and a file of their name: %s',
    (_what, { id, name, file }) => {
      expect(id).toBeGreaterThanOrEqual(from);
      expect(id).toBeLessThanOrEqual(to);
      expect(name).toMatch(new RegExp(`^${affix} `));
      expect(name.length).toBeLessThanOrEqual(30);
      expect(file.replace(/^.*[\\/]/, '')).toMatch(
        new RegExp(`^${name.replaceAll(/[^A-Za-z]/g, '')}\\.\\w+\\.al$`, 'i'),
      );
    },
  );

  it('have each id once within their kind', () => {
    const ids = objects.map(({ kind, id }) => `${kind} ${id}`);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('close what they open', () => {
    for (const { file, text } of objects) {
      const code = text.replaceAll(/'(?:[^'\n]|'')*'/g, '');
      expect([file, code.split('{').length]).toEqual([file, code.split('}').length]);
      expect([file, (code.match(/\b(?:begin|case)\b/g) ?? []).length]).toEqual([
        file,
        (code.match(/\bend\b/g) ?? []).length,
      ]);
      expect([file, (code.match(/^#if/gm) ?? []).length]).toEqual([file, (code.match(/^#endif/gm) ?? []).length]);
    }
  });
});

describe('tables and pages', () => {
  /** Each block of one member, up to its closing brace. */
  const listBlocks = ({ text }: AlObject, member: string) =>
    [...text.matchAll(new RegExp(`^ +${member}\\((.*)\\)\\n +\\{\\n((?:(?! {8,20}\\}).*\\n)*)`, 'gm'))].map(
      ([, name = '', block = '']) => ({ name, block }),
    );
  const fieldsOf = (name: string) =>
    new Map(
      listBlocks(app.find((one) => one.kind === 'table' && one.name === name) as AlObject, 'field').map(
        ({ name: head, block }) => [unquote(head.split('; ')[1] ?? ''), block],
      ),
    );

  it.each(named('table').map((table) => [table.name, table] as const))(
    'classify every field, and caption it: %s',
    (_name, table) => {
      const fields = listBlocks(table, 'field');
      expect(fields.length).toBeGreaterThan(0);
      for (const { name, block } of fields) {
        expect([name, /^ +DataClassification = (?!ToBeClassified)\w+;$/m.test(block)]).toEqual([name, true]);
        expect([name, /^ +Caption = '/m.test(block)]).toEqual([name, true]);
      }
      expect(table.text).toMatch(/^ {4}DataClassification = \w+;$/m);
    },
  );

  it.each(named('page').map((page) => [page.name, page] as const))(
    'say of every control and action what it is for: %s',
    (_name, page) => {
      const [, source = ''] = /SourceTable = "([^"]+)"/.exec(page.text) ?? [];
      for (const { name, block } of listBlocks(page, 'field')) {
        const [control = '', expression = ''] = name.split('; ');
        const ofTable = expression.startsWith('Rec.') ? fieldsOf(source).get(unquote(expression.slice(4))) : undefined;
        if (expression.startsWith('Rec.')) expect([control, ofTable !== undefined]).toEqual([control, true]);
        expect([control, /^ +ToolTip = '/m.test(ofTable ?? block)]).toEqual([control, true]);
      }
      for (const { name, block } of listBlocks(page, 'action')) {
        expect([name, /^ +ToolTip = '/m.test(block)]).toEqual([name, true]);
        expect([name, /^ +Caption = '/m.test(block)]).toEqual([name, true]);
      }
      expect(page.text).toMatch(/ApplicationArea = All;/);
    },
  );
});

describe('permission sets', () => {
  const sets = named('permissionset')
    .map(({ text }) => text)
    .join('\n');

  it('name every object of the app, and nothing else', () => {
    const objects = app
      .filter(({ kind }) => ['table', 'page', 'codeunit'].includes(kind))
      .map(({ kind, name }) => `${kind} "${name}"`);
    const granted = [...sets.matchAll(/\b(table|page|codeunit) ("[^"]+") = X/g)].map(
      ([, kind, name]) => `${kind} ${name}`,
    );
    expect(granted.toSorted()).toEqual(objects.toSorted());
  });

  it('let nobody but administrators change what is set up', () => {
    const use = named('permissionset').find(({ name }) => name === 'GML Use')?.text ?? '';
    expect(use).toMatch(/tabledata "GML Setup" = r[,;]/);
    expect(use).toMatch(/tabledata "GML Account" = r[,;]/);
    for (const table of named('table')) expect(use).toContain(`tabledata "${table.name}" = `);
  });

  it.each(['GML Account Wizard', 'GML Senders', 'GML Setup'])('open to administrators alone: page %s', (name) => {
    const granting = named('permissionset').filter(({ text }) => text.includes(`page "${name}" = X`));
    expect(granting.map((set) => set.name)).toEqual(['GML Admin']);
  });

  it('leave accounts, and the mailbox of one person, to administrators on the page that everybody opens', () => {
    const page = named('page').find(({ name }) => name === 'GML Account')?.text ?? '';
    expect(page).toMatch(/^ {4}Permissions = tabledata "GML Account" = r;$/m);
    expect(page).toMatch(
      /MayManage := \(Rec\."Sender Kind" <> Rec\."Sender Kind"::"Fixed Person"\) or Rec\.WritePermission\(\);/,
    );
    for (const action of ['SendTest', 'Disconnect'])
      expect(page).toMatch(new RegExp(`action\\(${action}\\)\\s+\\{[^}]*Enabled = IsConnected and MayManage;`));
  });

  it('come with Business Central’s own sets', () => {
    const extensions = named('permissionsetextension')
      .map(({ text }) => text)
      .join('\n');
    expect(extensions).toMatch(/extends "Email - Edit"\s+\{\s+IncludedPermissionSets = "GML Use"/);
    expect(extensions).toMatch(/extends "Email - Admin"\s+\{\s+IncludedPermissionSets = "GML Admin"/);
  });
});

describe('the languages', () => {
  // As Microsoft's own files have them.
  it.each([
    ['Caption', 2879900210],
    ['ToolTip', 1295455071],
    ['InstructionalText', 1968111052],
    ['Assessee Code', 4117274083],
    ['OnAction', 1377591017],
  ])('have the compiler’s number for %s', (name, number) => expect(hashOf(name)).toBe(number));

  it.each(['en-US', 'de-DE', 'da-DK', 'sv-SE'])('have every text of the sources under its id: %s', (language) => {
    const unescape = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    const file = read(`app/Translations/Guestmail.${language}.xlf`);
    const units = [
      ...file.matchAll(
        /<trans-unit id="([^"]+)"[^>]*>\s*<source>(.*)<\/source>\s*<target>(.*)<\/target>\s*<\/trans-unit>/g,
      ),
    ].map(([, id = '', source = '', target = '']) => ({ id, source: unescape(source), target: unescape(target) }));
    expect(file).toContain(`source-language="en-US" target-language="${language}"`);
    expect(units.map(({ id, source }) => ({ id, source }))).toEqual(texts.map(({ id, source }) => ({ id, source })));
    const places = (text: string) => (text.match(/%\d|\\\\/g) ?? []).toSorted().join();
    for (const { source, target } of units) {
      expect([source, target.trim()]).not.toEqual([source, '']);
      expect([source, places(target)]).toEqual([source, places(source)]);
      if (language === 'en-US') expect(target).toBe(source);
      else if (source.length > 40) expect(target).not.toBe(source);
    }
  });

  it('have each id once', () => {
    expect(texts.map(({ id }) => id)).toEqual([...new Set(texts.map(({ id }) => id))]);
  });
});

describe('parseAl', () => {
  it('takes one object a file', () => {
    expect(() => parseAl('a.al', 'namespace A;')).toThrow('0 objects');
    expect(() => parseAl('a.al', 'enum 1 A\n{\n}\nenum 2 B\n{\n}')).toThrow('2 objects');
  });
});

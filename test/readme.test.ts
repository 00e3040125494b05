import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingNames } from '../shared/config.ts';
import { alarms, outcomes, isAlarm, type AlarmCode } from '../shared/outcomes.ts';
import { queues, routes, schedules } from './functions/routes.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Every file of a folder, as a path from the root, packages and what is built left out. */
function listFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
    (path) => `${folder}/${path.replaceAll('\\', '/')}`,
  );
}

const files = ['functions', 'infra', 'shared', 'test', '.github'].flatMap(listFiles);

const readme = read('README.md');
const operating = read('infra/README.md').split('\n## Operating\n')[1] ?? '';
const [, triggers = ''] = /\n\| trigger [^\n]+\n([^]*?)\n\n/.exec(readme) ?? [];

describe('the README', () => {
  it('lists the settings that the app reads, in its order', () => {
    const [, table = ''] = /\n## Settings\n[\s\S]*?\n((?:\|.*\n)+)/.exec(readme) ?? [];
    const names = table.split('\n').flatMap((row) => (row.split('|')[1] ?? '').match(/[A-Z][A-Z_]+/g) ?? []);

    expect(names).toEqual(settingNames);
  });

  it('leads to what to do at every alarm that can be raised, and at no other, and does not repeat it', () => {
    const [, table = ''] = /\n\| code [^\n]*\n([\s\S]*?)\n\n/.exec(operating) ?? [];
    const told = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, code = '']) => code);
    const raised = (Object.keys({ ...outcomes, ...alarms }) as AlarmCode[]).filter(isAlarm);

    expect(told.toSorted()).toEqual(raised.toSorted());
    expect(readme).toContain('](infra/README.md#operating)');
    expect(raised.filter((code) => readme.includes(`| \`${code}\``))).toEqual([]);
  });

  it('has every route in its table of triggers, with its methods but for HEAD', () => {
    const known = Object.values(routes).flatMap(({ path, ...methods }) =>
      // Of all that has no route of its own, only the root leads anywhere.
      Object.keys(methods).map((method) => `${method} /api/${path.replace('{*path}', '')}`),
    );

    expect(listRoutes(triggers).toSorted()).toEqual(known.filter((route) => !route.startsWith('HEAD ')).toSorted());
  });

  it('has every timer in its table of triggers', () => {
    const timers = [...triggers.matchAll(/timer `(\w+)`/g)].map(([, name]) => name);

    expect(timers).toEqual(Object.keys(schedules));
  });

  it('has every queue in its table of triggers', () => {
    expect([...triggers.matchAll(/queue `(\w+)`/g)].map(([, name]) => name)).toEqual(Object.keys(queues));
  });
});

/** Each method of a cell with the path that follows; a path without a method has those of the one before. */
function listRoutes(table: string): string[] {
  return table.split('\n').flatMap((line) => {
    let methods: string[] = [];
    return (line.split('|')[1] ?? '').split(', ').flatMap((part) => {
      const [path] = /\/api\/[^`?]*/.exec(part) ?? [];
      const own = part.match(/\b[A-Z]{3,}\b/g) ?? [];
      if (own.length > 0) methods = own;
      return path ? methods.map((method) => `${method} ${path}`) : [];
    });
  });
}

describe('shared/README.md', () => {
  const page = read('shared/README.md');

  it('has every file and folder of shared/ in its map', () => {
    const [, map = ''] = /\n## Map\n([^]*?)\nImports point down/.exec(page) ?? [];
    const entries = readdirSync(join(root, 'shared'), { withFileTypes: true })
      .filter(({ name }) => name !== 'README.md')
      .map((entry) => `\`${entry.name}${entry.isDirectory() ? '/' : ''}\``);

    expect(entries.filter((entry) => !map.includes(entry))).toEqual([]);
  });
});

describe('the pages', () => {
  it.each(['README.md', 'infra/README.md', 'infra/local/README.md', 'shared/README.md', 'test/examples/README.md'])(
    '%s names only files that exist',
    (page) => {
      const names = [...read(page).matchAll(/`([\w./-]+\.(?:ts|mjs|bicep|sh|yml|http))`/g)].map(
        ([, name = '']) => name,
      );
      const unknown = names.filter((name) => !files.some((file) => `/${file}`.endsWith(`/${name}`)));

      expect(unknown).toEqual([]);
    },
  );
});

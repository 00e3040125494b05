import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTENT_KEPT_DAYS, CONTENT_KEY_DAYS } from '../../../../shared/content-limits.ts';
import * as limits from '../../../../shared/limits.ts';
import type { StoredRecord } from '../../../../shared/pages/trust/stored-record.ts';
import { listStoredRecords } from '../../../../shared/pages/trust/stored-records.ts';
import { TABLES } from '../../../../shared/storage-names.ts';

const readme = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'README.md'), 'utf8');
const [, stored = ''] = /\n## What is stored\n([^]*?)\n## Decisions\n/.exec(readme) ?? [];

/** What shared/README.md says of each record, by table; of a table with records of one kind, under `Name`. What is in no table is left out. */
const described = Object.fromEntries(
  stored
    .split(/\n### /)
    .slice(1)
    .filter((section) => section.startsWith('`'))
    .map((section) => {
      const [, table = ''] = /^`(\w+)`/.exec(section) ?? [];
      const parts = section.split(/\n\*\*([^*]+)\.\*\* /);
      const named = parts.slice(1).flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 2] ?? '']] : []));
      return [table, new Map((named.length > 0 ? named : [['Name', section]]) as [string, string][])] as const;
    }),
);
const records = listStoredRecords({ historyDays: 365 });

describe('listStoredRecords', () => {
  it('has the tables and the records of shared/README.md, in its order', () => {
    expect(Object.keys(records)).toEqual([...TABLES]);
    expect(Object.keys(described)).toEqual([...TABLES]);
    for (const table of TABLES)
      expect([table, records[table].map(({ name }) => name)]).toEqual([table, [...(described[table]?.keys() ?? [])]]);
  });

  it('says sealed, wrapped and hashed of what shared/README.md says it of, and of nothing else', () => {
    const words: Record<StoredRecord['protection'], RegExp> = {
      sealed: /`sealed`/,
      wrapped: /`wrapped`/,
      hashed: /SHA-256|[Dd]igest/,
      clear: /^(?![^]*(`sealed`|`wrapped`))/,
    };
    for (const table of TABLES)
      for (const { name, protection } of records[table])
        expect([name, described[table]?.get(name)]).toEqual([name, expect.stringMatching(words[protection])]);
  });

  /** The periods of the page, and how shared/README.md says the same. */
  it.each([
    [
      'grants',
      'Erased grant',
      `${limits.ERASED_GENERATION_DAYS} days`,
      new RegExp(`Lifetime: ${limits.ERASED_GENERATION_DAYS} days`),
    ],
    [
      'grants',
      'Latest account',
      `${limits.TRANSACTION_LIFETIME_SECONDS / 60} minutes`,
      new RegExp(`${limits.TRANSACTION_LIFETIME_SECONDS / 60} minutes later`),
    ],
    [
      'transactions',
      'Session',
      `${limits.TRANSACTION_LIFETIME_SECONDS / 60} minutes`,
      new RegExp(`Lifetime: ${limits.TRANSACTION_LIFETIME_SECONDS / 60} minutes`),
    ],
    ['transactions', 'Times of tests', 'An hour after the last one', /Lifetime: an hour after the last one/],
    ['transactions', 'Used transaction', '100 minutes at most', /ten-minute bucket[^]*until an hour after its bucket/],
    ['messages', 'Message', '365 days', /Lifetime: `HISTORY_DAYS`/],
    [
      'messages',
      'Content',
      `${CONTENT_KEPT_DAYS} days after it ended without being sent`,
      new RegExp(`Lifetime: until the message is sent, and ${CONTENT_KEPT_DAYS} days after any other end`),
    ],
    ['messages', 'Changed message', 'As the message', /Lifetime: as its message/],
    ['messages', 'Due message', 'As the message', /goes with its message/],
    ['messages', 'Message by its sender', 'As the message', /Lifetime: as its message/],
    [
      'due',
      'Changed sender',
      `${limits.ERASED_GENERATION_DAYS} days after an erasure`,
      /Lifetime: as long as the grant, or what an erasure leaves of it/,
    ],
    ['due', 'Held hint', 'Until the email no longer waits', /Lifetime: until its message no longer waits/],
    [
      'due',
      'Mailbox permits',
      'Fifteen minutes at most after',
      /Lifetime: [^.]*fifteen minutes at most after the last send/,
    ],
    ['due', 'Due grant', 'Until the timer has looked at it', /Lifetime: until the timer has looked at it/],
    ['grants', 'Tokens', 'disconnects', /Lifetime: until a disconnect, a suspension or the next generation/],
    [
      'grants',
      'Grant',
      'Until the person erases it',
      /Lifetime: until the person erases it, or an operator deletes it/,
    ],
    [
      'keys',
      'Data encryption key',
      'As the tokens',
      /Lifetime: until a disconnect, a suspension or the next generation/,
    ],
    [
      'keys',
      'Content key',
      `${CONTENT_KEY_DAYS} days`,
      new RegExp(`${CONTENT_KEY_DAYS} days[^]*${limits.SCHEDULE_MAX_DAYS} days[^]*${CONTENT_KEPT_DAYS} days`),
    ],
  ] as const)('keeps in %s a record %s for: %s', (table, name, kept, asInReadme) => {
    const record = records[table].find((one) => one.name === name);
    expect(record?.kept).toContain(kept);
    expect(described[table]?.get(name)).toMatch(asInReadme);
  });

  it('counts a grant, an account, a sender and a caller of a person as about a person', () => {
    const personal = TABLES.flatMap((table) => records[table].filter((one) => one.isPersonal).map(({ name }) => name));
    const keyed = TABLES.flatMap((table) =>
      [...(described[table] ?? [])].flatMap(([name, text]) =>
        /`\{sender\}`|_\{sender\}|`sender`/.test(text) ? [name] : [],
      ),
    );
    // A data encryption key is under a sender as well, and says nothing but that there is one.
    expect(keyed.filter((name) => !personal.includes(name))).toEqual(['Data encryption key']);
  });
});

/**
 * An administrator in a real browser: the way into the console, and an installation with many connections.
 */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { writeRows } from '../../infra/local/bench/write-rows.ts';
import { addressOfIndexed } from '../../shared/message-addresses.ts';
import type { App } from '../flow/app.ts';
import { choose, press } from './journey.ts';
import { readConnection } from './stored.ts';

/** To a page of the console, by the sign-in; the emulated Entra remembers the account afterwards. */
export async function enterConsole(page: Page, app: App, path = 'overview', key = 'admin.contoso'): Promise<void> {
  await page.goto(`${app.publicUrl}/console/${path}`);
  await press(page, 'Sign in with Microsoft');
  await choose(page, app, key);
  await page.waitForURL(`${app.publicUrl}/console/${path}`);
}

/** Gives the credentials once more, where a page asks for them; ends on the page where the act was. */
export async function confirm(page: Page, app: App, key = 'admin.contoso'): Promise<void> {
  await press(page, 'Enter my credentials');
  await page.getByLabel('Email address').fill(app.stack.directory.person(key).userPrincipalName);
  await press(page, 'Next');
  await page.waitForURL(/\/console\/(?!confirm)/);
}

/** Copies the grant of a person under other object ids, as lists see it: without key and tokens. */
export async function seedConnections(app: App, key: string, count: number): Promise<void> {
  const hostTenantId = app.stack.directory.hostTenant.id;
  const { PartitionKey: _key, RowKey: rowKey = '', ...row } = (await readConnection(app, key))['grants/grant'] ?? {};
  const columns = Object.fromEntries(Object.entries(row).filter(([name]) => !/^(odata|Timestamp)/.test(name)));
  const copies = Array.from({ length: count }, () => ({
    ...columns,
    partitionKey: `${hostTenantId}.${randomUUID()}`,
    rowKey,
  }));
  await writeRows(app.stack, 'grants', copies);
}

/** Index rows of messages that are older than all others, as lists meet them; what they lead to is gone. */
export async function seedMessages(app: App, count: number): Promise<void> {
  const hostTenantId = app.stack.directory.hostTenant.id;
  const createdAt = new Date(Date.now() - 20 * 24 * 3600 * 1000);
  const rows = Array.from({ length: count }, () => {
    const id = randomUUID().replaceAll('-', '');
    return { ...addressOfIndexed({ kind: 'tenant', hostTenantId }, { id, createdAt }).keys, callerId: randomUUID() };
  });
  await writeRows(app.stack, 'messages', rows);
}

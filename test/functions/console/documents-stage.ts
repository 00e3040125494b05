/** An administrator on the pages of documents, and what they keep. */
import type { Connector } from '../../../functions/compose.ts';
import type { DocumentKind } from '../../../shared/configuration-addresses.ts';
import { createMemoryConfigurationStore } from '../../fakes/memory-configuration-store.ts';
import { createTenancy } from '../../../shared/configuration/tenancy.ts';
import { redirectOf } from '../../fakes/memory-connector.ts';
import { hostTenantId } from '../../shared/sign-in/sign-in-sample.ts';
import { createConsole } from '../console-journey.ts';

export { hostTenantId };
export const otherTenantId = 'a0274317-0000-4000-8000-000000000003';

export const template = (subject = 'Invoice %number%', further: object = {}) => ({
  defaultLanguage: 'en',
  placeholders: { number: { type: 'text' } },
  languages: { en: { subject, text: 'Number %number%', ...further } },
});

export async function createDocuments({ isConfirmed = false } = {}) {
  const store = createMemoryConfigurationStore();
  const spoilt = { isOn: false, kind: 'template' };
  const stage = createConsole((parts) => {
    const { config, vault, now } = parts;
    const spoil = <Row extends { kind: string; sealed: Uint8Array | undefined }>(row: Row): Row =>
      spoilt.isOn && row.kind === spoilt.kind && row.sealed
        ? { ...row, sealed: row.sealed.map((byte) => byte ^ 1) }
        : row;
    const spoiling = {
      ...store,
      read: async (...given: Parameters<typeof store.read>) => {
        const row = await store.read(...given);
        return row && spoil(row);
      },
      list: async (...given: Parameters<typeof store.list>) => (await store.list(...given)).map(spoil),
    };
    return createTenancy(config, { store: spoiling, vault, now });
  });
  const administrator = await stage.signIn({ isConfirmed });
  // What follows is later than the sign-in.
  stage.clock.pass(1);
  const { configuration } = stage.connector;
  return {
    ...stage,
    administrator,
    spoilt,
    signInPerson: (key: string) => connectPerson(stage.connector, key),
    put: (kind: DocumentKind, name: string, document: object, tenantId = hostTenantId) =>
      configuration.put({ kind, hostTenantId: tenantId, name }, document, 'none', 'operator'),
    read: (kind: DocumentKind, name: string, tenantId = hostTenantId) =>
      configuration.readStored({ kind, hostTenantId: tenantId, name }),
    show: (path: string, headers: Record<string, string> = {}) => stage.get(path, administrator.cookie, headers),
    act: (path: string, fields: object) => stage.post(path, administrator, fields),
    /** The newest entry of the audit that is no sign-in. */
    async lastAudit() {
      const { entries } = await configuration.listAudit();
      return entries.find(({ action }) => action !== 'signed_in');
    },
  };
}

/** Both sign-ins of a person, who is connected then. */
export async function connectPerson({ signIn, tenants }: Connector, key: string): Promise<void> {
  const started = await signIn.start(await tenants.readDefault(), undefined, 'connect');
  const browser = { secret: started.browserSecret, handles: [] };
  const leg = await signIn.finish(browser, redirectOf(started.url, key));
  if (leg.kind !== 'redirect') throw new Error(leg.kind);
  await signIn.finish(browser, redirectOf(leg.url, key));
}

/** What a field of a page holds, as a browser reads it. */
export function readField(body: string, name: string): string | undefined {
  const [, text] =
    new RegExp(`<textarea[^>]* name="${name}"[^>]*>\\n?([^<]*)</textarea>`).exec(body) ??
    new RegExp(`<input[^>]* name="${name}" value="([^"]*)"`).exec(body) ??
    [];
  return text
    ?.replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/**
 * Connects a person who may send large messages: nobody consents to Mail.ReadWrite alone, so an administrator of their tenant has for them.
 */
import type { App } from './app.ts';

export async function connectLarge(app: App, key: string): Promise<void> {
  const { directory, entra, registrations } = app.stack;
  const { tenantId } = directory.person(key).home as { tenantId: string };
  const { clientId } = registrations.connector;
  entra.grantConsent({ tenantId, clientId, person: key, scopes: ['User.Read', 'Mail.Send', 'Mail.ReadWrite'] });
  await app.connect(key);
}

/**
 * Where doors, their templates and their secrets come from: contracts.
 */
import type { Fault } from '../errors.ts';
import type { DoorDocument } from './door-document.ts';
import type { TemplateValues } from './door-event.ts';
import type { RenderedTemplate } from './write-message.ts';

export type Rendering = { message: RenderedTemplate } | { message?: never; faults: readonly Fault[] };

export interface DoorSources<Template = unknown> {
  readDoor(hostTenantId: string, name: string): Promise<DoorDocument | undefined>;
  readTemplate(hostTenantId: string, name: string): Promise<Template | undefined>;
  /** The message, or every fault. */
  render(template: Template, languageWish: string | undefined, values: TemplateValues): Rendering | Promise<Rendering>;
  /** Of Key Vault. @throws ConnectorError `vault_…` */
  readSecret(name: string): Promise<string>;
}

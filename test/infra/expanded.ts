/**
 * The deployment as the compiler expanded it: one list of resources per kind of installation, and the built template.
 *
 * Reads the committed files; what is still an expression in them (`[reference(...)]`) is only known to Azure.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../infra/snapshots');

/** One committed snapshot each. */
export const installations = ['smallest', 'everything', 'sovereign', 'dedicated', 'brought'] as const;
export type Installation = (typeof installations)[number];

export interface Resource {
  id: string;
  type: string;
  name: string;
  apiVersion: string;
  location?: string;
  kind?: string;
  sku?: { name: string; tier?: string };
  tags?: Record<string, string>;
  identity?: { type: string; userAssignedIdentities: Record<string, unknown> };
  // oxlint-disable-next-line typescript/no-explicit-any -- its shape differs by type
  properties: Record<string, any>;
}

/** Reads every resource of an installation. */
export function readResources(installation: Installation): Resource[] {
  const text = readFileSync(join(folder, `${installation}.snapshot.json`), 'utf8');
  return (JSON.parse(text) as { predictedResources: Resource[] }).predictedResources;
}

/** The resources of one type, by its name after `Microsoft.`. */
export function ofType(resources: readonly Resource[], type: string): Resource[] {
  return resources.filter((resource) => resource.type === `Microsoft.${type}`);
}

/** The only resource of a type; throws when there are none or several. */
export function only(resources: readonly Resource[], type: string): Resource {
  const [found, ...more] = ofType(resources, type);
  if (!found || more.length > 0) throw new Error(`${found ? more.length + 1 : 0} resources of type ${type}.`);
  return found;
}

/** The storage account of the Functions host, and that of the app's data. */
export function accountsOf(resources: readonly Resource[]): { host: Resource; data: Resource } {
  const accounts = ofType(resources, 'Storage/storageAccounts');
  const grants = resources.find(({ name }) => name.endsWith('/default/grants'));
  const data = accounts.find(({ id }) => grants?.id.startsWith(`${id}/`));
  const host = accounts.find((one) => one !== data);
  if (!data || !host || accounts.length > 2) throw new Error('Not one account for the host and one for the data.');
  return { host, data };
}

/** The app's settings, in their order. */
export function appSettings(resources: readonly Resource[]): [string, string][] {
  const settings = only(resources, 'Web/sites').properties['siteConfig']['appSettings'] as {
    name: string;
    value: string;
  }[];
  return settings.map(({ name, value }) => [name, value]);
}

export interface Template {
  variables?: Record<string, unknown>;
  definitions?: Record<string, { allowedValues?: string[] }>;
  parameters?: Record<string, Declared>;
  outputs?: Record<string, Declared>;
  functions?: Functions[];
  resources: Record<string, TemplateResource>;
}
export interface Functions {
  namespace: string;
  members: Record<string, { output: { value: unknown } }>;
}
export interface Declared {
  type?: string;
  $ref?: string;
  value?: unknown;
  defaultValue?: unknown;
  minValue?: number;
  maxValue?: number;
  allowedValues?: string[];
  metadata?: { description?: string };
}
export interface TemplateResource {
  type: string;
  name?: string;
  existing?: boolean;
  dependsOn?: string[];
  '@options'?: Record<string, unknown>;
  properties?: Record<string, unknown> & { template?: Template; parameters?: Record<string, unknown> };
}

/** The built template, its modules nested in it as deployments. */
export function readTemplate(): Template {
  return JSON.parse(readFileSync(join(folder, 'main.json'), 'utf8')) as Template;
}

/** The template and every module in it, by the module's symbolic name; the template itself is `main`. */
export function everyTemplate(template: Template, name = 'main'): [string, Template][] {
  const inner = Object.entries(template.resources).flatMap(([symbol, { properties }]) =>
    properties?.template ? everyTemplate(properties.template, symbol) : [],
  );
  return [[name, template], ...inner];
}

/** The parameter values of an empty environment. */
export function readParameters(): Record<string, { value: unknown }> {
  const text = readFileSync(join(folder, 'main.parameters.json'), 'utf8');
  return (JSON.parse(text) as { parameters: Record<string, { value: unknown }> }).parameters;
}

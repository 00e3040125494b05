/**
 * Asks Azure for something that may not exist.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Context } from './context.ts';

const absent: readonly string[] = ['ResourceGroupNotFound', 'DeploymentNotFound', 'ResourceNotFound'];

/** Undefined where it does not exist. Throws AzureRefusal. */
export async function readOrNothing<Answer>({ az }: Pick<Context, 'az'>, parts: string[]): Promise<Answer | undefined> {
  try {
    return await az.json<Answer>(parts);
  } catch (error) {
    if (error instanceof AzureRefusal && error.codes.some((code) => absent.includes(code))) return undefined;
    throw error;
  }
}

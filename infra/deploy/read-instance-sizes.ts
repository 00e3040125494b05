/**
 * Reads which sizes an instance may have, and how many requests at once the template gives each, from modules/hosting.bicep.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface InstanceSize {
  plan: string;
  memoryMB: number;
  /** Requests at once where nothing else is chosen. */
  concurrency: number;
}

const row = /^ {2}'?(\w+)'?: \{ plan: '(\w+)', memoryMB: (\d+), concurrency: (\d+) \}$/gm;

/** By the megabytes of a Flex instance, or the SKU of a Dedicated plan. */
export async function readInstanceSizes(): Promise<Map<string, InstanceSize>> {
  const text = await readFile(join(import.meta.dirname, '../modules/hosting.bicep'), 'utf8');
  return new Map(
    [...text.matchAll(row)].map(([, name = '', plan = '', memoryMB, concurrency]) => [
      name,
      { plan, memoryMB: Number(memoryMB), concurrency: Number(concurrency) },
    ]),
  );
}

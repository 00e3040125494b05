/**
 * Reads which sizes an instance may have, and how many requests at once the template gives each and lets it have, from
 * modules/hosting.bicep.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface InstanceSize {
  plan: string;
  memoryMB: number;
  /** Requests at once where nothing else is chosen. */
  concurrency: number;
  /** Requests at once that fit into its memory, each with the largest body. */
  fitting: number;
}

const row = /^ {2}'?(\w+)'?: \{ plan: '(\w+)', memoryMB: (\d+), concurrency: (\d+) \}$/gm;

/** By the megabytes of a Flex instance, or the SKU of a Dedicated plan. */
export async function readInstanceSizes(): Promise<Map<string, InstanceSize>> {
  const text = await readFile(join(import.meta.dirname, '../modules/hosting.bicep'), 'utf8');
  const read = (pattern: RegExp) => Number(pattern.exec(text)?.[1]);
  const bodyKB = read(/^var requestBodyLimitKB = (\d+)$/m) * read(/^var bodyFactor = (\d+)$/m);
  const [rest = ''] = /^var restMB = .+$/m.exec(text) ?? [];
  return new Map(
    [...text.matchAll(row)].map(([, name = '', plan = '', memoryMB, concurrency]) => {
      const restMB = Number(new RegExp(`${plan}: (\\d+)`).exec(rest)?.[1]);
      const fitting = Math.floor(((Number(memoryMB) - restMB) * 1024) / bodyKB);
      return [name, { plan, memoryMB: Number(memoryMB), concurrency: Number(concurrency), fitting }];
    }),
  );
}

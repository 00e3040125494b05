/**
 * Runs an action for every item, at most `concurrency` at once. All items are tried; the first failure is thrown at the end.
 */
export async function forEachConcurrently<Item>(
  items: readonly Item[],
  concurrency: number,
  action: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const remaining = items.values();
  const work = async () => {
    for (const item of remaining) await action(item).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  if (failures.length > 0) throw failures[0];
}

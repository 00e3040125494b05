/**
 * The two processes of a simulation. Where one has ended, another starts.
 */
import { createGraphModel } from './graph.ts';
import { startWorker, type Worker } from './worker.ts';
import type { World } from './world.ts';

export interface Workers {
  /** One that runs. */
  pick(): Worker;
}

export function createWorkers(world: World): Workers {
  const graph = createGraphModel(world);
  let started = 0;
  const start = () => startWorker(world, `worker ${++started}`, graph);
  const running = [start(), start()];
  return {
    pick() {
      const index = world.random.below(running.length);
      const worker = running[index];
      if (worker?.isAlive()) return worker;
      const next = start();
      running[index] = next;
      return next;
    },
  };
}

/**
 * The queue of requests before the functions: how many are worked on at once, and how many may be here at all, waiting ones included.
 *
 * In the order of their arrival. Of a waiting request nothing is read but what its connection buffers, and one whose client has left
 * keeps its place until its turn. Source: HttpRequestQueue and HttpThrottleMiddleware of azure-functions-host.
 */

/** `Infinity`: without a limit, which is what Azure's host has on Flex and Dedicated plans where nothing is set. */
export interface RequestLimits {
  maxConcurrentRequests: number;
  maxOutstandingRequests: number;
}

/** Works when its turn comes; resolves to false, and never works, when the queue is full. Rejects as `work`. */
export type RequestQueue = (work: () => Promise<void>) => Promise<boolean>;

export function createRequestQueue({ maxConcurrentRequests, maxOutstandingRequests }: RequestLimits): RequestQueue {
  const waiting: (() => void)[] = [];
  let outstanding = 0;
  return async (work) => {
    if (outstanding >= maxOutstandingRequests) return false;
    outstanding += 1;
    if (outstanding > maxConcurrentRequests) await new Promise<void>((begin) => waiting.push(begin));
    try {
      await work();
    } finally {
      outstanding -= 1;
      waiting.shift()?.();
    }
    return true;
  };
}

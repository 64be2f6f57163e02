import { leaveRegions } from './leave-regions.ts';
import { type OpenRegions, type OpenRequest, openRegions } from './open-regions.ts';
import type { RigTools } from './start-regions.ts';

export interface RegionsRequest extends OpenRequest {
  /** Leave them running when the work is done; if anything throws they are ended all the same. */
  readonly keep?: boolean;
}

/** Starts regions, works with them, and ends them. */
export async function withRegions<T>(
  request: RegionsRequest,
  tools: RigTools,
  work: (open: OpenRegions) => Promise<T>,
): Promise<T> {
  const open = await openRegions(request, tools);
  try {
    const result = await work(open);
    if (request.keep) {
      tools.signal.throwIfAborted();
      await leaveRegions(open);
    } else {
      await open[Symbol.asyncDispose]();
    }
    return result;
  } catch (error) {
    await open.end();
    throw error;
  }
}

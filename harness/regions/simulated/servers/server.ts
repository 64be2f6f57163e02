import type { Address } from '../../../../engine/index.ts';
import type { ServerName } from '../../runtime.ts';

/** How one server is started, told to be ready, and stopped. Plain data but for the probe. */
export interface ServerSpec {
  readonly region: string;
  readonly name: ServerName;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Its own directory; made before its first start. */
  readonly directory: string;
  /** Content by absolute path, written before each start. */
  readonly files?: Readonly<Record<string, string>>;
  /** User and group it runs as; that of this process unless given. */
  readonly uid?: number | undefined;
  /** What has to be done before each start; gives what that one is told besides. */
  beforeStart?(): Promise<readonly string[]>;
  /** Where it listens for TCP; refused if another process does already. */
  readonly listens: readonly Address[];
  readonly stopSignal?: NodeJS.Signals;
  readonly stopMs?: number;
  readonly readyMs: number;
  /**
   * By its real protocol, and within `deadlines.probeMs`; throws or gives false until it is so.
   * `sinceWallMs` is when this start began: what is older tells nothing.
   */
  ready(sinceWallMs: number): Promise<boolean>;
}

import type { Clock } from '../../engine/index.ts';
import type { InstalledPart, PartName } from './part.ts';
import type { RunTool } from './tool.ts';

/** Where one part is being made. */
export interface Workshop {
  readonly part: PartName;
  /** Root of the cache; has room for what several parts share. */
  readonly cache: string;
  /** The part's files go here; it is renamed to `destination` when all is done. */
  readonly directory: string;
  readonly destination: string;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly run: RunTool;
  readonly say: (message: string) => void;
  /** A part named in the recipe's `needs`. */
  readonly needed: (name: PartName) => InstalledPart;
}

/** What a recipe made. In paths and values `{prefix}` stands for the root of the part's files. */
export interface Made {
  readonly version: string;
  readonly origin: string;
  readonly digest: string;
  /** Set when the files are not in the workshop but were on the machine already. */
  readonly prefix?: string;
  /** Program name to path, absolute or relative to the prefix. */
  readonly programs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

/** What keeps a recipe from being followed on this machine. */
export interface Obstacle {
  readonly what: string;
  readonly remedy: string;
}

/** How one part is fetched or built. */
export interface Recipe {
  readonly name: PartName;
  readonly needs: readonly PartName[];
  /** What it is for, for people, if regions do without it. */
  readonly purpose?: string;
  /** Version expected and where it comes from, for people. */
  readonly version: string;
  readonly origin: string;
  /** Names the directory in the cache; changes when the pinned content does. */
  key(): Promise<string>;
  /** Throws PartUnavailable. */
  make(workshop: Workshop): Promise<Made>;
  /** What can only be done when the part is in its place; it is ready after that. */
  finish?(workshop: Workshop): Promise<void>;
  /** Undefined if this machine has the tools; fetches nothing. */
  obstacle(): Promise<Obstacle | undefined>;
}

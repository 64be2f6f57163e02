/**
 * What Node is told before `engine/main.ts`: an engine makes little that lasts, and V8 would let
 * what is garbage grow to several hundred MiB before it looks at it.
 */
export const nodeFlags = ['--max-semi-space-size=2', '--max-old-space-size=128'] as const;

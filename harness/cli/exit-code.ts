/** What the process ends with when there is no verdict to end with (README, exit codes). */
export const exitCode = {
  ok: 0,
  missed: 1,
  unknown: 2,
  rig: 4,
  notHealed: 5,
  usage: 64,
  interrupted: 130,
} as const;

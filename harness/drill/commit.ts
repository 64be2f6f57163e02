import { execFileSync } from 'node:child_process';

/** The commit, marked when the work tree differs from it; `unknown` outside a checkout. */
export function commitOf(root: string): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const commit = git('rev-parse', 'HEAD').trim();
    return git('status', '--porcelain').trim() === '' ? commit : `${commit}+changes`;
  } catch {
    return 'unknown';
  }
}

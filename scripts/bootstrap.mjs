// The one file that must run on an older Node with no packages installed: it installs the pinned
// packages, Node 24 among them, and hands over to that Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const node = join(modules, '.bin', 'node');
const stamp = join(modules, '.blackstart-packages');
const lock = join(root, '.blackstart-install');

const EXIT_RIG = 4;
const INSTALL_DEADLINE_MS = 600_000;

function fail(message) {
  throw new Error(message);
}

function wanted() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function installed() {
  return existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function claimLock() {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') fail(`cannot write to ${root}: ${error.message}`);
    return false;
  }
}

function dropLockOfDeadOwner() {
  try {
    if (!alive(Number(readFileSync(join(lock, 'pid'), 'utf8')))) rmSync(lock, { recursive: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

async function install() {
  const endMs = Date.now() + INSTALL_DEADLINE_MS;
  while (!claimLock()) {
    if (Date.now() > endMs) fail(`another install holds ${lock}; remove it if none is running`);
    dropLockOfDeadOwner();
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (installed()) return;
  }
  try {
    if (!installed()) runNpm();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function runNpm() {
  process.stderr.write('blackstart: installing the pinned packages and Node 24 …\n');
  // Not `ci`: that refuses a lock without the builds of a linter for platforms that are not ours.
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = spawnSync('npm', [...args, '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (npm.error) fail(`npm could not be started (${npm.error.message}); is it on PATH?`);
  if (npm.status !== 0) fail('npm install failed; its last lines above say why');
  if (!existsSync(node))
    fail(`no Node 24 for ${process.platform}-${process.arch}; Linux on x64 or arm64 is needed`);
  writeFileSync(stamp, wanted());
}

function handOver(args) {
  const path = [join(modules, '.bin'), process.env.PATH].filter(Boolean).join(delimiter);
  const child = spawn(node, args, {
    cwd: root,
    stdio: 'inherit',
    // What Node has compiled once, the rig and the service of every region start with.
    env: { NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled'), ...process.env, PATH: path },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl-C to the child as well; only what reaches us alone is passed on.
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  }
  child.on('error', (error) => giveUp(`Node 24 could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : EXIT_RIG);
  });
}

function giveUp(message) {
  process.stderr.write(`blackstart: ${message}\n`);
  process.exitCode = EXIT_RIG;
}

const [first, second, ...rest] = process.argv.slice(2);
try {
  if (!installed()) await install();
  handOver(
    first === '--run'
      ? [join(root, second), ...rest]
      : [join(root, 'harness', 'cli', 'main.ts'), ...process.argv.slice(2)],
  );
} catch (error) {
  giveUp(error.message);
}

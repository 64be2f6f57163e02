import { CommanderError } from 'commander';
import { exitCode } from './exit-code.ts';
import { explain } from './explain.ts';
import { program } from './program.ts';

// Reading what another process no longer wants is no failure of ours: `… | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// What nobody caught is the rig's failure, never the verdict "target missed" that 1 stands for.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`${explain(error).text}\nwhat this run has left, the verb heal ends\n`);
    process.exit(exitCode.rig);
  });
}

try {
  await program().parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  } else {
    const { text, code } = explain(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = code;
  }
}

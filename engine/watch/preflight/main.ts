import { setPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import { systemClock as clock } from '../../ports/clock.ts';
import { answersTo, type Inquiry, questionsOf } from './questions.ts';

// Nobody waits for it, and what is under way on this machine is not to wait either.
setPriority(19);
const inquiry: Inquiry = JSON.parse(await text(process.stdin));
const answers = await answersTo(clock, questionsOf(clock, inquiry), inquiry.timeoutMs);
// What is not answered yet would keep it alive.
process.stdout.write(JSON.stringify(answers), () => process.exit(0));

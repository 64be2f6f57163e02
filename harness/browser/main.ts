import { systemClock } from '../../engine/index.ts';
import { openJournal } from '../journal/index.ts';
import { obey } from '../workload/control.ts';
import { lookupAt } from '../workload/name-lookup.ts';
import { browserConfigVariable, readBrowserConfig } from './config.ts';
import { startForwarder } from './forwarder.ts';
import { launchBrowser } from './launch.ts';
import { User } from './user.ts';

const config = readBrowserConfig(process.env[browserConfigVariable]);
const clock = systemClock;
const journal = openJournal(config.journal, 'browser', clock);

const stopped = new AbortController();
let graceMs = config.patienceMs;
const stop = () => stopped.abort();
obey(process, stop);
const longest = setTimeout(stop, config.maxDurationMs);
process.once('SIGTERM', () => {
  graceMs = 0;
  stop();
});

const lookup = lookupAt(config, config.patienceMs);
const forwarder = await startForwarder({ ...config.service, lookup });
const browser = await launchBrowser(config, forwarder.address);
stopped.signal.addEventListener('abort', () => {
  // What is under way by then has no end that could be told.
  setTimeout(() => void browser.close(), graceMs).unref();
});

const user = await User.at(browser, forwarder, config, clock);
while (!stopped.signal.aborted) {
  try {
    const journey = await user.journey();
    journal.append(journey);
    const restMs = journey.failed ? config.restAfterFailureMs : config.restMs;
    await clock.sleep(restMs, stopped.signal).catch(() => undefined);
  } catch (error) {
    // Closed in the middle of a journey, because it had to end.
    if (!stopped.signal.aborted) throw error;
  }
}
clearTimeout(longest);
await journal.close();
await browser.close();
await forwarder[Symbol.asyncDispose]();
process.exit(0);

import { type Browser, chromium } from 'playwright-core';
import type { Address } from '../../engine/index.ts';
import { chromiumFlagsFor } from '../parts/index.ts';
import type { BrowserConfig } from './config.ts';
import { launchMs } from './deadlines.ts';

/**
 * A headless Chromium that reaches the service, by whoever takes connections at `through`, and
 * nothing else. Signals are for who launches it to hear.
 */
export function launchBrowser(
  { chromium: { program, environment }, service }: Pick<BrowserConfig, 'chromium' | 'service'>,
  through: Address,
): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    env: { ...process.env, ...environment },
    args: [...chromiumFlagsFor(service.name, service.port, through)],
    timeout: launchMs,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

import process from 'node:process';
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../setup/chromium.mjs';

export type { Browser, Page } from 'playwright-core';

/**
 * A real Chromium, without a window.
 *
 * @param more further arguments of its command line
 */
export function startBrowser(...more: readonly string[]): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('Chromium is missing. Run the set-up (npm run setup).');
  const quiet = ['background-networking', 'component-update', 'sync', 'quic', 'gpu'].map((what) => `--disable-${what}`);
  // Chromium's own sandbox does not work for root, and the pages here are ours.
  const asRoot = process.geteuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: ['--no-first-run', ...quiet, ...asRoot, ...more] });
}

// A real browser, for the tests that act as a web page.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { aptInstall } from './apt-install.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * The browser's executable: CHROMIUM_BIN, otherwise the first one on the PATH; undefined when there
 * is none.
 */
export function findChromium() {
  const { CHROMIUM_BIN, PATH = '' } = process.env;
  if (CHROMIUM_BIN) return CHROMIUM_BIN;
  const folders = PATH.split(path.delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
}

export async function provideChromium(progress) {
  const found = findChromium();
  if (found !== undefined) return found;
  await aptInstall(['chromium'], 'For the tests in a real browser', progress);
  return findChromium() ?? 'installed';
}

// Finds a Chromium for the browser tests, or gets one: CHROME_PATH, an installed one, a pinned npm package that carries one
// (Linux on x86-64), Debian's when root. Nothing is fetched when a browser is there.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inRoot } from './paths.mjs';

/** @typedef {{ path: string, env: Readonly<Record<string, string>> }} Browser `env`: what it needs beside the usual environment. */

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const INSTRUCTION =
  'The browser tests need Chromium and none was found or could be fetched. Install Chromium or Chrome, or set CHROME_PATH to its program.';

/** @returns {Browser | undefined} */
export function installed() {
  const given = process.env.CHROME_PATH;
  if (given !== undefined && given !== '') {
    if (!existsSync(given)) throw new Error(`CHROME_PATH is ${given}, which does not exist.`);
    if (!runs({ path: given, env: {} })) throw new Error(`CHROME_PATH is ${given}, which does not start.`);
    return { path: given, env: {} };
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [...folders.flatMap((folder) => COMMANDS.map((name) => join(folder, name))), ...ELSEWHERE];
  // A file of that name may be a stub that only says what to install.
  const path = candidates.find((file) => existsSync(file) && runs({ path: file, env: {} }));
  return path === undefined ? undefined : { path, env: {} };
}

/** The npm package unpacks a headless Chromium with the libraries and fonts that a bare Linux lacks, here into .cache/browser.
 * @returns {Browser | undefined} */
function fromPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = inRoot('test/tools/browser');
  const unpacked = inRoot('.cache/browser');
  if (!existsSync(join(folder, 'node_modules/@sparticuz/chromium'))) {
    console.log('No browser is installed; fetching the npm package @sparticuz/chromium …');
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) return undefined;
  }
  // Its libraries are unpacked only on build machines that name themselves in this variable.
  const env = { ...process.env, TMPDIR: unpacked, CODEBUILD_BUILD_IMAGE: 'nodejs20' };
  const script = `import { mkdirSync } from 'node:fs';
    mkdirSync(process.env.TMPDIR, { recursive: true });
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const path = join(unpacked, 'chromium');
  if (status !== 0) return undefined;
  const browser = { path, env: { LD_LIBRARY_PATH: join(unpacked, 'al2023/lib'), FONTCONFIG_FILE: fontsOf(unpacked) } };
  return runs(browser) ? browser : undefined;
}

/** The package's own list of font folders names places of the machines it is made for; without any font Chromium dies.
 * @param {string} unpacked @returns {string} the file that names the fonts it carries, and those of the system */
function fontsOf(unpacked) {
  const file = join(unpacked, 'fonts.conf');
  const folders = [join(unpacked, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const lines = [...folders.map((folder) => `<dir>${folder}</dir>`), `<cachedir>${join(unpacked, 'fonts-cache')}</cachedir>`];
  writeFileSync(file, `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>${lines.join('')}</fontconfig>\n`);
  return file;
}

/** @returns {Browser | undefined} */
function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('Installing Debian’s chromium (apt-get) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const { status } = spawnSync('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0 ? installed() : undefined;
}

/** @param {Browser} browser */
function runs(browser) {
  const { status } = spawnSync(browser.path, ['--version', '--no-sandbox'], {
    env: { ...process.env, ...browser.env },
    stdio: 'ignore',
    timeout: 30_000,
  });
  return status === 0;
}

/** A browser that starts, fetched when need be; throws with an instruction when there is none.
 * @returns {Browser} */
export function findBrowser() {
  const found = installed() ?? fromPackage() ?? fromDebian();
  if (found === undefined) throw new Error(INSTRUCTION);
  return found;
}

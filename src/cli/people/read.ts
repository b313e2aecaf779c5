// Files and standard input of the commands for people.
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Source } from '../../text/source.ts';
import { Misuse } from './misuse.ts';

/** A file's text; `-` is standard input. */
export async function readText(path: string): Promise<string> {
  try {
    return path === '-' ? await readAll() : await readFile(path, 'utf8');
  } catch (error) {
    throw error instanceof Misuse ? error : new Misuse(whyUnread(path, error));
  }
}

/** Why a file cannot be written. */
export const whyUnwritten = (path: string, error: unknown): string =>
  codeOf(error) === 'ENOENT' ? `There is no folder for ${path}.` : `${path} cannot be written: ${wordsOf(error)}`;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** In our words where the reason is one that people meet. */
export function whyUnread(path: string, error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `There is no file ${path}.`;
    case 'EISDIR':
      return `${path} is a folder; name a file.`;
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read by you.`;
    default:
      return `${path}: ${wordsOf(error)}`;
  }
}

async function readAll(): Promise<string> {
  if (process.stdin.readableEnded) throw new Misuse('standard input can be read once: give one of the two a file');
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A path as it stands before a line's number. */
export const titleOf = (path: string): string => (path === '-' ? '<stdin>' : path);

/** A configuration file under its base name, as the gateway sees it; standard input is a YAML file. */
export const readSource = async (path: string): Promise<Source> => ({
  name: path === '-' ? 'config.yaml' : basename(path),
  text: await readText(path),
});

/** Files that the configuration refers to: `NAME=PATH`, or a path under which it is known. */
export const readReferred = (pairs: readonly string[] | undefined): Promise<readonly Source[]> =>
  Promise.all(
    (pairs ?? []).map(async (pair) => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? { name: pair, text: await readText(pair) }
        : { name: pair.slice(0, equals), text: await readText(pair.slice(equals + 1)) };
    }),
  );

/** A file, or every configuration file of a folder. */
export async function readSources(path: string): Promise<readonly Source[]> {
  const isFolder = path !== '-' && (await stat(path).catch(() => undefined))?.isDirectory() === true;
  if (!isFolder) return [await readSource(path)];
  const names = (await readdir(path)).filter((name) => /\.(?:ya?ml|json|pb_text)$/i.test(name)).sort();
  return Promise.all(names.map((name) => readSource(join(path, name))));
}

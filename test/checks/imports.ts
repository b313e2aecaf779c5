// Reads the import specifiers of a source file: enough for checks over the code base, no parser needed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { root } from '../tools/paths.mjs';

export interface Import {
  readonly line: number;
  readonly specifier: string;
  /** From the checkout's root for our own files (`src/base/span.ts`), else the package's specifier. */
  readonly target: string;
  readonly own: boolean;
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
}

const STATIC = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g;
const URL_OF_MODULE = /new URL\(\s*'([^']+)',\s*import\.meta\.url\s*\)/g;

/** Files below a folder of the checkout, as paths from the root. */
export function filesOf(folder: string, extensions: readonly string[] = ['.ts', '.tsx']): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.some((extension) => entry.name.endsWith(extension)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The specifiers of one file in order of appearance. */
export function importsOf(file: string, text: string = textOf(file)): readonly Import[] {
  const found: Import[] = [];
  const note = (index: number, specifier: string, typeOnly: boolean, dynamic: boolean): void => {
    const path = specifier.split('?')[0] ?? specifier;
    const own = path.startsWith('.');
    const target = own ? posix.join(posix.dirname(file), path) : path;
    found.push({ line: text.slice(0, index).split('\n').length, specifier, target, own, typeOnly, dynamic });
  };
  for (const match of text.matchAll(STATIC)) note(match.index, match[2] ?? '', match[1] !== undefined, false);
  // A dynamic import inside a type (`import('x').Y`) is written as a static one here, so every match loads code.
  for (const match of text.matchAll(DYNAMIC)) note(match.index, match[1] ?? '', false, true);
  for (const match of text.matchAll(URL_OF_MODULE)) note(match.index, match[1] ?? '', false, true);
  return found.sort((a, b) => a.line - b.line);
}

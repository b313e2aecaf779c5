// The notices name every work of others that is in a bundle, also what packages carry without saying so.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noticesText } from './notices.mjs';
import { root } from './paths.mjs';

const within = (path: string): string => join(root, 'node_modules', path);

describe('notices', () => {
  const text = noticesText([
    join(root, 'src/index.ts'),
    within('react/index.js'),
    within('react/jsx-runtime.js?commonjs'),
    `\0${within('@grpc/grpc-js-xds/envoy-words.js')}`,
    within('monaco-editor/esm/vs/base/browser/dompurify/dompurify.js'),
    within('monaco-editor/esm/vs/base/common/marked/marked.js'),
    within('monaco-editor/esm/vs/base/browser/ui/codicons/codicon/codicon.ttf'),
    within('@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2'),
    '\0vite/preload-helper.js',
    '\0rolldown/runtime.js',
    'C:\\x\\node_modules\\none\\index.js',
  ]);

  it.each([
    [/^react \d+\.\d+\.\d+ \(MIT\)$/m, 'MIT License'],
    [/^monaco-editor .*\(MIT\)$/m, 'markedjs NOTICES AND INFORMATION'],
    [/^dompurify .*\(.*Apache-2\.0.*\)$/m, 'Mozilla Public License'],
    [/^marked .*\(MIT\)$/m, 'MarkedJS'],
    [/^Codicons, .*\(CC-BY-4\.0\)$/m, 'creativecommons.org/licenses/by/4.0'],
    [/^@fontsource\/ibm-plex-sans .*\(OFL-1\.1\)$/m, 'SIL OPEN FONT LICENSE'],
    [/^@grpc\/grpc-js-xds .*\(Apache-2\.0\)$/m, 'Apache License'],
    [/^Envoy API and xDS API, .*\(Apache-2\.0\)$/m, 'The Envoy Project Authors'],
    [/^vite .*\(MIT\)$/m, 'Vite core license'],
    [/^rolldown .*\(MIT\)$/m, 'MIT License'],
  ])('name %s with its licence', (title, licence) => {
    expect(text).toMatch(title);
    expect(text.slice(text.search(title))).toContain(licence);
  });

  it('name each work once, and none of our own', () => {
    expect(text.match(/^(?:react|monaco-editor|Codicons,|Envoy API)[^\n]* \([A-Z][\w.-]+\)$/gm)).toHaveLength(4);
    expect(text).not.toContain('gateglass ');
    expect(text.length).toBeLessThan(200_000);
  });
});

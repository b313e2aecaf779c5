// What people paste into the place of a configuration that configures no gateway: named, so that nobody looks for the mistake in it.
import { findValue, type SyntaxNode } from '../../text/syntax.ts';
import { firstOf, HEAD, has, valueAt } from './tree.ts';

interface Foreign {
  /** With its article, in the middle of a sentence: `a Compose file`. */
  readonly title: string;
  /** What to do instead; a sentence. */
  readonly instead?: string;
  readonly is: (root: SyntaxNode | undefined, text: string) => boolean;
}

const AS_REQUEST = 'Add it to the requests.';

const isMap = (node: SyntaxNode | undefined): boolean => node?.kind === 'map';

/** Some entry of the map under a key is a map with one of these keys. */
const someEntry = (root: SyntaxNode | undefined, key: string, ...wanted: readonly string[]): boolean => {
  const value = findValue(root, key);
  return value?.kind === 'map' && value.entries.slice(0, 100).some((entry) => wanted.some((name) => has(entry.value, name)));
};

const kinds: readonly Foreign[] = [
  {
    title: 'a Compose file',
    is: (root) => someEntry(root, 'services', 'image', 'build'),
  },
  { title: 'an OpenAPI description', is: (root) => has(root, 'paths') && (has(root, 'openapi') || has(root, 'swagger')) },
  {
    title: 'a Helm values file',
    instead: 'Render the chart, and take what comes out.',
    is: (root) => has(root, 'replicaCount') || (isMap(valueAt(root, 'image')) && has(valueAt(root, 'image'), 'repository')),
  },
  { title: 'a Helm chart description', is: (root) => has(root, 'apiVersion', 'name', 'version') && !has(root, 'kind') },
  {
    title: 'a package.json',
    is: (root) => has(root, 'name', 'version') && (has(root, 'scripts') || has(root, 'dependencies') || has(root, 'devDependencies')),
  },
  { title: 'a Prometheus configuration', is: (root) => has(root, 'scrape_configs') || has(firstOf(root, 'groups'), 'rules') },
  {
    title: 'an OpenTelemetry Collector configuration',
    is: (root) => has(root, 'receivers', 'exporters') || has(valueAt(root, 'service'), 'pipelines'),
  },
  { title: 'a GitHub Actions workflow', is: (root) => someEntry(root, 'jobs', 'runs-on', 'uses') },
  { title: 'a HAR file', instead: AS_REQUEST, is: (root) => has(valueAt(root, 'log'), 'entries') },
  {
    title: 'a Terraform file',
    is: (_, text) => /^(?:resource|data|provider|module|variable)[ \t]+"[\w-]+"(?:[ \t]+"[\w-]+")?[ \t]*\{/m.test(text),
  },
  { title: 'a curl command', instead: AS_REQUEST, is: (_, text) => /^\s*(?:\$[ \t]+)?curl[ \t]/.test(text) },
  { title: 'an HTTP request', instead: AS_REQUEST, is: (_, text) => /^\s*[A-Z]{3,10} \S{1,4000} HTTP\/\d/.test(text) },
  { title: 'a certificate or key', is: (_, text) => /^\s*-----BEGIN [A-Z ]{1,40}-----/.test(text) },
  { title: 'an HTML page', is: (_, text) => /^\s*<(?:!doctype html|html)\b/i.test(text) },
];

/** What a text is instead of a gateway's configuration, if it is something well known. */
export const foreignKind = (root: SyntaxNode | undefined, text: string): Pick<Foreign, 'title' | 'instead'> | undefined => {
  const head = text.slice(0, HEAD);
  return kinds.find(({ is }) => is(root, head));
};

// Who may import whom. A file belongs to the row with the longest matching folder. Inside a row's folder everything may import
// everything (cycles are a lint error); from elsewhere only what the row names. `types` may be imported as types only.

export interface Row {
  readonly folder: string;
  /** Folders (with all below them) whose code may be imported. */
  readonly code: readonly string[];
  /** Folders of which only types may be imported. */
  readonly types?: readonly string[];
  /** Packages, by the start of their specifier. */
  readonly packages?: readonly string[];
}

const core = ['src/base', 'src/text', 'src/diagnostics'];
const celAndModel = [...core, 'src/http', 'src/cel', 'src/model'];
const dialect = [...celAndModel, 'src/simulate', 'src/dialects/dialect.ts'];
const everySource = ['src'];
const react = ['react'];
const page = [...react, 'react-dom', '@tanstack/react-query', 'lucide-react'];
const view = ['web/state', 'web/queries', 'web/ui', 'src/base'];

export const table: readonly Row[] = [
  { folder: 'src/base', code: [] },
  { folder: 'src/text', code: ['src/base'], packages: ['yaml', 'diff'] },
  { folder: 'src/diagnostics', code: ['src/base', 'src/text'] },
  { folder: 'src/http', code: core },
  // `yaml` stands behind CEL's yaml.encode and yaml.parse.
  // The build makes the copies of the commonest functions.
  { folder: 'src/cel', code: [...core, 'src/http'], packages: ['yaml', 'virtual:node-copies'] },
  { folder: 'src/cel/protobuf', code: ['src/cel'], packages: ['@bufbuild/protobuf'] },
  { folder: 'src/model', code: [...core, 'src/http', 'src/cel'] },
  { folder: 'src/simulate', code: celAndModel },
  { folder: 'src/graph', code: [...core, 'src/cel', 'src/model'] },
  { folder: 'src/dialects', code: [...celAndModel, 'src/simulate', 'src/dialects'] },
  // A dialect never imports another.
  { folder: 'src/dialects/agentgateway', code: dialect },
  // The words are made by the build, from an installed package.
  { folder: 'src/dialects/envoy', code: dialect, packages: ['virtual:envoy-words'] },
  { folder: 'src/gateway', code: [...celAndModel, 'src/simulate', 'src/dialects', 'src/graph'] },
  { folder: 'src/permalink', code: ['src/base'], types: everySource, packages: ['fflate'] },
  { folder: 'src/protocol', code: ['src/base'], types: everySource },
  { folder: 'src/index.ts', code: ['src/base', 'src/cel', 'src/gateway'] },
  { folder: 'src/cli', code: everySource, packages: ['node:'] },

  { folder: 'web/workers', code: everySource },
  { folder: 'web/state', code: ['src/base', 'src/permalink', 'src/http'], types: everySource, packages: [...react, 'zustand'] },
  {
    folder: 'web/queries',
    code: ['src/base', 'src/permalink', 'src/model', 'web/state', 'web/workers/client.ts', 'web/workers/layout-client.ts'],
    types: everySource,
    packages: [...react, '@tanstack/react-query'],
  },
  { folder: 'web/ui', code: ['src/base'], packages: [...react, 'react-dom', 'lucide-react'] },
  { folder: 'web/editor', code: view, types: everySource, packages: [...react, 'monaco-editor'] },
  { folder: 'web/canvas', code: [...view, 'src/graph'], types: everySource, packages: [...react, '@xyflow/react', 'lucide-react'] },
  {
    folder: 'web/panes',
    code: [
      ...view,
      'web/editor',
      'web/canvas',
      'web/workers/client.ts',
      'src/http',
      'src/permalink',
      'src/protocol',
      'src/graph',
      'src/text/source.ts',
    ],
    types: everySource,
    packages: [...react, 'lucide-react'],
  },
  { folder: 'web/embed', code: ['web', 'src/base', 'src/permalink', 'src/protocol'], types: everySource, packages: page },
  { folder: 'web/app', code: ['web', 'src/base', 'src/permalink', 'src/protocol'], types: everySource, packages: page },
  { folder: 'web', code: ['web', 'src/base'], types: everySource, packages: page },
];

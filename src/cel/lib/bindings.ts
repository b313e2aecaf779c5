// Extensions that are macros alone: `cel.bind` and `cel.block`, comprehensions of two variables, protobuf extension fields.
import type { Library } from './library.ts';

export const bindings: Library = {
  id: 'bindings',
  title: 'Bindings extension',
  overloads: [],
  macros: ['cel.bind', 'cel.block', 'cel.index', 'cel.iterVar', 'cel.accuVar'],
};

export const twoVariables: Library = {
  id: 'two-variables',
  title: 'Two-variable comprehensions',
  overloads: [],
  macros: ['all2', 'exists2', 'exists_one2', 'existsOne2', 'transformList', 'transformMap', 'transformMapEntry'],
};

export const protos: Library = {
  id: 'protos',
  title: 'Protobuf extension fields',
  overloads: [],
  macros: ['proto.getExt', 'proto.hasExt'],
};

// The package's face: CEL and gateways in one import. `gateglass/cel` and `gateglass/gateway` are the same in two parts.
export { type BuildInfo, build, buildLabel } from './base/build.ts';
export {
  type CelIssue,
  type Compiled,
  check,
  compile,
  type EvalAnswer,
  type Explanation,
  evaluate,
  format,
  type LoadedProfile,
  loadProfile,
  type Options,
  parse,
  profiles,
} from './cel/index.ts';
export {
  type Configuration,
  type Decision,
  type Diagnostic,
  dialects,
  type Explained,
  explainCode,
  type HostServices,
  type OpenInput,
  open,
  type RouteOptions,
  route,
  type SampleRequest,
} from './gateway/index.ts';

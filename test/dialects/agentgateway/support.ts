// Configurations in a few lines, and what the gateway answers.
import { locateDiagnostic } from '../../../src/diagnostics/located.ts';
import { open } from '../../../src/gateway/open.ts';
import { route } from '../../../src/gateway/route.ts';
import { standardServices } from '../../../src/gateway/services.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import type { Decision, TraceStep } from '../../../src/model/decision.ts';

export interface Asked {
  readonly sequence?: boolean;
  readonly trace?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export async function askAll(text: string, requests: readonly SampleRequest[], asked: Asked = {}): Promise<readonly Decision[]> {
  const configuration = await open({ files: [{ name: 'config.yaml', text }], dialect: 'agentgateway', env: asked.env ?? {} });
  const options = { sequence: asked.sequence ?? false, trace: asked.trace ?? false, now: Date.parse('2026-01-01T00:00:00Z') };
  return route(configuration, requests, options, standardServices);
}

export async function ask(text: string, request: SampleRequest = {}, asked: Asked = {}): Promise<Decision> {
  const [decision] = await askAll(text, [request], asked);
  if (decision === undefined) throw new Error('no decision');
  return decision;
}

/** `severity line code` of every message, in order. */
export async function messagesOf(text: string, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const { sources, diagnostics } = await open({ files: [{ name: 'config.yaml', text }], dialect: 'agentgateway', env });
  return diagnostics.map((diagnostic) => {
    const { severity, line, code } = locateDiagnostic(sources, diagnostic);
    return `${severity} ${line} ${code}`;
  });
}

export const isValid = async (text: string): Promise<boolean> =>
  (await open({ files: [{ name: 'config.yaml', text }], dialect: 'agentgateway' })).valid;

/** One listener on 3000 with the routes given as YAML items. */
export const routes = (items: string): string => `binds:
- port: 3000
  listeners:
  - routes:
${indent(items, 4)}`;

/** One route with policies given as YAML, and a backend `app`. */
export const policies = (yaml: string, more = ''): string =>
  routes(`- name: app
  policies:
${indent(yaml, 4)}
  backends: [{host: app.test:80}]
${more}`);

export const indent = (text: string, by: number): string =>
  text
    .trim()
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');

export const stepOf = (decision: Decision, step: string): TraceStep | undefined => decision.trace.find((one) => one.step === step);

/** Values of a header on the way upstream. */
export const sent = (decision: Decision, name: string): readonly string[] =>
  (decision.upstream?.headers ?? []).filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);

/** Values of a header of the answer. */
export const got = (decision: Decision, name: string): readonly string[] =>
  (decision.response?.headers ?? []).filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);

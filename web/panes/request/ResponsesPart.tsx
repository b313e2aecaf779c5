// What the world answers: backends, and filters whose effect is not known here. What the present answer assumed is offered to be
// declared.

import type { Verdict } from '../../../src/http/sample-request.ts';
import type { Assumption } from '../../../src/model/decision.ts';
import { useDecisions } from '../../queries/use-decisions.ts';
import type { NamedRequest } from '../../state/requests.ts';
import { canBeDeclared } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { JsonField } from './fields.tsx';
import { VerdictForm } from './VerdictForm.tsx';

export function ResponsesPart({ row }: { readonly row: NamedRequest }) {
  const { change } = useApp((state) => state.requests);
  const decision = useDecisions().data?.decisions.get(row.id);
  const { responses, verdicts } = row.request;
  const backends = (decision?.backends ?? [])
    .map((backend) => backend.name)
    .filter((name) => responses === undefined || !Object.hasOwn(responses, name));
  const opaque = [
    ...new Set(
      (decision?.assumptions ?? []).flatMap((assumption) => {
        const name = declaredAs(assumption);
        return name === undefined || (verdicts !== undefined && Object.hasOwn(verdicts, name)) ? [] : [name];
      }),
    ),
  ].slice(0, 6);
  const declared = Object.entries(verdicts ?? {}).filter(([, verdict]) => typeof verdict === 'object' && verdict !== null);
  const declare = (name: string, verdict: Verdict) =>
    change(row.id, { verdicts: { ...verdicts, [name]: verdict } }, { verdicts: undefined });
  return (
    <>
      <JsonField
        row={row}
        name="responses"
        label="Answers by backend or cluster"
        value={responses}
        rows={6}
        placeholder={'{ "checkout-v2": { "status": 200, "headers": {}, "body": "", "delayMs": 5 } }'}
        hint="One answer, or a list with one for each attempt; the last repeats. A backend that is not named answers 200."
        write={(value) => ({ responses: value as typeof responses })}
      />
      {backends.length > 0 && (
        <div className="row">
          {backends.slice(0, 6).map((name) => (
            <button
              key={name}
              type="button"
              className="outlined"
              onClick={() => change(row.id, { responses: { ...responses, [name]: { status: 503 } } }, { responses: undefined })}
            >
              {name} answers 503
            </button>
          ))}
        </div>
      )}
      {declared.length + opaque.length > 0 && <strong>Filters and services that are not simulated</strong>}
      {declared.map(([name, verdict]) => (
        <VerdictForm key={name} row={row} name={name} verdict={verdict} />
      ))}
      {opaque.map((name) => (
        <div className="row" key={name}>
          <code>{name}</code> <span className="quiet">is taken to let the request through</span>
          <button type="button" className="outlined" onClick={() => declare(name, { allow: true })}>
            {name} changes it
          </button>
          <button type="button" className="outlined" onClick={() => declare(name, { allow: false })}>
            {name} denies
          </button>
        </div>
      ))}
      <details open={row.typed.verdicts !== undefined}>
        <summary>Effects of filters as JSON</summary>
        <JsonField
          row={row}
          name="verdicts"
          label="By the filter's name"
          value={verdicts}
          rows={4}
          placeholder={'{ "ext-authz": { "allow": false } }'}
          hint="Without one, such a filter is assumed to let the request pass."
          write={(value) => ({ verdicts: value as typeof verdicts })}
        />
      </details>
    </>
  );
}

/** The name under which an effect is declared: that of the filter, or of the kind of policy that asks a service. */
function declaredAs({ code, target }: Assumption): string | undefined {
  if (target === undefined || !canBeDeclared(code) || /completion|mcp/.test(code)) return undefined;
  const kind = /^undeclared-(\w+)$/.exec(code)?.[1];
  return kind !== undefined && target.endsWith(`/${kind}`) ? kind : target;
}

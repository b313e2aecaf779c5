// What the world answers: backends, and filters whose effect is not known here. What the present answer assumed is offered to be
// declared.
import { useDecisions } from '../../queries/use-decisions.ts';
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { JsonField } from './fields.tsx';

export function ResponsesPart({ row }: { readonly row: NamedRequest }) {
  const { change } = useApp((state) => state.requests);
  const decision = useDecisions().data?.decisions.get(row.id);
  const { responses, verdicts } = row.request;
  const backends = (decision?.backends ?? [])
    .map((backend) => backend.name)
    .filter((name) => responses === undefined || !Object.hasOwn(responses, name));
  const opaque = (decision?.assumptions ?? []).flatMap(({ target }) =>
    target === undefined || (verdicts !== undefined && Object.hasOwn(verdicts, target)) ? [] : [target],
  );
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
      <JsonField
        row={row}
        name="verdicts"
        label="Verdicts of filters that are not simulated"
        value={verdicts}
        rows={4}
        placeholder={'{ "ext-authz": { "allow": false } }'}
        hint="By the filter's name. Without one, such a filter is assumed to let the request pass."
        write={(value) => ({ verdicts: value as typeof verdicts })}
      />
      {opaque.length > 0 && (
        <div className="row">
          {opaque.slice(0, 6).map((name) => (
            <button
              key={name}
              type="button"
              className="outlined"
              onClick={() => change(row.id, { verdicts: { ...verdicts, [name]: { allow: false } } }, { verdicts: undefined })}
            >
              {name} denies
            </button>
          ))}
        </div>
      )}
    </>
  );
}

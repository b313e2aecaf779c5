// What else decides: variables of expressions, metadata, run-time keys, the clock and the random value.
import type { NamedRequest } from '../../state/requests.ts';
import { JsonField, ReadField, readNumber } from './fields.tsx';

export function ContextPart({ row }: { readonly row: NamedRequest }) {
  const { request } = row;
  return (
    <>
      <div className="form-grid">
        <ReadField
          row={row}
          name="time"
          label="Time"
          text={request.time ?? ''}
          placeholder="2026-01-01T00:00:00Z"
          hint="The clock of the exchange; empty: now."
          read={readTime}
          write={(time) => ({ time })}
        />
        <ReadField
          row={row}
          name="random"
          label="Random value"
          text={request.random === undefined ? '' : String(request.random)}
          placeholder="0"
          hint="Weights and fractions are decided by it, modulo their total."
          read={readNumber}
          write={(random) => ({ random })}
        />
      </div>
      <JsonField
        row={row}
        name="vars"
        label="Extra CEL variables"
        value={request.vars}
        rows={3}
        placeholder={'{ "llm": { "requestModel": "small" } }'}
        write={(vars) => ({ vars })}
      />
      <JsonField
        row={row}
        name="metadata"
        label="Dynamic metadata, by filter"
        value={request.metadata}
        rows={3}
        placeholder={'{ "envoy.filters.http.jwt_authn": {} }'}
        write={(metadata) => ({ metadata })}
      />
      <JsonField
        row={row}
        name="runtime"
        label="Run-time keys"
        value={request.runtime}
        rows={2}
        placeholder={'{ "routing.canary": 50 }'}
        write={(runtime) => ({ runtime })}
      />
    </>
  );
}

function readTime(text: string) {
  if (text === '') return { ok: true, value: undefined } as const;
  const isRfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
  return isRfc3339
    ? ({ ok: true, value: text } as const)
    : ({ ok: false, because: 'A time as in 2026-01-01T00:00:00Z is needed.' } as const);
}

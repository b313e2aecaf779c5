// What a filter does that is not simulated, or that asks a service: it lets the request through, perhaps with headers of its own, or
// answers in place of the backend. Members that this form does not know are kept.
import { X } from 'lucide-react';
import { headerPairsOf } from '../../../src/http/header-pairs.ts';
import type { SampleRequest, Verdict } from '../../../src/http/sample-request.ts';
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { PairRows } from '../../ui/PairRows.tsx';
import { ReadField, readNumber, readText } from './fields.tsx';

interface Props {
  readonly row: NamedRequest;
  /** The filter's name. */
  readonly name: string;
  readonly verdict: Verdict;
}

export function VerdictForm({ row, name, verdict }: Props) {
  const { change } = useApp((state) => state.requests);
  const all = row.request.verdicts ?? {};
  const isDenying = verdict.allow === false;
  const withMember = (member: string, value: unknown) => {
    const { [member]: _before, ...rest } = verdict;
    return { verdicts: { ...all, [name]: value === undefined ? rest : { ...rest, [member]: value } } };
  };
  const forget = () => {
    const { [name]: _gone, ...rest } = all;
    change(row.id, { verdicts: Object.keys(rest).length === 0 ? undefined : rest }, { verdicts: undefined });
  };
  return (
    <fieldset className="verdict-form">
      <legend className="mono">{name}</legend>
      <div className="row">
        <select
          aria-label={`What ${name} does`}
          value={isDenying ? 'denies' : 'allows'}
          onChange={(event) => change(row.id, withMember('allow', event.target.value === 'allows'), { verdicts: undefined })}
        >
          <option value="allows">lets the request through</option>
          <option value="denies">answers by itself</option>
        </select>
        <button type="button" className="icon-button" aria-label={`Declare nothing for ${name}`} onClick={forget}>
          <X size={14} aria-hidden />
        </button>
      </div>
      {isDenying && (
        <>
          <ReadField
            row={row}
            name={`verdict status ${name}`}
            label="Status"
            placeholder="403"
            text={typeof verdict.status === 'number' ? String(verdict.status) : ''}
            read={readNumber}
            write={(value) => withMember('status', value)}
          />
          <ReadField
            row={row}
            name={`verdict body ${name}`}
            label="Body"
            text={typeof verdict.body === 'string' ? verdict.body : ''}
            read={readText}
            write={(value) => withMember('body', value)}
          />
        </>
      )}
      <span className="quiet">{isDenying ? 'Headers of its answer' : 'Headers that it gives the request'}</span>
      <PairRows
        key={`${name} ${isDenying}`}
        noun={`header of ${name}`}
        initial={headerPairsOf(isHeaders(verdict.headers) ? verdict.headers : undefined)}
        onChange={(pairs) =>
          change(row.id, withMember('headers', pairs.length === 0 ? undefined : Object.fromEntries(pairs)), { verdicts: undefined })
        }
      />
    </fieldset>
  );
}

const isHeaders = (value: unknown): value is NonNullable<SampleRequest['headers']> => typeof value === 'object' && value !== null;

// What a filter does that is not simulated, or that asks a service: it lets the request through, changed or not, or answers in place of
// the backend. Members that this form does not know are kept.
import { X } from 'lucide-react';
import type { Verdict } from '../../../src/http/sample-request.ts';
import { useLowered } from '../../queries/use-lowered.ts';
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { PairRows } from '../../ui/PairRows.tsx';
import { JsonField, ReadField, readList, readNumber, readText } from './fields.tsx';
import { headersOf, withPairs, withRemoved } from './verdict-headers.ts';

interface Props {
  readonly row: NamedRequest;
  /** The filter's name. */
  readonly name: string;
  readonly verdict: Verdict;
}

export function VerdictForm({ row, name, verdict }: Props) {
  const { change } = useApp((state) => state.requests);
  const isEnvoy = useLowered().data?.lowered.dialect === 'envoy';
  const all = row.request.verdicts ?? {};
  const isDenying = verdict.allow === false;
  const withMember = (member: string, value: unknown) => {
    const { [member]: _before, ...rest } = verdict;
    return { verdicts: { ...all, [name]: value === undefined ? rest : { ...rest, [member]: value } } };
  };
  const put = (member: string, value: unknown) => change(row.id, withMember(member, value), { verdicts: undefined });
  const forget = () => {
    const { [name]: _gone, ...rest } = all;
    change(row.id, { verdicts: Object.keys(rest).length === 0 ? undefined : rest }, { verdicts: undefined });
  };
  const text = (member: string, label: string) => (
    <ReadField
      row={row}
      name={`verdict ${member} ${name}`}
      label={label}
      text={typeof verdict[member] === 'string' ? verdict[member] : ''}
      read={readText}
      write={(value) => withMember(member, value)}
    />
  );
  const headers = (member: string, label: string, noun: string) => (
    <div className="field">
      <span className="quiet">{label}</span>
      <PairRows
        key={`${name} ${member} ${isDenying}`}
        noun={noun}
        pairs={headersOf(verdict[member]).pairs}
        onChange={(pairs) => put(member, withPairs(verdict[member], pairs))}
      />
    </div>
  );
  return (
    <fieldset className="verdict-form">
      <legend className="mono">{name}</legend>
      <div className="row">
        <select
          aria-label={`What ${name} does`}
          value={isDenying ? 'denies' : 'allows'}
          onChange={(event) => put('allow', event.target.value === 'allows')}
        >
          <option value="allows">lets the request through</option>
          <option value="denies">answers by itself</option>
        </select>
        <button type="button" className="icon-button" aria-label={`Declare nothing for ${name}`} onClick={forget}>
          <X size={14} aria-hidden />
        </button>
      </div>
      {isDenying ? (
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
          {text('body', 'Body')}
          {headers(isEnvoy ? 'responseHeaders' : 'headers', 'Headers of its answer', `header of ${name}`)}
        </>
      ) : (
        <>
          {headers('headers', 'Headers that it gives the request', `header of ${name}`)}
          {isEnvoy && (
            <>
              <ReadField
                row={row}
                name={`verdict removed ${name}`}
                label="Headers that it takes away"
                placeholder="cookie, x-debug"
                text={headersOf(verdict.headers).removed.join(', ')}
                read={readList}
                write={(value) => withMember('headers', withRemoved(verdict.headers, value ?? []))}
              />
              <div className="form-grid">
                {text('path', 'Path')}
                {text('host', 'Host')}
                {text('method', 'Method')}
              </div>
              <label className="check">
                <input
                  type="checkbox"
                  checked={verdict.clearRouteCache === true}
                  onChange={(event) => put('clearRouteCache', event.target.checked ? true : undefined)}
                />
                The route is chosen anew
              </label>
              {headers('responseHeaders', 'Headers that it gives the answer', `answer header of ${name}`)}
              <JsonField
                row={row}
                name={`verdict metadata ${name}`}
                label="Dynamic metadata, by namespace"
                rows={2}
                placeholder={'{ "my.filter": { "key": "value" } }'}
                value={verdict.metadata}
                write={(value) => withMember('metadata', value)}
              />
            </>
          )}
        </>
      )}
    </fieldset>
  );
}

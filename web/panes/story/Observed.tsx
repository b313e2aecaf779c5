// What operators see of the exchange: log lines, flags, how it ended, counters; each names the line of the configuration that it comes from.
import type { Decision } from '../../../src/model/decision.ts';
import type { Origin } from '../../../src/model/model.ts';
import type { PageAnswer } from '../../queries/use-answer.ts';
import { Part } from './Part.tsx';
import { LineLink } from './places.tsx';
import './observed.css';

type Sources = PageAnswer['sources'];

export function Observed({ decision, sources }: { readonly decision: Decision; readonly sources: Sources }) {
  const { accessLog = [], counters = {}, flags = [], reason, observed } = decision;
  const lines = accessLog.map((line, at) => ({ key: `${at} ${line}`, line, origin: observed?.log[at] }));
  const words = observed?.flags ?? flags.map((flag) => ({ flag, name: '', says: '', origin: undefined }));
  return (
    <>
      {lines.length > 0 && (
        <Part title="Access log" note={lines.length === 1 ? reason : `${lines.length} lines`}>
          <ul className="observed" aria-label="Access log lines">
            {lines.map(({ key, line, origin }) => (
              <li key={key}>
                <pre>{line}</pre>
                <From origin={origin} sources={sources} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {(words.length > 0 || observed?.reason !== undefined) && (
        <Part title={words.length > 0 ? 'Flags' : 'Ended as'} note={words.length > 0 ? words.map(({ flag }) => flag).join(' ') : reason}>
          <ul className="observed" aria-label="Response flags and details">
            {words.map(({ flag, name, says, origin }) => (
              <li key={flag}>
                <span>
                  <code>{flag}</code> {name !== '' && <span className="quiet">{name}</span>}
                  {says !== '' && `: ${says}`}
                </span>
                <From origin={origin} sources={sources} />
              </li>
            ))}
            {observed?.reason !== undefined && (
              <li>
                <span>
                  <code>{reason}</code>: {observed.reason.says}
                </span>
                <From origin={observed.reason.origin} sources={sources} />
              </li>
            )}
          </ul>
        </Part>
      )}
      {Object.keys(counters).length > 0 && (
        <Part title="Counters" note={`${Object.keys(counters).length}`}>
          <ul className="observed" aria-label="Counters">
            {Object.entries(counters).map(([name, by]) => (
              <li key={name}>
                <span>
                  <code>{name}</code> +{by}
                </span>
                <From origin={observed === undefined ? undefined : own(observed.counters, name)} sources={sources} />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

const own = <T,>(record: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);

function From({ origin, sources }: { readonly origin: Origin | undefined; readonly sources: Sources }) {
  return origin === undefined ? undefined : <LineLink origin={origin} sources={sources} />;
}

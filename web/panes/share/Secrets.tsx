// What looks secret, by name and place. It is left out of what is shared; one click keeps it.
import { KeyRound } from 'lucide-react';
import type { Secret } from '../../../src/permalink/secrets/index.ts';

/** Each has a row to decide in; nobody decides about more. */
const SHOWN = 100;

interface Props {
  readonly secrets: readonly Secret[];
  readonly kept: ReadonlySet<string>;
  readonly onKeep: (kept: ReadonlySet<string>) => void;
}

export function Secrets({ secrets, kept, onKeep }: Props) {
  if (secrets.length === 0) return undefined;
  return (
    <section className="secrets" aria-label="Secrets">
      <p>
        <KeyRound size={14} aria-hidden />{' '}
        <strong>{secrets.length === 1 ? 'One thing looks secret' : `${secrets.length} things look secret`}</strong> and will read REDACTED.
        What you see on the page stays as it is.
      </p>
      <ul>
        {secrets.slice(0, SHOWN).map((secret) => (
          <li key={secret.id}>
            <label className="check">
              <input
                type="checkbox"
                checked={kept.has(secret.id)}
                onChange={(event) =>
                  onKeep(event.target.checked ? new Set([...kept, secret.id]) : new Set([...kept].filter((id) => id !== secret.id)))
                }
              />
              Keep
            </label>
            <span>
              {secret.kind} in {placesOf(secret)} <code className="quiet">{secret.preview}</code>
            </span>
          </li>
        ))}
        {secrets.length > SHOWN && <li className="soft">and {secrets.length - SHOWN} more, which stay out.</li>}
      </ul>
    </section>
  );
}

const placesOf = ({ places: [first = '', ...more] }: Secret): string =>
  more.length === 0 ? first : `${first} and ${more.length} more ${more.length === 1 ? 'place' : 'places'}`;

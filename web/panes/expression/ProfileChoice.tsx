// The rules an expression is read by: those of the configuration, or of a program that is chosen.
import { useApp } from '../../state/store.ts';

/** CEL profiles by id; a profile without a version means its newest. */
const PROFILES = [
  ['cel', 'CEL specification'],
  ['agentgateway', 'agentgateway'],
  ['envoy', 'Envoy'],
  ['kubernetes', 'Kubernetes'],
] as const;

export function ProfileChoice({ profile }: { readonly profile: string | undefined }) {
  const chosen = useApp((state) => state.expressionProfile);
  const { chooseProfile } = useApp((state) => state.expressions);
  const known = PROFILES.some(([id]) => id === chosen) || chosen === '';
  return (
    <select aria-label="Rules of the expression" className="rules" value={chosen} onChange={(event) => chooseProfile(event.target.value)}>
      <option value="">{`Rules: ${profile === 'cel' ? 'CEL' : (profile?.replace('@', ' ') ?? '…')}`}</option>
      {PROFILES.map(([id, title]) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
      {!known && <option value={chosen}>{chosen.replace('@', ' ')}</option>}
    </select>
  );
}

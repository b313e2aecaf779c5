// The foot of the page: what happens to one's data, whose rules answer, how the requests fared.
import { build, buildLabel } from '../../src/base/build.ts';
import { useDecisions } from '../queries/use-decisions.ts';
import { useExpressionProfile } from '../queries/use-evaluation.ts';
import { useLowered } from '../queries/use-lowered.ts';
import { useApp } from '../state/store.ts';

export function StatusLine() {
  const mode = useApp((state) => state.mode);
  const count = useApp((state) => state.requestList.length);
  const opened = useLowered();
  const document = useApp((state) => state.document);
  const decided = useDecisions();
  const expressionProfile = useExpressionProfile();
  const profile = mode === 'gateway' ? opened.data?.lowered.profile : expressionProfile;
  const isEmpty = useApp((state) => state.files.every((file) => file.text.trim() === ''));
  const data = decided.data?.document === document && !isEmpty ? decided.data : undefined;
  const decisions = [...(data?.decisions.values() ?? [])];
  const refused = decisions.filter(({ status = 0 }) => status >= 400).length;
  return (
    <footer className="foot">
      <span>Evaluated in your browser; nothing is sent</span>
      <span className="end">
        {profile !== undefined && <span>{profile === 'cel' ? 'CEL' : profile.replace('@', ' ')} rules</span>}
        {mode === 'gateway' && decisions.length > 0 && (
          <span>
            {refused} of {count} {count === 1 ? 'request' : 'requests'} answered 4xx or 5xx
          </span>
        )}
        {mode === 'gateway' && data !== undefined && <span>{data.took < 10 ? data.took.toFixed(1) : Math.round(data.took)} ms</span>}
        <span title={`Gateglass ${buildLabel()}`}>{build.commit}</span>
      </span>
    </footer>
  );
}

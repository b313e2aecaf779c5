// What the page has to tell: one line each, at the top, until it is put away.
import { X } from 'lucide-react';
import { useSession } from '../state/session.ts';
import { useApp, useAppStore } from '../state/store.ts';
import type { NoticeAction } from '../state/view.ts';
import { putBack } from './put-back.ts';
import { recoveredOf } from './recovered.ts';

export function Notices() {
  const notices = useApp((state) => state.notices);
  const { dismiss } = useApp((state) => state.view);
  const session = useSession();
  const store = useAppStore();
  const act = async (action: NoticeAction) => {
    switch (action.kind) {
      case 'restore-draft':
        return session?.openDraft(action.draft);
      case 'open-recovered': {
        const recovered = recoveredOf(store);
        return recovered === undefined ? undefined : session?.openPayload(recovered);
      }
      case 'reload':
        return location.reload();
      default:
        return putBack(store.getState(), action);
    }
  };
  return (
    <div className="notices" role="status" aria-live="polite">
      {notices.map(({ id, tone, text, action }) => (
        <div key={id} className={`notice ${tone}`}>
          <span>{text}</span>
          {action !== undefined && (
            <button type="button" className="outlined" onClick={() => void act(action.does).then(() => dismiss(id))}>
              {action.label}
            </button>
          )}
          <button type="button" className="icon-button" aria-label="Put away" onClick={() => dismiss(id)}>
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}

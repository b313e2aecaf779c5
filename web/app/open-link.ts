// Opening the state that a link carries, and saying honestly when it did not arrive whole.

import { unreachable } from '../../src/base/assert.ts';
import type { Decoded } from '../../src/permalink/index.ts';
import type { Session } from '../state/session.ts';
import type { Store } from '../state/store.ts';
import { keepRecovered } from './recovered.ts';

export async function openDecoded(store: Store, session: Session, decoded: Decoded): Promise<void> {
  const { tell } = store.getState().view;
  switch (decoded.kind) {
    case 'whole':
      return session.openPayload(decoded);
    case 'newer':
      await session.openPayload(decoded);
      return tell({
        id: 'link',
        tone: 'warn',
        text: 'This link was made by a newer Gateglass. It is shown as far as this one understands it.',
      });
    case 'cut':
    case 'damaged': {
      await session.openBlank();
      store.setState({ started: false });
      const said = decoded.kind === 'damaged' ? 'This link was damaged on its way.' : cutText(decoded.have, decoded.want);
      const recovered = decoded.recovered;
      if (recovered === undefined)
        return tell({ id: 'link', tone: 'error', text: `${said} Nothing of it can be recovered; ask for it again, or for a file.` });
      keepRecovered(store, recovered);
      return tell({
        id: 'link',
        tone: 'error',
        text: `${said} ${recoveredText(recovered.state.files.length, recovered.state.requests.length)}`,
        action: { label: 'Show what arrived', does: { kind: 'open-recovered' } },
      });
    }
    case 'refused':
      await session.openBlank();
      store.setState({ started: false });
      return tell({ id: 'link', tone: 'error', text: decoded.because });
    default:
      return unreachable(decoded);
  }
}

const cutText = (have: number, want: number | undefined): string =>
  want === undefined
    ? 'This link was cut off.'
    : `This link was cut off: ${have.toLocaleString('en')} of ${want.toLocaleString('en')} characters arrived.`;

const recoveredText = (files: number, requests: number): string =>
  `Part of it can be shown: ${plural(files, 'file')}, ${plural(requests, 'request')}, perhaps incomplete.`;

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

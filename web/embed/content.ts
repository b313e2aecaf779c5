// What the embed shows: the state or the example that its address names. A link that did not arrive whole says so.
import { initialState, readFragment } from '../../src/permalink/index.ts';
import { isExample, loadExample } from '../queries/load-example.ts';
import { soundState } from '../state/sound.ts';
import type { Store } from '../state/store.ts';

export async function openContent(store: Store): Promise<void> {
  const { workspace, view } = store.getState();
  const fragment = readFragment(location.hash);
  const nothing = (text: string) => {
    workspace.load(initialState, { kind: 'blank' });
    store.setState({ started: false });
    view.tell({ id: 'link', tone: 'error', text });
  };
  if (fragment.kind === 'example') {
    try {
      if (!(await isExample(fragment.slug))) return nothing(`There is no example called ${fragment.slug}.`);
      workspace.load(await loadExample(fragment.slug), { kind: 'example', slug: fragment.slug });
    } catch {
      nothing(`The example ${fragment.slug} could not be read.`);
    }
  } else if (fragment.kind === 'state') {
    const { decoded } = fragment;
    if (decoded.kind === 'whole' || decoded.kind === 'newer') workspace.load(soundState(decoded.state), { kind: 'link' }, decoded.unknown);
    if (decoded.kind === 'newer')
      view.tell({ id: 'link', tone: 'warn', text: 'Made by a newer Gateglass; shown as far as this one understands it.' });
    else if (decoded.kind === 'whole') view.dismiss('link');
    else if (decoded.kind === 'refused') nothing(decoded.because);
    else nothing('The link of this embed was cut off or damaged.');
  } else nothing('This embed names nothing to show.');
}

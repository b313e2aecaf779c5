// Finds a part of the configuration by name, in a file of any size, and goes there: text, story and graph light up together.
import { useState } from 'react';
import type { Place } from '../../../src/protocol/engine.ts';
import { positionOf } from '../../../src/text/source.ts';
import { useOutline } from '../../queries/use-outline.ts';
import { useApp } from '../../state/store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { matchPlaces } from './match-places.ts';
import './find.css';

const MOST = 100;

export function FindDialog() {
  const { open } = useApp((state) => state.view);
  const { follow } = useApp((state) => state.selecting);
  const files = useApp((state) => state.files);
  const places = useOutline();
  const [typed, setTyped] = useState('');
  const { shown, count } = matchPlaces(places, typed, MOST);
  const go = (place: Place) => {
    open(undefined);
    // After the dialog has given the focus back.
    setTimeout(() => follow(place.file, place.span, place.entity));
  };
  const lineOf = (place: Place) => {
    const file = files.find(({ name }) => name === place.file);
    return file === undefined ? '' : `L${positionOf(file, place.span.start).line}`;
  };
  return (
    <Dialog title="Find a part of the configuration" onClose={() => open(undefined)} className="find">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = shown;
          if (first !== undefined) go(first);
        }}
      >
        <input
          type="search"
          aria-label="Name of a listener, route, cluster …"
          placeholder="Name of a listener, route, cluster …"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
      <p className="quiet" role="status">
        {places.length === 0
          ? 'There is nothing to find yet.'
          : `${count.toLocaleString('en-US')} of ${places.length.toLocaleString('en-US')} parts${count > MOST ? `; the first ${MOST} are shown` : ''}`}
      </p>
      <ul>
        {shown.map((place) => (
          <li key={place.entity}>
            <button type="button" className="found" onClick={() => go(place)}>
              <span className="quiet">{place.term}</span> <span className="mono">{place.name}</span>
              <span className="mono quiet at">{lineOf(place)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

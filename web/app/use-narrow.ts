// Whether the page is one column: a phone, a narrow window, or one that is zoomed far in.
import { useSyncExternalStore } from 'react';

const query = matchMedia('(max-width: 899px)');

const subscribe = (onChange: () => void) => {
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
};

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
